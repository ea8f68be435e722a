using System;
using System.IO;
using Explorer.Cli.Output;
using Explorer.Search;
using Xunit;

namespace Explorer.Acceptance.Tests;

public class ProgressTests
{
    [Fact]
    public void Writes_a_plain_line_every_few_seconds()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        using (var progress = new ProgressLine(writer, null, "a.model"))
        {
            for (var i = 1; i <= 16; i++)
            {
                progress.Report(At(i * 0.5, i * 1000));
            }
        }

        var lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Equal(
            "a.model: 6,000 states, 2,000/s, depth 7, frontier 50, 1.0 MiB, store 25 % full, 3 s", lines[0]);
    }

    [Fact]
    public void Keeps_one_live_line_on_a_terminal_and_wipes_it()
    {
        using var writer = new StringWriter();
        using (var progress = new ProgressLine(writer, 40, "a.model"))
        {
            progress.Report(At(0.25, 1000));
            Assert.Equal("\r1,000 states, 4,000/s, depth 7, fronti", writer.ToString()[..39]);
        }

        Assert.EndsWith("\r" + new string(' ', 39) + "\r", writer.ToString());
    }

    [Fact]
    public void Leaves_no_trace_of_a_short_search()
    {
        using var writer = new StringWriter();
        new ProgressLine(writer, null, "a.model").Dispose();
        Assert.Empty(writer.ToString());
    }

    private static SearchProgress At(double seconds, long states) =>
        new(states, states * 3, 7, 50, 1 << 20, 0.25, TimeSpan.FromSeconds(seconds));
}
