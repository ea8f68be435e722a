using Explorer.Machines.Interpretation;

namespace Explorer.Reporting.Story;

/// <summary>Which step of a trace last changed a part of the state.</summary>
internal sealed class PartHistory(Trace trace)
{
    /// <summary>The state after a step; step 0 is the initial one. Null if a fault kept the step from ending.</summary>
    public MachineState? StateAfter(int step) => step == 0 ? trace.InitialState : trace.Steps[step - 1].State;

    /// <summary>The step that gave a part the value that it has at a moment within a step: that step itself, an earlier
    /// one, or 0 if it has had it since the start.</summary>
    public int LastChange(StatePart part, Moment moment)
    {
        var value = part.In(moment.State.Variables);
        var step = moment.Step;
        while (step > 0 && Equals(part.In(StateAfter(step - 1)!.Variables), value))
        {
            step--;
        }

        return step;
    }
}
