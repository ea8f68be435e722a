using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Explorer.Xunit.Tests;

/// <summary>The code in docs/testing.md is that of the sample, which is built and run.</summary>
public partial class DocumentationTests
{
    [Fact]
    public void The_code_is_that_of_the_sample()
    {
        var sample = Text("CacheTests.cs").Split('\n').Select(l => l.Trim()).ToHashSet();
        var blocks = Block().Matches(Text("testing.md")).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(4, blocks.Count);
        var unknown = blocks.SelectMany(b => b.Split('\n')).Select(l => l.Trim()).Where(l => !sample.Contains(l));
        Assert.Empty(unknown);
    }

    private static string Text(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", name)).ReplaceLineEndings("\n");

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
