using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Xunit;

namespace Explorer.Language.Tests.Parsing;

public class RenderingTests
{
    private static readonly DiagnosticDescriptor Example = new("EX1234", Severity.Warning, "Look at {0}.");

    [Fact]
    public void A_diagnostic_shows_its_line_and_underlines_its_span() =>
        Assert.Equal(
            """
            test.model(2,13): error EX1001: expected ';', found 'brown'.
                    x = fox brown;
                            ^~~~~
            test.model(3,11): error EX1001: expected ')', found '='.
                    if (x = 3) return;
                          ^
            hint: '==' compares, '=' assigns
            test.model(5,1): error EX1001: expected a declaration, found 'invariand'.
                invariand p: x;
                ^~~~~~~~~
            hint: did you mean 'invariant'?

            """,
            Texts.Rendered("init {\n    x = fox brown;\n    if (x = 3) return;\n}\ninvariand p: x;\n"));

    [Fact]
    public void Related_places_are_notes() =>
        Assert.Equal(
            """
            test.model(1,10): error EX1014: this '{' is not closed.
                thread a {
                         ^
            test.model(4,1): note: a declaration begins before it is.
                thread b { skip; }
                ^~~~~~

            """,
            Texts.Rendered("thread a {\n    skip;\n\nthread b { skip; }\n"));

    [Fact]
    public void Tabs_are_expanded_in_the_line_and_in_the_underline() =>
        Assert.Equal(
            """
            test.model(2,6): error EX1001: expected an expression, found ';'.
                    x   = ;
                          ^

            """,
            Texts.Rendered("init {\n\tx\t= ;\n}\n"));

    [Fact]
    public void Long_lines_are_cut_around_the_span()
    {
        var text = $"init {{ x = {new string('a', 150)} bcd + {new string('e', 150)}; }}";
        Assert.Equal(
            $"""
            test.model(1,163): error EX1001: expected ';', found 'bcd'.
                …{new string('a', 38)} bcd + {new string('e', 73)}…
                {new string(' ', 40)}^~~

            """,
            Texts.Rendered(text));
    }

    [Fact]
    public void The_end_of_the_file_and_of_a_line_can_be_shown() =>
        Assert.Equal(
            """
            test.model(1,8): error EX1001: expected ':', found the end of the file.
                var x
                       ^

            """,
            Texts.Rendered("var x  "));

    [Fact]
    public void A_span_of_several_lines_is_underlined_on_its_first() =>
        Assert.Equal(
            """
            a.model(1,5): warning EX1234: Look at this.
                one two
                    ^~~

            """,
            Render("one two\nthree", 4, 10));

    [Fact]
    public void A_diagnostic_without_a_place_is_one_line()
    {
        var diagnostic = new Diagnostic(Example, SourceSpan.None, "Look at this.", [], "there");
        Assert.Equal("warning EX1234: Look at this.\nhint: there\n", DiagnosticRenderer.Render(diagnostic));
    }

    [Fact]
    public void Control_characters_are_not_written() =>
        Assert.DoesNotContain('\u001b', Render("one \u001b[31m two", 0, 3));

    private static string Render(string text, int start, int end)
    {
        var span = new SourceSpan(new SourceText("a.model", text), start, end);
        return DiagnosticRenderer.Render(new Diagnostic(Example, span, "Look at this.", [], null));
    }
}
