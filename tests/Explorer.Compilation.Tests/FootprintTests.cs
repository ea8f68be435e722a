using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core;
using Explorer.Core.Systems;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Types;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;
using static Explorer.TestKit.ModelTerms;
using Assert = Xunit.Assert;

namespace Explorer.Compilation.Tests;

public class FootprintTests
{
    [Property(MaxTest = 100, Arbitrary = [typeof(MachineModelGenerator)])]
    public void Steps_keep_to_their_footprints(MachineModel model)
    {
        var compiled = ModelCompiler.Compile(model);
        Explore(new CheckedTransitionSystem(compiled, compiled.Layout), limit: 50);
    }

    [Fact]
    public void Tells_guards_from_other_reads_and_wholes_from_parts()
    {
        var builder = new MachineModelBuilder();
        var bits = new ArrayType(Range(0, 1), BoolType.Instance);
        var (guard, from, to, part) = (Flag("guard"), Flag("from"), Flag("to"), builder.Variable("part", bits));
        builder.Rule("copy").Action(
            "copy",
            Await(Read(guard)),
            Set(to, Read(from)),
            Set(Place(part).At(ConstantAt(bits.Index, 0)), True),
            Leave());
        var footprint = FootprintAnalysis.Of(builder.Build()).Single();
        Assert.Equal([guard.Index], footprint.GuardReads);
        Assert.Equal([guard.Index, from.Index], footprint.Reads);
        Assert.Equal([to.Index, part.Index], footprint.MayWrite);
        Assert.Equal([to.Index], footprint.MustWrite);

        Variable Flag(string name) => builder.Variable(name, BoolType.Instance);
    }

    [Fact]
    public void The_location_and_the_locals_of_a_thread_follow_the_variables()
    {
        var builder = new MachineModelBuilder();
        var x = builder.Variable("x", BoolType.Instance);
        var thread = builder.Thread("t", 3);
        var (a, b) = (thread.Local("a", BoolType.Instance), thread.Local("b", BoolType.Instance));
        thread.Live(0, a).Live(1, b);
        thread.Action(0, "pass on", Set(b, Read(a)), Leave(1)).Action(1, "store", Set(x, Read(b)), Leave(2));
        var footprints = FootprintAnalysis.Of(builder.Build());
        Assert.Equal([1, 2], footprints[0].Reads);
        Assert.Equal([1, 2, 3], footprints[0].MustWrite);
        Assert.Equal([0, 1, 3], footprints[1].MustWrite);
    }

    [Fact]
    public void A_system_that_lies_is_caught()
    {
        var builder = new MachineModelBuilder();
        var (x, y) = (builder.Variable("x", BoolType.Instance), builder.Variable("y", BoolType.Instance));
        builder.Rule("copy").Action("copy", Set(x, Read(y)), Leave());
        builder.Rule("turn").Action("turn", Set(y, Not(Read(y))), Leave());
        var compiled = ModelCompiler.Compile(builder.Build());
        Explore(new CheckedTransitionSystem(compiled, compiled.Layout), 10);

        Footprint[] lies = [new([], [1], [], []), new([], [], [0], [0])];
        foreach (var lie in lies)
        {
            var lying = new OtherFootprint(compiled, lie);
            Assert.Throws<InternalErrorException>(() => Explore(new CheckedTransitionSystem(lying, compiled.Layout), 10));
        }
    }

    private static void Explore(CheckedTransitionSystem system, int limit)
    {
        var states = new List<ulong[]>();
        for (var i = 0; i < system.InitialStateCount; i++)
        {
            var state = new ulong[system.StateLength];
            system.WriteInitialState(i, state, out var exists);
            states.AddRange(exists ? [state] : []);
        }

        for (var i = 0; i < states.Count; i++)
        {
            foreach (var (_, _, successor, _) in ReferenceSearch.Steps(system, states[i]))
            {
                if (states.Count < limit && successor is not null && !states.Any(s => s.SequenceEqual(successor)))
                {
                    states.Add(successor);
                }
            }
        }
    }

    /// <summary>A system whose first action says that its footprint is another.</summary>
    private sealed class OtherFootprint(CompiledSystem inner, Footprint footprint) : ITransitionSystem
    {
        public int StateLength => inner.StateLength;

        public int StateBits => inner.StateBits;

        public ImmutableArray<ActionInfo> Actions => inner.Actions.SetItem(0, inner.Actions[0] with { Footprint = footprint });

        public ImmutableArray<Core.Properties.PropertyInfo> Properties => inner.Properties;

        public int InitialStateCount => inner.InitialStateCount;

        public ulong WriteInitialState(int index, System.Span<ulong> state, out bool hasState) =>
            inner.WriteInitialState(index, state, out hasState);

        public void Expand(System.ReadOnlySpan<ulong> state, SuccessorBuffer successors) => inner.Expand(state, successors);

        public bool TryFire(
            int action,
            int choice,
            System.ReadOnlySpan<ulong> state,
            System.Span<ulong> successor,
            out bool hasSuccessor,
            out ulong violations) => inner.TryFire(action, choice, state, successor, out hasSuccessor, out violations);

        public ulong EvaluateState(System.ReadOnlySpan<ulong> state) => inner.EvaluateState(state);

        public bool IsWithinLimit(System.ReadOnlySpan<ulong> state) => inner.IsWithinLimit(state);

        public bool IsTerminal(System.ReadOnlySpan<ulong> state) => inner.IsTerminal(state);
    }
}
