using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Explorer.Acceptance.Tests;

/// <summary>The traces that are kept with the sources still are what they say.</summary>
public class CounterexampleTests
{
    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(TraceFiles))]
    public void Replays(string trace)
    {
        var run = CommandLineRun.Of("replay", Repository.PathOf(trace));
        Assert.Empty(run.Error);
        Assert.Equal(2, run.ExitCode);
    }

    public static IEnumerable<TheoryDataRow<string>> TraceFiles() =>
        Repository.Files("counterexamples", "*.json").Select(file => new TheoryDataRow<string>(file));
}
