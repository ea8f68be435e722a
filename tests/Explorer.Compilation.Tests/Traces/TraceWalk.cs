using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Verdicts;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Symmetry;

namespace Explorer.Compilation.Tests.Traces;

/// <summary>Traces of a model, and others that are made of them step by step on the interpreter.</summary>
internal sealed class TraceWalk(MachineModel model)
{
    private readonly Interpreter _interpreter = new(model);

    /// <summary>A random trace of up to so many steps, none of which meets a fault.</summary>
    public Trace Random(int seed, int most)
    {
        var random = new Random(seed);
        var initial = random.Next(_interpreter.InitialOutcomes().Count);
        var (state, steps) = (_interpreter.InitialOutcomes()[initial].State, ImmutableArray.CreateBuilder<ScheduledStep>());
        while (state is not null && steps.Count < most && Next(state) is { Count: > 0 } next)
        {
            var taken = next[random.Next(next.Count)];
            steps.Add(new(taken.Action.Id, taken.Choice));
            state = taken.Outcome.State;
        }

        return Replay(initial, steps.ToImmutable());
    }

    public Trace Replay(int initial, ImmutableArray<ScheduledStep> steps) => _interpreter.Replay(new Schedule(initial, steps));

    /// <summary>The steps that lead to a state.</summary>
    public List<(MachineAction Action, int Choice, Outcome Outcome)> Next(MachineState state) =>
        [.. _interpreter.Successors(state).Where(s => s.Outcome.State is not null)];

    /// <summary>The state before a step.</summary>
    public static MachineState Before(Trace trace, int step) => step == 0 ? trace.InitialState! : trace.Steps[step - 1].State!;

    /// <summary>The last state of a trace.</summary>
    public static MachineState Last(Trace trace) => Before(trace, trace.Steps.Length);

    /// <summary>The trace with its identities renamed.</summary>
    public Trace Renamed(Trace trace, IdentityPermutation renaming)
    {
        var start = renaming.Apply(trace.InitialState!);
        var initial = _interpreter.InitialOutcomes().ToList().FindIndex(o => start.Equals(o.State));
        var steps = trace.Steps.Select((step, i) =>
        {
            var before = model.Machines[step.Action.Machine];
            var arguments = before.Arguments.Select(renaming.Apply).ToList();
            var taken = Next(renaming.Apply(Before(trace, i))).First(s =>
                model.Machines[s.Action.Machine] is var m && m.Template == before.Template && m.Arguments.SequenceEqual(arguments)
                && s.Action.Span == step.Action.Span
                && s.Outcome.Chosen.SequenceEqual(step.Chosen.Select(c => (c.Name, renaming.Apply(c.Value))))
                && s.Outcome.State!.Equals(renaming.Apply(step.State!)));
            return new ScheduledStep(taken.Action.Id, taken.Choice);
        });
        return Replay(initial, [.. steps]);
    }

    /// <summary>The traces in which two neighbouring steps, by whatever outcomes, are taken the other way round, and those that
    /// follow it are taken as before as far as they can be.</summary>
    public IEnumerable<Trace> Exchanged(Trace trace, int first)
    {
        var (one, other) = (trace.Steps[first], trace.Steps[first + 1]);
        foreach (var (_, choice, between) in Next(Before(trace, first)).Where(s => s.Action == other.Action))
        {
            foreach (var (_, last, after) in Next(between.State!).Where(s => s.Action == one.Action))
            {
                var (state, steps) = (after.State!, trace.Schedule.Steps[..first].Add(new(other.Action.Id, choice)).Add(new(one.Action.Id, last)));
                foreach (var step in trace.Steps[(first + 2)..])
                {
                    var same = Next(state).FirstOrDefault(s => s.Action == step.Action && s.Outcome.Chosen.SequenceEqual(step.Chosen));
                    if (same.Outcome is null)
                    {
                        break;
                    }

                    steps = steps.Add(new(same.Action.Id, same.Choice));
                    state = same.Outcome.State!;
                }

                yield return Replay(trace.Schedule.InitialState, steps);
            }
        }
    }

    /// <summary>The traces that end with another step.</summary>
    public IEnumerable<Trace> WithAnotherEnd(Trace trace) => trace.Steps.IsEmpty
        ? []
        : Next(Before(trace, trace.Steps.Length - 1)).Select(s =>
            Replay(trace.Schedule.InitialState, trace.Schedule.Steps[..^1].Add(new(s.Action.Id, s.Choice))));
}
