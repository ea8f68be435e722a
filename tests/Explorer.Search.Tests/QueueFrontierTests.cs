using System.Collections.Generic;
using Explorer.Search.VisitedSets;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Search.Tests;

public unsafe class QueueFrontierTests
{
    [Property(MaxTest = 100)]
    public void States_come_out_in_order_a_level_after_they_went_in(byte[] levels, byte length)
    {
        var words = (length % 4) + 1;
        var frontier = new QueueFrontier<AnyWords>(new AnyWords(words), new MemoryBudget(long.MaxValue));
        var expected = new Queue<ulong>();
        var next = 0UL;
        var state = stackalloc ulong[words];
        foreach (var size in levels)
        {
            for (var i = 0; i < size * 20; i++)
            {
                (state[0], state[words - 1]) = (next, next);
                frontier.Add(state);
                expected.Enqueue(next++);
            }

            Assert.Equal(size * 20, frontier.Advance());
            while (frontier.TryTake(out var taken))
            {
                Assert.Equal(expected.Dequeue(), taken[words - 1]);
            }

            Assert.Empty(expected);
        }

        frontier.Dispose();
    }

    [Fact]
    public void Memory_is_used_again()
    {
        var budget = new MemoryBudget(1_000_000);
        var frontier = new QueueFrontier<OneWord>(default, budget);
        for (var state = 0UL; state < 1_000_000; state++)
        {
            frontier.Add(&state);
            frontier.Advance();
            frontier.TryTake(out _);
        }

        Assert.InRange(budget.Used, 1, 3 * 8 * ((1 << 13) + 1));
        frontier.Dispose();
    }
}
