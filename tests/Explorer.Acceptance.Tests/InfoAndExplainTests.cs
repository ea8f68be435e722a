using System.Linq;
using Xunit;

namespace Explorer.Acceptance.Tests;

public class InfoAndExplainTests
{
    [Fact]
    public void Info_tells_what_steps_touch()
    {
        using var folder = new ModelFolder();
        var path = folder.Write("a.model", Models.LostUpdate);
        var text = CommandLineRun.Of("info", path).Out;
        Assert.Contains("locked = off: update in one step", text);
        Assert.Contains("thread adder[CPU0] on c", text);
        var info = CommandLineRun.Of("info", path, "--json", "-").Json()[0];
        var read = info.GetProperty("machines")[0].GetProperty("actions")[0];
        Assert.Equal("read", read.GetProperty("name").GetString());
        Assert.Contains("total", read.GetProperty("reads").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal(["total", "done"], info.GetProperty("state").EnumerateArray().Take(2).Select(p => p.GetProperty("name").GetString()));
    }

    [Fact]
    public void Explain_prints_the_page_of_a_code()
    {
        var codes = CommandLineRun.Of("explain").Out.Split('\n', System.StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(codes);
        Assert.All(codes, line => Assert.StartsWith("# ", CommandLineRun.Of("explain", line.Split(' ')[0]).Out));
        Assert.Equal(1, CommandLineRun.Of("explain", "EX0000").ExitCode);
    }

    [Theory]
    [InlineData("EX1801", "replay", "v1:6dbcb855:0/0.0/2.0")]
    [InlineData("EX1802", "replay", "{ \"format\": \"explorer-trace-1\", \"model\": \"a.model\" }")]
    [InlineData("EX2901", "check", Models.Counter, "--property", "fulll")]
    [InlineData("EX2902", "generate", Models.Counter)]
    public void Every_code_of_the_command_line_has_a_page(string code, string verb, string text, params string[] options)
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of([verb, folder.Write("file", text), .. options]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"error {code}: ", run.Error);
        Assert.StartsWith($"# {code}: ", CommandLineRun.Of("explain", code).Out);
    }
}
