using System.Collections.Generic;
using System.Linq;
using Explorer.Core.Verdicts;
using Explorer.Machines;
using Explorer.Machines.Interpretation;

namespace Explorer.Reporting.Traces;

/// <summary>
/// Executes a recorded trace on the model as it is now, step by step. A step is looked for by who took it and what it was
/// called, so that a trace outlives changes elsewhere in the model, by which actions get other numbers. Of several such steps
/// or outcomes it is the one that changes the same, else the one of the recorded number, else the first.
/// </summary>
public static class TraceFitting
{
    /// <summary>The trace; null if a step of it is not there any more, or not possible.</summary>
    public static Trace? Fit(MachineModel model, TraceDocument document, out Misfit? misfit)
    {
        var interpreter = new Interpreter(model);
        if (InitialOutcome(model, interpreter, document) is not { } initial)
        {
            misfit = new Misfit(0, "the model has no initial state any more");
            return null;
        }

        var state = interpreter.InitialOutcomes()[initial].State;
        var schedule = new Schedule(initial, []);
        for (var i = 0; i < document.Steps.Length; i++)
        {
            if (state is null || Next(model, interpreter, state, document.Steps[i], document.Schedule.Steps[i]) is not var (step, after))
            {
                misfit = new Misfit(i + 1, MisfitWords.Why(interpreter.Replay(schedule), document.Steps[i]));
                return null;
            }

            schedule = schedule with { Steps = schedule.Steps.Add(step) };
            state = after;
        }

        misfit = null;
        return interpreter.Replay(schedule);
    }

    private static int? InitialOutcome(MachineModel model, Interpreter interpreter, TraceDocument document)
    {
        var outcomes = interpreter.InitialOutcomes();
        if (outcomes.Count == 0)
        {
            return null;
        }

        var number = document.Schedule.InitialState;
        if (number < outcomes.Count && IsRecorded(outcomes[number]))
        {
            return number;
        }

        var alike = Enumerable.Range(0, outcomes.Count).Where(i => IsRecorded(outcomes[i])).Take(1).ToList();
        return alike.Count != 0 ? alike[0] : number < outcomes.Count ? number : 0;

        bool IsRecorded(Outcome outcome) =>
            outcome.State is { } state
            && document.InitialState.All(r => model.Variables.FirstOrDefault(v => v.Name == r.Name) is not { } variable
                || state.Variables[variable.Index].Display == r.Value);
    }

    private static (ScheduledStep Step, MachineState? After)? Next(
        MachineModel model, Interpreter interpreter, MachineState state, RecordedStep recorded, ScheduledStep number)
    {
        var candidates = new List<(ScheduledStep Step, MachineState? After, bool ChangesTheSame)>();
        foreach (var action in model.Actions.Where(a => a.Name == recorded.Action && model.Machines[a.Machine].Name == recorded.Actor))
        {
            var outcomes = interpreter.Outcomes(action, state);
            for (var choice = 0; choice < outcomes.Count; choice++)
            {
                candidates.Add((new ScheduledStep(action.Id, choice), outcomes[choice].State, ChangesTheSame(model, state, outcomes[choice], action, recorded)));
            }
        }

        var best = candidates.OrderByDescending(c => c.ChangesTheSame).ThenByDescending(c => c.Step == number).Take(1).ToList();
        return best.Count == 0 ? null : (best[0].Step, best[0].After);
    }

    private static bool ChangesTheSame(
        MachineModel model, MachineState before, Outcome outcome, MachineAction action, RecordedStep recorded)
    {
        var changes = outcome.State is { } after ? new StateDifference(model).Between(before, after, action.Machine) : [];
        return changes.Select(c => new RecordedChange(c.Name, c.Before.Display, c.After.Display)).SequenceEqual(recorded.Changes);
    }
}
