using System.Linq;
using Xunit;

namespace Explorer.Language.Tests.Binding;

public class NameTests
{
    private const string Declarations =
        """
        type Mode = enum { idle, busy };
        type Pair = struct { idle: bool; x: 0..3; };
        param N = 2;
        var x : 0..3 = 0;
        fun f(n: 0..3): bool = n == x;

        """;

    [Theory]
    [InlineData("thread t { let x = 1; skip; }")]
    [InlineData("thread t { let idle = 1; skip; }")]
    [InlineData("thread t { let t = 1; skip; }")]
    [InlineData("thread t { let N: bool; skip; }")]
    [InlineData("thread t { let y = 1; { let y = 2; } skip; }")]
    [InlineData("thread t { let y = 1; choose y in 0..1; skip; }")]
    [InlineData("thread t { for x in 0..1 { skip; } }")]
    [InlineData("thread t { foreach x in {1} { skip; } }")]
    [InlineData("thread t for x: 0..1 { skip; }")]
    [InlineData("thread t for i: 0..1, i: 0..1 { skip; }")]
    [InlineData("rule r for f: 0..1 { skip; }")]
    [InlineData("proc p(x: 0..3) { skip; } thread t { p(1); }")]
    [InlineData("proc p(x: 0..3) { skip; } thread t { skip; }")]
    [InlineData("proc p(ref x: bool) { x = true; } thread t { skip; }")]
    [InlineData("proc p(y: 0..3) { let y = 1; skip; } thread t { p(1); }")]
    [InlineData("fun g(x: 0..3): bool = true; rule r { skip; }")]
    [InlineData("rule r { skip; } invariant p: forall x: 0..1: true;")]
    [InlineData("rule r { skip; } invariant p: forall y: 0..1: exists y: 0..1: true;")]
    [InlineData("rule r { skip; } invariant p: |{ N: 0..1 where true }| == 1;")]
    [InlineData("rule r when [x: 0..1: true][0] { skip; }")]
    [InlineData("fun g(n: 0..3): bool = exists n: 0..3: true; rule r { skip; }")]
    [InlineData("thread t { skip; assert x: true; }")]
    [InlineData("thread t { skip; assert index: true; }")]
    [InlineData("rule r { skip; } invariant deadlock: true;")]
    public void Shadowing_is_refused(string text) => Assert.Equal(["EX2004"], Bound.Codes(Declarations + text));

    [Theory]
    [InlineData("thread t { { let y = 1; } { let y = true; } skip; }")]
    [InlineData("thread t { let y = 1; skip; } thread u { let y = true; skip; }")]
    [InlineData("proc p(y: 0..3) { skip; } thread t { let y = 1; p(y); }")]
    [InlineData("thread t { for i in 0..1 { skip; } for i in 0..1 { skip; } }")]
    [InlineData("rule r { skip; } invariant p: (forall i: 0..1: true) && (exists i: 0..1: true);")]
    [InlineData("thread t { let n = 1; skip; } rule r when f(1) { skip; }")]
    [InlineData("thread t { skip; assert p: true; assert p: x == 0; }")]
    [InlineData("var index : bool = false; rule r { skip; }")]
    public void Names_of_different_bodies_have_nothing_to_do_with_each_other(string text) =>
        Assert.Empty(Bound.Messages(Declarations + text));

    [Fact]
    public void A_block_behind_atomic_opens_no_scope() =>
        Assert.Equal(
            ["EX2003: 'z' is not declared."],
            Bound.Messages("var x : 0..3 = 0; thread t { atomic { let y = x; } x = y; { let z = x; } x = z; }"));

    [Theory]
    [InlineData("var x : bool = false;")]
    [InlineData("type busy = bool;")]
    [InlineData("type Other = enum { busy };")]
    [InlineData("type Other = id(2) { N };")]
    [InlineData("invariant f: true;")]
    [InlineData("config x { N = 1; }")]
    [InlineData("proc q(a: bool, a: bool) { skip; }")]
    [InlineData("fun h(a: bool, a: bool): bool = a;")]
    [InlineData("type Q = struct { a: bool; a: bool; };")]
    [InlineData("type Q = enum { one(a: bool, a: bool) };")]
    public void A_name_is_declared_once(string text) =>
        Assert.Equal(["EX2002"], Bound.Codes(Declarations + "rule r { skip; }\n" + text));

    [Fact]
    public void Fields_have_a_namespace_of_their_own() =>
        Assert.Equal("true", Bound.Value("bool", "Pair { idle: true, x: x }.idle", Declarations));

    [Theory]
    [InlineData("type A = B; type B = A;", "A")]
    [InlineData("type A = struct { a: A?; };", "A")]
    [InlineData("param A = B; param B = A;", "A")]
    [InlineData("type T = 0..U; param U: T = 1;", "T")]
    [InlineData("type I = id(M) { a, b }; param M: I = a;", "I")]
    [InlineData("thread t for o: Thread { skip; }", "Thread")]
    public void What_needs_itself_is_reported_once(string text, string name) =>
        Assert.Equal([$"EX2006: '{name}' is defined by itself."], Bound.Messages(text + "\nrule r { skip; }"));

    [Fact]
    public void Declarations_may_stand_in_any_order() =>
        Assert.Empty(Bound.Messages(
            "rule r for p: Page when ready(p) { x[p] = N; } fun ready(p: Page): bool = x[p] < N; var x : [Page] 0..N = least;"
            + "param least = N - 1; type Page = id(N); param N = 2;"));

    [Theory]
    [InlineData("thread t { pagess = 1; }", "did you mean 'pages'?")]
    [InlineData("rule r { skip; } invariant p: pagse == 1;", "did you mean 'pages'?")]
    [InlineData("thread t { let local = 1; pages = locl; }", "did you mean 'local'?")]
    [InlineData("thread t { pages = something; }", null)]
    [InlineData("var y : Mod = idle; rule r { skip; }", "did you mean 'Mode'?")]
    public void A_near_name_is_suggested(string text, string? hint)
    {
        var diagnostic = Assert.Single(Bound.Model(Declarations + "var pages : 0..3 = 0;\n" + text).Diagnostics);
        Assert.Equal(("EX2003", hint), (diagnostic.Code, diagnostic.Hint));
    }

    [Fact]
    public void A_wrong_declaration_makes_no_second_mistake() =>
        Assert.Equal(
            ["EX2003: 'Nope' is not declared.", "EX2003: 'Nope' is not declared."],
            Bound.Messages(
                """
                var x : Nope = 3;
                fun f(a: Nope): bool = a;
                thread t {
                    let z = x;
                    x = z.q + 1;
                    x.f = z[3];
                    foreach i in x { skip; }
                    if (x && f(x)) { z = x with { a: 1 }; }
                }
                """));

    [Fact]
    public void Names_that_are_missing_are_no_duplicates() =>
        Assert.Equal(["EX1001"], Bound.Codes("var : bool = false;\nvar : bool = true;\nrule r { skip; }").Distinct());

    [Fact]
    public void A_text_that_cannot_be_parsed_is_not_said_to_be_empty() =>
        Assert.Equal(["EX1001"], Bound.Codes("thread { skip; }"));
}
