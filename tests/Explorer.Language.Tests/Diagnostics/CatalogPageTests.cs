using System;
using System.IO;
using System.Linq;
using Explorer.Language.Diagnostics;
using Explorer.Language.Tests.Documentation;
using Xunit;

namespace Explorer.Language.Tests.Diagnostics;

/// <summary>The pages of what is found after parsing. A block `model file=NAME` is a file that the page's model uses.</summary>
public sealed class CatalogPageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("explorer-catalogue-").FullName;

    public static TheoryData<string> Codes =>
        [.. DiagnosticCatalog.All.Select(d => d.Code).Where(code => !code.StartsWith("EX1", StringComparison.Ordinal))];

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_model_on_the_page_has_exactly_that_mistake(string code)
    {
        var page = Page.Read($"docs/diagnostics/{code}.md");
        Assert.StartsWith($"# {code}: ", page.Text, StringComparison.Ordinal);
        Assert.Contains("\n## What to do\n", page.Text, StringComparison.Ordinal);
        foreach (var block in page.Blocks.Where(b => !b.Words.IsEmpty))
        {
            File.WriteAllText(Path.Combine(_folder, block.Words.Single()["file=".Length..]), block.Text);
        }

        var model = page.Blocks.Single(b => b.Kind == "model" && b.Words.IsEmpty);
        var loaded = ModelFile.FromText(model.Text, Path.Combine(_folder, "page.model")).Bind(ModelSettings.None);
        Assert.Equal([code], loaded.Diagnostics.Select(d => d.Code));
        Assert.All(loaded.Diagnostics, d => Assert.True(d.Span.Source.Text.Length == 0 || d.Span.Source.Path.StartsWith(_folder, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_page_has_a_code_and_every_code_a_page()
    {
        var pages = Directory.GetFiles(Page.PathOf("docs/diagnostics"), "*.md").Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(DiagnosticCatalog.All.Select(d => d.Code), pages.Order(StringComparer.Ordinal));
    }
}
