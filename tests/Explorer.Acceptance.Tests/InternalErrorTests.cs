using System.IO;
using Explorer.Cli;
using Explorer.Cli.CommandLine;
using Explorer.Core;
using Xunit;

namespace Explorer.Acceptance.Tests;

public class InternalErrorTests
{
    [Fact]
    public void Is_reported_with_what_to_report()
    {
        using var folder = new ModelFolder();
        using var output = new StringWriter();
        using var error = new StringWriter { NewLine = "\n" };
        var path = folder.Write("a.model", Models.Counter);
        var code = ExplorerCommand.Run(["check", path], new Surroundings
        {
            Out = output,
            Error = error,
            Seconds = () => 0,
            PeakBytes = () => throw new InternalErrorException("the odometer is broken"),
        });
        Assert.Equal(ExitCode.InternalError, code);
        Assert.StartsWith("explorer: internal error: the odometer is broken\n", error.ToString());
        Assert.Contains(path, error.ToString());
        Assert.Contains("0.1.0", error.ToString());
        Assert.DoesNotContain(" at Explorer.", error.ToString());
    }

    [Fact]
    public void Is_not_what_a_file_that_cannot_be_written_is()
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of("check", folder.Write("a.model", Models.Counter), "--json", folder.Root);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("explorer: ", run.Error);
        Assert.DoesNotContain("internal", run.Error);
    }
}
