using Xunit;

namespace Explorer.Acceptance.Tests;

public class WrongCommandLineTests
{
    [Theory]
    [InlineData("did you mean 'check'?", "chekc", "a.model")]
    [InlineData("there is no option '--prama' here: did you mean '--param'?", "check", "--prama", "N=1", "a.model")]
    [InlineData("'x' is no setting: --param takes N=V.", "check", "a.model", "--param", "x")]
    [InlineData("'soon' is no value for --time: it takes a value like 90s.", "check", "a.model", "--time", "soon")]
    [InlineData("'on' is no value for --solver: it takes a value like auto|off|60s.", "check", "a.model", "--solver", "on")]
    [InlineData("'0' is no value for --max-states", "check", "a.model", "--max-states", "0")]
    [InlineData("--reduce ample does not exist, or not yet: this version has auto|none|symmetry|por|por,symmetry|symmetry,por.", "check", "a.model", "--reduce", "ample")]
    [InlineData("--store tape does not exist, or not yet", "check", "a.model", "--store", "tape")]
    [InlineData("'0' is no value for --workers: it takes a value like N|auto.", "check", "a.model", "--workers", "0")]
    [InlineData("--search dfs has one worker", "check", "a.model", "--search", "dfs", "--workers", "2")]
    [InlineData("--format svg does not exist, or not yet: this version has dot|json.", "graph", "a.model", "--format", "svg")]
    [InlineData("--reduce por does not exist, or not yet: this version has none|symmetry.", "graph", "a.model", "--reduce", "por")]
    [InlineData("'100001' is no value for --max-states: it takes a value like N.", "graph", "a.model", "--max-states", "100001")]
    [InlineData("--reduce is about states: with --threads there are none.", "graph", "a.model", "--threads", "--reduce", "symmetry")]
    [InlineData("--max-states is about states: with --threads there are none.", "graph", "a.model", "--threads", "--max-states", "9")]
    [InlineData("there is no option '--outptu' here: did you mean '--output'?", "graph", "--outptu")]
    [InlineData("Required argument 'MODEL' missing", "check")]
    [InlineData("'explorer check --help' shows what there is.", "check")]
    public void Is_told_with_exit_code_1(string message, params string[] args)
    {
        var run = CommandLineRun.Of(args);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.Empty(run.Out);
    }

    [Fact]
    public void Without_words_shows_the_verbs()
    {
        var run = CommandLineRun.Of();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("check", run.Error);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("test")]
    [InlineData("info")]
    [InlineData("graph")]
    [InlineData("replay")]
    [InlineData("explain")]
    public void Help_describes_every_verb(string verb)
    {
        var run = CommandLineRun.Of(verb, "--help");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Usage:", run.Out);
        Assert.Contains(verb, CommandLineRun.Of("--help").Out);
    }

    [Fact]
    public void Tells_the_version() => Assert.Equal("0.1.0", CommandLineRun.Of("--version").Out.Trim());

    [Fact]
    public void Unknown_properties_and_settings_are_the_users_mistakes()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", Models.LostUpdate);
        var property = CommandLineRun.Of("check", path, "--property", "none_lots");
        Assert.Equal(1, property.ExitCode);
        Assert.Contains("did you mean 'none_lost'?", property.Error);
        var setting = CommandLineRun.Of("check", path, "--with", "lokced=on");
        Assert.Equal(1, setting.ExitCode);
        Assert.Contains("lokced", setting.Error);
    }
}
