using System.Linq;
using Explorer.Language.Syntax;
using Xunit;

namespace Explorer.Language.Tests.Parsing;

public class DeclarationTests
{
    private const string Body = "(Block [] - -)";
    private const string OnCpu = "[(Binder c (NamedType Cpu))] (NameExpression c)";

    [Theory]
    [InlineData("use \"a.model\";", "(Use \"a.model\" False)")]
    [InlineData("param N = 2;", "(Param N - (Number 2) - False)")]
    [InlineData("param N = 2 in 1..8;", "(Param N - (Number 2) (RangeType (Number 1) (Number 8) False) False)")]
    [InlineData("default param T: Kind = a;", "(Param T (NamedType Kind) (NameExpression a) - True)")]
    [InlineData("param B: bool = (1 in s) in 0..1;",
        "(Param B (NamedType bool) (Binary In (Number 1) (NameExpression s)) "
        + "(RangeType (Number 0) (Number 1) False) False)")]
    [InlineData("switch s = off;", "(Switch s - - - False (NameExpression off) False)")]
    [InlineData("switch s: Place \"text\" cost 3 monotone = b;",
        "(Switch s (NamedType Place) \"text\" (Number 3) True (NameExpression b) False)")]
    [InlineData("config v11 { s = on; N = 3; }",
        "(Config v11 [(Setting s (NameExpression on)) (Setting N (Number 3))] False)")]
    [InlineData("type T = id(2) { a } as \"t\";", "(TypeDeclaration T (IdentityType (Number 2) [a]) \"t\" False)")]
    [InlineData("var x: bool;", "(Variable x (NamedType bool) - False False False False)")]
    [InlineData("ghost private percpu var x: bool = true;",
        "(Variable x (NamedType bool) (Boolean True) True True True False)")]
    [InlineData("init { }", $"(Init {Body} False)")]
    [InlineData("fun f(x: T, y: U): V = x;",
        "(Function f [(Parameter False x (NamedType T)) (Parameter False y (NamedType U))] "
        + "(NamedType V) (NameExpression x) False)")]
    [InlineData("proc p() { }", $"(Procedure p [] - {Body} False)")]
    [InlineData("default proc p(ref x: T) -> 0..N { }",
        $"(Procedure p [(Parameter True x (NamedType T))] "
        + $"(RangeType (Number 0) (NameExpression N) False) {Body} True)")]
    [InlineData("name Cpu { a, b }", "(Names Cpu [a b] False)")]
    [InlineData("workload for c: Cpu on c, N each { load(any Va); \"text\" p(c, 1) once; }",
        "(Workload (Binder c (NamedType Cpu)) (NameExpression c) (NameExpression N) "
        + "[(Operation - (Call load [(Argument - (Any (NamedType Va)))]) False) "
        + "(Operation \"text\" (Call p [(Argument - (NameExpression c)) (Argument - (Number 1))]) True)] False)")]
    [InlineData("workload for n: 0..2, 1 each { p(); }",
        "(Workload (Binder n (RangeType (Number 0) (Number 2) False)) - (Number 1) [(Operation - (Call p []) False)] False)")]
    [InlineData("thread t { }", $"(Thread t [] - - {Body} False)")]
    [InlineData("thread t for c: Cpu on c when P { }", $"(Thread t {OnCpu} (NameExpression P) {Body} False)")]
    [InlineData("interrupt h for c: Cpu on c when g { }", $"(Interrupt h {OnCpu} (NameExpression g) {Body} False)")]
    [InlineData("rule r when x in {a} { }",
        $"(Rule False r [] - (Binary In (NameExpression x) (SetLiteral [(NameExpression a)])) {Body} False)")]
    [InlineData("may rule r for c: Cpu on c { }", $"(Rule True r {OnCpu} - {Body} False)")]
    [InlineData("invariant p \"text\": x;", "(Property Invariant p \"text\" (NameExpression x) False)")]
    [InlineData("reachable p: x;", "(Property Reachable p - (NameExpression x) False)")]
    [InlineData("lemma p: x;", "(Property Lemma p - (NameExpression x) False)")]
    [InlineData("limit x < 3;", "(Limit (Binary Less (NameExpression x) (Number 3)) False)")]
    [InlineData("deadlock allowed;", "(DeadlockAllowed False)")]
    [InlineData("memory sc;", "(Memory sc - False)")]
    [InlineData("memory tso depth 2;", "(Memory tso (Number 2) False)")]
    [InlineData("expect holds;", "(Expect Holds - - [] [] False)")]
    [InlineData("expect holds p;", "(Expect Holds p - [] [] False)")]
    [InlineData("expect holds with v11;", "(Expect Holds - - [v11] [] False)")]
    [InlineData("expect violated p in 9 steps with v11, N = 3, b = -1;",
        "(Expect Violated p 9 [v11] [(Setting N (Number 3)) (Setting b (Number -1))] False)")]
    [InlineData("expect violated deadlock in 1 step;", "(Expect Violated deadlock 1 [] [] False)")]
    [InlineData("expect states 16035;", "(Expect States - 16035 [] [] False)")]
    [InlineData("expect transitions 3;", "(Expect Transitions - 3 [] [] False)")]
    [InlineData("expect orbits 3 with N = 1;", "(Expect Orbits - 3 [] [(Setting N (Number 1))] False)")]
    public void Every_form_has_its_node(string text, string shape) =>
        Assert.Equal(shape, SyntaxShape.Of(Assert.Single(Texts.Declarations(text))));

    [Fact]
    public void Three_slashes_describe_the_next_declaration()
    {
        var declarations = Texts.Declarations(
            """
            // not this
            /// first line
            ///   second line
            default param N = 2;
            //// a ruler
            param M = 3;
            """);
        Assert.Equal(["first line\nsecond line", null], declarations.Select(declaration => declaration.Description));
    }

    [Theory]
    [InlineData("rule r when x == Pte { f: 1 } { }")]
    [InlineData("rule r on Pte { f: 1 } { }")]
    [InlineData("rule r when Pte { f: 1 } == x { }")]
    [InlineData("proc p() { foreach x in T { f: 1 } { } }")]
    public void A_struct_literal_before_a_body_needs_parentheses(string text) =>
        Assert.Equal(["EX1010"], Texts.Codes(text));

    [Theory]
    [InlineData("rule r when x == (Pte { f: 1 }) { }")]
    [InlineData("rule r when a[Pte { f: 1 }] { }")]
    [InlineData("rule r when f(Pte { f: 1 }) { }")]
    [InlineData("rule r when p with { w: false } == q { }")]
    [InlineData("rule r when x == {} { }")]
    [InlineData("rule r when g { here: skip; }")]
    [InlineData("rule r when { k: Cpu where k == x } == {} { }")]
    public void Brackets_and_other_braces_are_plain_before_a_body(string text) => Texts.Declaration<RuleSyntax>(text);

    [Theory]
    [InlineData("param N = 2 in 8;", "EX1001")]
    [InlineData("percpu ghost var x: bool;", "EX1012")]
    [InlineData("ghost ghost var x: bool;", "EX1012")]
    [InlineData("default var x: bool;", "EX1017")]
    [InlineData("default expect holds;", "EX1017")]
    [InlineData("shared var x: bool;", "EX1016")]
    [InlineData("eventually p: x;", "EX1016")]
    [InlineData("thread t when g on c { }", "EX1001")]
    [InlineData("may thread t { }", "EX1001")]
    [InlineData("workload for c: Cpu on c { p(); }", "EX1001")]
    [InlineData("workload for c: Cpu on c, 2 { p(); }", "EX1001")]
    [InlineData("workload for c: Cpu on c, 2 each { }", "EX1001")]
    [InlineData("workload for c: Cpu on c, 2 each { skip; }", "EX1001")]
    [InlineData("name Cpu a;", "EX1001")]
    [InlineData("deadlock;", "EX1001")]
    [InlineData("expect violated;", "EX1001")]
    [InlineData("expect states;", "EX1001")]
    [InlineData("expect violated p in 9;", "EX1001")]
    [InlineData("use a;", "EX1001")]
    [InlineData("proc p() { };", "EX1001")]
    [InlineData("var while: bool;", "EX1007")]
    [InlineData("default", "EX1001")]
    public void What_is_no_declaration_is_reported_once(string text, string code) =>
        Assert.Equal([code], Texts.Codes(text));
}
