using System;
using Xunit;

namespace Explorer.Search.Tests;

public class AllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_a_search_allocates_does_not_depend_on_the_number_of_states(int stateLength)
    {
        // 5^3 = 125 and 5^7 = 78,125 states, with 12 and 28 levels; a level costs one entry in a list of longs, and the
        // table keeps a scratch array for its longest run. A quarter of a byte for each state would be too much.
        Allocated(3, stateLength);
        var few = Allocated(3, stateLength);
        var many = Allocated(7, stateLength);
        Assert.InRange(many - few, 0, 78_125 / 4);
    }

    private static long Allocated(int counters, int stateLength)
    {
        var system = new SyntheticSystem(counters, 5, stateLength);
        var options = new SearchOptions { StopWhen = StopWhen.Never, Schedules = false };
        var before = GC.GetAllocatedBytesForCurrentThread();
        BreadthFirstSearch.Run(system, options);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
