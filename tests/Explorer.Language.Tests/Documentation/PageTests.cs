using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Language.Parsing;
using Xunit;

namespace Explorer.Language.Tests.Documentation;

/// <summary>What the documentation shows and names is true: every model on the two pages for authors is run, and every
/// file that a page names exists.</summary>
public sealed partial class PageTests : IDisposable
{
    private static readonly string[] ModelPages = ["docs/language.md", "docs/tutorial.md"];

    private readonly string _folder = Directory.CreateTempSubdirectory("explorer-pages-").FullName;

    public static TheoryData<string, int> Models => Blocks("model");

    public static TheoryData<string, int> Fragments => Blocks("fragment");

    public static TheoryData<string> Pages =>
    [
        .. ModelPages,
        .. PagesIn("docs/how-to"),
        .. PagesIn("docs/adr"),
    ];

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_does_what_its_page_says(string page, int line)
    {
        var blocks = Page.Read(page).Blocks;
        foreach (var used in blocks.Where(b => b.Kind == "model"))
        {
            foreach (var name in used.Words.Where(w => w.StartsWith("file=", StringComparison.Ordinal)))
            {
                File.WriteAllText(Path.Combine(_folder, name["file=".Length..]), used.Text);
            }
        }

        new ModelExample(blocks.Single(b => b.Line == line), _folder).Check();
    }

    /// <summary>A fragment says what it is a list of: `declarations`, `statements`, or `expressions` (one a line).</summary>
    [Theory]
    [MemberData(nameof(Fragments))]
    public void A_fragment_can_be_parsed(string page, int line)
    {
        var block = Page.Read(page).Blocks.Single(b => b.Line == line);
        var diagnostics = new DiagnosticBag();
        switch (Assert.Single(block.Words))
        {
            case "declarations":
                ModelParser.Parse(new SourceText(page, block.Text), diagnostics);
                break;
            case "statements":
                ModelParser.Parse(new SourceText(page, "proc fragment() {\n" + block.Text + "}\n"), diagnostics);
                break;
            default:
                Assert.Equal("expressions", block.Words[0]);
                foreach (var expression in block.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                {
                    ModelParser.ParseExpression(new SourceText(page, expression), diagnostics);
                }

                break;
        }

        Assert.Empty(diagnostics.Sorted().Select(d => DiagnosticRenderer.Render(d)));
    }

    [Theory]
    [InlineData("docs/language.md")]
    [InlineData("docs/tutorial.md")]
    public void Every_page_for_authors_has_models_and_no_block_of_unknown_kind(string page)
    {
        var blocks = Page.Read(page).Blocks;
        Assert.Contains(blocks, b => b.Kind == "model");
        Assert.All(blocks, b => Assert.Contains(b.Kind, (string[])["model", "fragment", "sh", "text"]));
    }

    [Theory]
    [InlineData("```model\nthread t { skip; }\n```\n")]
    [InlineData("```model expect\nthread t { skip; }\n```\n")]
    [InlineData("```model states=3\nthread t { skip; }\n```\n")]
    [InlineData("```model violated=deadlock\nthread t { skip; }\n```\n")]
    [InlineData("```model holds\nthread t { skip; }\nreachable never: false;\n```\n")]
    [InlineData("```model holds\nthread t { skip; }\nexpect states 3;\n```\n")]
    [InlineData("```model error=EX2003\nthread t { skip; }\n```\n")]
    [InlineData("```model sates=2\nthread t { skip; }\n```\n")]
    public void A_model_that_says_nothing_or_something_false_is_refused(string text)
    {
        var block = Assert.Single(Page.Of(text).Blocks);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(new ModelExample(block, _folder).Check);
    }

    [Fact]
    public void The_reference_lists_the_reserved_words()
    {
        var section = Page.Read("docs/language.md").Text.Split("\n## Reserved words\n")[1].Split("\n## ")[0];
        var words = section.Split("\n\n").Single(p => p.TrimStart().StartsWith("`all`", StringComparison.Ordinal))
            .Split(['`', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Keywords.Reserved.Order(StringComparer.Ordinal), words);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_diagnostics_that_a_page_names_exist(string page)
    {
        var known = DiagnosticCatalog.All.Select(d => d.Code).ToHashSet();
        Assert.All(CodePattern().Matches(Page.Read(page).Text).Select(m => m.Value), code => Assert.Contains(code, known));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_files_that_a_page_names_exist(string page)
    {
        var text = Page.Read(page).Text;
        var folder = Path.GetDirectoryName(Page.PathOf(page))!;
        var named = PathPattern().Matches(text).Select(m => Page.PathOf(m.Groups[1].Value));
        var linked = LinkPattern().Matches(text).Select(m => Path.GetFullPath(Path.Combine(folder, m.Groups[1].Value)));
        Assert.All(named.Concat(linked), path => Assert.True(Path.Exists(path), $"there is no {path}"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Lines_are_at_most_120_wide(string page) =>
        Assert.All(Page.Read(page).Text.Split('\n'), line => Assert.True(line.EnumerateRunes().Count() <= 120, line));

    [Fact]
    public void Decisions_are_numbered_without_gaps()
    {
        var numbers = PagesIn("docs/adr").Select(p => int.Parse(Path.GetFileName(p)[..3], CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(1, numbers.Count()), numbers);
    }

    private static TheoryData<string, int> Blocks(string kind)
    {
        var data = new TheoryData<string, int>();
        foreach (var page in ModelPages)
        {
            foreach (var block in Page.Read(page).Blocks.Where(b => b.Kind == kind))
            {
                data.Add(page, block.Line);
            }
        }

        return data;
    }

    private static List<string> PagesIn(string folder) =>
        [.. Directory.GetFiles(Page.PathOf(folder), "*.md").Select(f => $"{folder}/{Path.GetFileName(f)}").Order(StringComparer.Ordinal)];

    [GeneratedRegex("EX[0-9]{4}")]
    private static partial Regex CodePattern();

    // What stands in backquotes and begins like a folder of the repository; `*`, `…` and `<` make it a pattern.
    [GeneratedRegex("`((?:src|tests|docs|models)/[^`*…<{ ]*)`")]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"\]\(([^)#:]+)(?:#[^)]*)?\)")]
    private static partial Regex LinkPattern();
}
