using System.Linq;
using Xunit;

namespace Explorer.Language.Tests.Binding;

public class StructureTests
{
    private const string Declarations =
        """
        type Page = id(3) { zero } as "page";
        type Pte  = enum { empty, swapped(slot: 0..3), map(page: Page, w: bool), huge(page: Page) };
        type Pair = struct { n: 0..3; b: bool; };
        type Both = struct { pair: Pair; pte: Pte?; };
        var p : Pair = Pair { n: 1, b: true };
        var e : Pte = map(page: zero, w: true);
        var f : Pte? = none;
        var s : set Page = {zero};
        var w : Both = Both { pair: Pair { n: 1, b: true }, pte: huge(page: zero) };

        """;

    [Theory]
    [InlineData("bool", "e is map", "true")]
    [InlineData("bool", "e is huge", "false")]
    [InlineData("bool", "e.w", "true")]
    [InlineData("bool", "e.page == zero", "true")]
    [InlineData("bool", "huge(page: zero).page == zero", "true")]
    [InlineData("0..3", "e.slot", "Index")]
    [InlineData("bool", "f is map", "Index")]
    [InlineData("bool", "f != none && f is map", "false")]
    [InlineData("bool", "e == map(zero, true)", "true")]
    [InlineData("bool", "e == empty", "false")]
    [InlineData("bool", "f == empty", "false")]
    [InlineData("bool", "w.pte is huge && w.pte.page == zero", "true")]
    public void Variants_carry_fields(string type, string expression, string value) => Check(type, expression, value);

    [Theory]
    [InlineData("Pair", "p with { n: 3 }", "{n: 3, b: true}")]
    [InlineData("Pair", "p with { b: false, n: p.n + 1 }", "{n: 2, b: false}")]
    [InlineData("0..3", "(p with { n: 2 }).n", "2")]
    [InlineData("Pair", "p with { n: p.n + 3 }", "Range")]
    [InlineData("Both", "w with { pair: w.pair with { n: 0 }, pte: none }", "{pair: {n: 0, b: true}, pte: none}")]
    [InlineData("bool", "p == Pair { b: true, n: 1 }", "true")]
    public void With_replaces_fields(string type, string expression, string value) => Check(type, expression, value);

    [Theory]
    [InlineData("Page?", "the i: Page: i in s", "zero")]
    [InlineData("Page?", "the i: Page: i == i", "Index")]
    [InlineData("Page?", "the i: Page: i != i", "Index")]
    [InlineData("0..9", "count i: Page: i in s", "1")]
    [InlineData("0..9", "count i: Pair: i.n > 1 && i.b", "2")]
    [InlineData("bool", "forall i: Page, j: Page: i == j || i != j", "true")]
    [InlineData("bool", "exists i: Pte: i is map && i.w && i.page == zero", "true")]
    [InlineData("set Page", "{ i: Page where i != zero }", "{page1, page2}")]
    [InlineData("[Page] bool", "[i: Page: i in s]", "[true, false, false]")]
    public void Quantifiers_go_through_all_values(string type, string expression, string value) => Check(type, expression, value);

    [Theory]
    [InlineData("p = Pair { n: 1 };", "EX3007: the field 'b' of Pair has no value.")]
    [InlineData("p = Pair { n: 1, b: true, n: 2 };", "EX3008: the field 'n' has a value already.")]
    [InlineData("p = p with { n: 1, n: 2 };", "EX3008: the field 'n' has a value already.")]
    [InlineData("p = Pair { n: 1, b: true, c: 2 };", "EX3005: Pair has no field 'c'.")]
    [InlineData("p = p with { c: 2 };", "EX3005: Pair has no field 'c'.")]
    [InlineData("p = Page { n: 1 };", "EX2005: 'Page' is a type; a struct type is expected here.")]
    [InlineData("e = map(zero);", "EX3007: the field 'w' of map has no value.")]
    [InlineData("e = map(zero, true, true);", "EX3009: 'map' takes 2 values, not 3.")]
    [InlineData("e = map(page: zero, page: zero);", "EX3008: the field 'page' has a value already.")]
    [InlineData("e = map;", "EX2005: 'map' is a variant with fields; a value is expected here.")]
    [InlineData("e = empty();", "EX2005: 'empty' is a variant; a function is expected here.")]
    [InlineData("e.page = true;", "EX3001: this is of type bool; Page is expected here.")]
    [InlineData("e.none = true;", "EX1007: 'none' is a word of the language and cannot be a name.")]
    public void Structs_and_variants_are_whole(string statement, string message) =>
        Assert.Equal(message, Bound.Messages($"{Declarations}rule r {{ {statement} }}").First());

    [Fact]
    public void A_field_of_several_types_cannot_be_read() =>
        Assert.Equal(["EX3018"], Bound.Codes(
            "type E = enum { a(f: bool), b(f: 0..3) }; var e : E = a(f: true); rule r { skip; } invariant p: e.f;"));

    [Theory]
    [InlineData("invariant q: s == s;", "EX3002")]
    [InlineData("rule r { x = s.g; }", "EX4002")]
    [InlineData("rule r { x = t.g; }", "EX4002")]
    [InlineData("rule r { xchg(s.g, true); }", "EX4002")]
    [InlineData("thread r { let l = s; xchg(l.g, true); }", "EX4002")]
    public void A_ghost_field_is_seen_by_properties_only(string text, string code) =>
        Assert.Equal([code], Bound.Codes(
            $$"""
            type S = struct { ghost g: bool; n: 0..3; };
            type T = enum { a(ghost g: bool), b };
            var s : S = S { g: true, n: 0 };
            var t : T = b;
            var x : bool = false;
            rule idle { s.g = false; t = a(g: x); t.g = x; }
            invariant p: s.g && t.g;
            {{text}}
            """));

    private static void Check(string type, string expression, string value) =>
        Assert.Equal(value, Bound.Value(type, expression, Declarations));
}
