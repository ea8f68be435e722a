using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Explorer.Cli.Testing;
using Xunit;

namespace Explorer.Acceptance.Tests;

/// <summary>What the README shows is what the program prints.</summary>
public partial class ReadmeTests
{
    private static string Readme => File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_table_of_models_is_up_to_date()
    {
        var models = Repository.Files("models", "*.model");
        Assert.NotEmpty(models);
        var expected = InRoot(() => string.Join('\n', ModelTable.Lines(models)));
        Assert.True(
            Between("models") == expected,
            "The README's table of models is stale: tests/update-readme.sh writes it anew.");
    }

    [Theory]
    [InlineData("output")]
    [InlineData("holds", "--with", "flush_on_write=on")]
    public void The_outputs_are_what_the_program_prints(string section, params string[] settings)
    {
        var run = InRoot(() => CommandLineRun.Of(["check", "models/luf/migrate-then-write.model", .. settings]));
        var printed = $"```text\n{run.Out.TrimEnd('\n')}\n```";
        Assert.Equal(WithoutTimes(printed), WithoutTimes(Between(section)));
    }

    [Fact]
    public void The_files_it_links_to_are_there()
    {
        var missing = Link().Matches(Readme).Select(m => m.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length != 0 && !target.Contains("://"))
            .Where(target => !File.Exists(Repository.PathOf(target)) && !Directory.Exists(Repository.PathOf(target)));
        Assert.Empty(missing);
    }

    private static T InRoot<T>(Func<T> action)
    {
        var current = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(Repository.Root);
        try
        {
            return action();
        }
        finally
        {
            Directory.SetCurrentDirectory(current);
        }
    }

    // Times vary, and with them where the line breaks.
    private static string WithoutTimes(string text) => White().Replace(Seconds().Replace(text, "0 s,"), " ");

    private static string Between(string section)
    {
        var match = Regex.Match(Readme, $"<!-- {section}: begin -->\n(.*?)\n<!-- {section}: end -->", RegexOptions.Singleline);
        Assert.True(match.Success, $"the README has no section '{section}'");
        return match.Groups[1].Value;
    }

    [GeneratedRegex(@"[\d.]+ s,")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
