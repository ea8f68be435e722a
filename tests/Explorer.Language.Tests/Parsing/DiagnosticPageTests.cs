using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Explorer.Language.Diagnostics;
using Explorer.Language.Parsing;
using Xunit;

namespace Explorer.Language.Tests.Parsing;

public class DiagnosticPageTests
{
    public static TheoryData<string> ParsingCodes =>
        [.. Codes.Where(code => code.StartsWith("EX1", StringComparison.Ordinal))];

    private static IEnumerable<string> Codes => DiagnosticCatalog.All.Select(descriptor => descriptor.Code);

    [Theory]
    [MemberData(nameof(ParsingCodes))]
    public void The_model_on_the_page_has_exactly_that_mistake(string code)
    {
        var page = File.ReadAllText(Path.Combine(Folder(), code + ".md"));
        Assert.StartsWith($"# {code}: ", page, StringComparison.Ordinal);
        var model = page.Split("```model\n")[1].Split("```")[0];
        Assert.Equal([code], Texts.Codes(model));
    }

    [Fact]
    public void The_page_of_EX1007_lists_the_reserved_words()
    {
        var page = File.ReadAllText(Path.Combine(Folder(), "EX1007.md"));
        var list = page.Split("\n\n").Single(paragraph => paragraph.StartsWith("`all`", StringComparison.Ordinal));
        var words = list.Split(['`', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Keywords.Reserved.Order(StringComparer.Ordinal), words);
    }

    [Fact]
    public void Every_page_has_a_code()
    {
        var pages = Directory.GetFiles(Folder(), "EX1*.md").Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(ParsingCodes.Select(row => row.Data), pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Codes_are_unique_and_well_formed()
    {
        Assert.Distinct(Codes);
        Assert.All(Codes, code => Assert.Matches("^EX[1-9][0-9]{3}$", code));
    }

    private static string Folder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(path, "../../../../docs/diagnostics"));
}
