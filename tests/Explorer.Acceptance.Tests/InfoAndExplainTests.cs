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
}
