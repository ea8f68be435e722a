using System.IO;
using System.Linq;
using Explorer.Cli;
using Xunit;

namespace Explorer.Acceptance.Tests;

public class RehearsalTests
{
    [Fact]
    public void Goes_the_whole_way_to_a_counterexample()
    {
        var lines = Rehearsal.Run(new Surroundings
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            Seconds = () => 0,
            PeakBytes = () => 0,
        });
        Assert.StartsWith("  violated  never_seen", lines[1]);
        Assert.Contains(lines, line => line.Contains("violates never_seen", System.StringComparison.Ordinal));
    }

    [Fact]
    public void Reads_a_text_without_mistakes()
    {
        var model = Rehearsal.ReadText();
        Assert.Empty(model.Diagnostics.Select(d => d.Message));
        Assert.NotEmpty(model.Build().Actions);
    }
}
