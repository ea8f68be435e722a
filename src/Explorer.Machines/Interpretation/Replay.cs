using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Core.Verdicts;

namespace Explorer.Machines.Interpretation;

/// <summary>Turns a schedule into a trace by executing it.</summary>
internal sealed class Replay(MachineModel model, Interpreter interpreter)
{
    public Trace Of(Schedule schedule)
    {
        var initial = Take(interpreter.InitialOutcomes(), schedule.InitialState, 0, "the initial step");
        var difference = new StateDifference(model);
        var steps = ImmutableArray.CreateBuilder<TraceStep>();
        var last = initial;
        foreach (var (action, choice) in schedule.Steps)
        {
            var before = last.State
                ?? throw new ReplayException(steps.Count + 1, $"the step before it met a fault: {last.Fault!.Message}");
            last = Fire(action, choice, before, steps.Count + 1);
            var changes = last.State is { } after ? difference.Between(before, after, model.Actions[action].Machine) : [];
            steps.Add(new TraceStep(
                model.Actions[action], choice, last.State, last.Chosen, changes, Indices(last.Violations), last.Fault));
        }

        return new Trace(
            model, schedule, initial.State, initial.Chosen, steps.ToImmutable(), Indices(FinalViolations(last)))
        {
            InitialFault = initial.Fault,
        };
    }

    private Outcome Fire(int action, int choice, MachineState state, int step) =>
        action < 0 || action >= model.Actions.Length
            ? throw new ReplayException(step, $"the model has no action {action}")
            : Take(interpreter.Outcomes(model.Actions[action], state), choice, step, Describe(model.Actions[action]));

    private string Describe(MachineAction action) => $"'{action.Name}' of {model.Machines[action.Machine].Name}";

    private static Outcome Take(IReadOnlyList<Outcome> outcomes, int choice, int step, string what) =>
        outcomes.Count == 0 ? throw new ReplayException(step, $"{what} is not possible here")
        : choice < 0 || choice >= outcomes.Count
            ? throw new ReplayException(step, $"{what} has {outcomes.Count} outcomes here, and no number {choice}")
        : outcomes[choice];

    private ulong FinalViolations(Outcome last)
    {
        if (last.State is not { } state)
        {
            return last.Violations;
        }

        var deadlock = model.BuiltIn(PropertyKind.Deadlock);
        var isDeadlock = deadlock >= 0 && interpreter.IsDeadlock(state);
        return last.Violations | (interpreter.EvaluateState(state) & ~Reachables()) | (isDeadlock ? 1UL << deadlock : 0);
    }

    // A state in which a reachable holds is its witness, no violation.
    private ulong Reachables() => Enumerable.Range(0, model.Properties.Length)
        .Where(i => model.Properties[i].Kind == PropertyKind.Reachable)
        .Aggregate(0UL, (bits, i) => bits | 1UL << i);

    private static ImmutableArray<int> Indices(ulong bits) =>
        [.. Enumerable.Range(0, 64).Where(i => (bits >> i & 1) != 0)];
}
