using Explorer.Core.Systems;
using Explorer.Machines.Interpretation;
using Explorer.TestKit;
using Xunit;
using static Explorer.TestKit.ModelTerms;

namespace Explorer.Machines.Tests.Interpretation;

public sealed class InterpretedSystemTests
{
    [Fact]
    public void A_search_counts_the_states_of_two_threads()
    {
        var model = new MachineModelBuilder();
        foreach (var name in (string[])["t", "u"])
        {
            var x = model.Variable(name, Range(0, 3));
            var thread = model.Thread(name, 4);
            for (var i = 0; i < 3; i++)
            {
                thread.Action(i, "step", Set(x, CheckRange(Range(0, 3), Add(Read(x), Constant(1)))), Leave(i + 1));
            }
        }

        var result = ReferenceSearch.Run(new InterpretedSystem(model.Build()));

        // 4 places for each thread: 4 * 4 states; each has one step for every thread that is not at its end: 2 * 3 * 4.
        Assert.Equal((16, 24L, 6), (result.States, result.Transitions, result.Depth));
    }

    [Fact]
    public void Expanding_lists_faults_aside_and_keeps_the_order()
    {
        var model = new MachineModelBuilder().CheckBuiltIns();
        var x = model.Variable("x", Range(0, 2));
        var rule = model.Rule("r");
        var n = rule.Local("n", Range(1, 3));
        rule.Action("set", Choose(n), Set(x, CheckRange(Range(0, 2), Read(n))), Leave());
        var system = new InterpretedSystem(model.Build());
        var state = new ulong[1];
        system.WriteInitialState(0, state, out _);

        using var successors = new SuccessorBuffer(system.StateLength, 1);
        system.Expand(state, successors);

        Assert.Equal(2, successors.Count);
        Assert.Equal("1", system.Decode(successors[0]).Variables[0].Display);
        Assert.Equal("2", system.Decode(successors[1]).Variables[0].Display);
        Assert.Equal([new StepViolation(-1, 0, 2, 1UL << 1)], successors.Violations);
        Assert.True(system.TryFire(0, 2, state, state, out var hasSuccessor, out var violations));
        Assert.Equal((false, 1UL << 1), (hasSuccessor, violations));
        Assert.False(system.TryFire(0, 3, state, state, out _, out _));
    }
}
