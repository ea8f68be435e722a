using System.Threading;
using Explorer.Search.Schedules;
using Explorer.Search.VisitedSets;
using Xunit;

namespace Explorer.Search.Tests;

public unsafe class LevelRecorderTests
{
    [Fact]
    public void Levels_know_their_states_however_many_are_added_later()
    {
        // 5 counters of 8 values, 32,768 states: the table grows several times after the levels were given.
        using var recorder = new LevelRecorder(
            new SyntheticSystem(5, 8, 1), new MemoryBudget(long.MaxValue), long.MaxValue, CancellationToken.None);
        var levels = recorder.Record(3)!;
        for (var level = 4; level <= 35; level++)
        {
            Assert.True(recorder.Extend());
        }

        Assert.Equal(32_768, levels.EndOf(35));
        for (var level = 0; level <= 35; level++)
        {
            for (var index = levels.StartOf(level); index < levels.EndOf(level); index++)
            {
                Assert.Equal(index, levels.IndexIn(level, levels[index]));
            }
        }
    }
}
