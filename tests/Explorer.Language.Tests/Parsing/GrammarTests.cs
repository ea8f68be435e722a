using System.Linq;
using Explorer.Language.Syntax;
using Xunit;

namespace Explorer.Language.Tests.Parsing;

public class GrammarTests
{
    public static TheoryData<string> Models => [.. SeedModels.All];

    [Theory]
    [MemberData(nameof(Models))]
    public void Models_parse_without_a_mistake(string text) => Assert.NotEmpty(Texts.Declarations(text));

    [Fact]
    public void The_seed_models_have_every_kind_of_node()
    {
        var nodes = SeedModels.All.SelectMany(text => Texts.Nodes(Texts.Parse(text).File));
        var seen = nodes.Select(node => node.GetType()).ToHashSet();
        var kinds = typeof(SyntaxNode).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(SyntaxNode)) && !type.IsAbstract)
            .Where(type => !type.Name.StartsWith("Error", System.StringComparison.Ordinal));
        Assert.Empty(kinds.Where(kind => !seen.Contains(kind)).Select(kind => kind.Name));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_text_of_a_span_is_the_same_syntax(string text)
    {
        foreach (var node in Texts.Nodes(Texts.Parse(text).File))
        {
            SpanRoundTrip.Check(node);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Spans_lie_in_those_of_their_parents(string text)
    {
        foreach (var node in Texts.Nodes(Texts.Parse(text).File))
        {
            Assert.All(SyntaxShape.Children(node), child =>
                Assert.True(
                    node.Span.Start <= child.Span.Start && child.Span.End <= node.Span.End, SyntaxShape.Of(child)));
        }
    }
}
