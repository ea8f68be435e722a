using System.Linq;
using Explorer.Core.Verdicts;
using Explorer.Reporting.Traces;
using FsCheck;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Reporting.Tests;

public class ScheduleTextTests
{
    private const string Hash = "0123456789abcdef";

    [Fact]
    public void Is_readable() => Assert.Equal(
        "v1:01234567:2/14.0/3.1",
        ScheduleText.Format(Hash, new Schedule(2, [new ScheduledStep(14, 0), new ScheduledStep(3, 1)])));

    [Property]
    public bool Reads_what_it_writes(NonNegativeInt initial, (NonNegativeInt Action, NonNegativeInt Choice)[] steps)
    {
        var schedule = new Schedule(initial.Get, [.. steps.Select(s => new ScheduledStep(s.Action.Get, s.Choice.Get))]);
        return ScheduleText.TryParse(ScheduleText.Format(Hash, schedule), out var hash, out var read)
            && hash == "01234567" && read.InitialState == schedule.InitialState && read.Steps.SequenceEqual(schedule.Steps);
    }

    [Theory]
    [InlineData("")]
    [InlineData("v2:01234567:0")]
    [InlineData("v1:0123456:0")]
    [InlineData("v1:0123456G:0")]
    [InlineData("v1:01234567:")]
    [InlineData("v1:01234567:-1")]
    [InlineData("v1:01234567:0/1")]
    [InlineData("v1:01234567:0/1.x")]
    [InlineData("v1:01234567:0/01.0")]
    [InlineData("v1:01234567:0/99999999999.0")]
    public void Refuses_anything_else(string text) => Assert.False(ScheduleText.TryParse(text, out _, out _));
}
