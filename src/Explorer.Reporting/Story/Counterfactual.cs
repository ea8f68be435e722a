using System.Linq;
using Explorer.Machines.Interpretation;

namespace Explorer.Reporting.Story;

/// <summary>What would have been, had the last step been taken earlier.</summary>
internal static class Counterfactual
{
    /// <summary>
    /// The latest step of others before which the last step, with the same draws, was possible and would not have
    /// violated the property; null if there is none. Its machine must stand where it stands, so nothing before that
    /// machine's own previous step is looked at.
    /// </summary>
    public static int? TooLateAfter(Trace trace, int property)
    {
        var last = trace.Steps[^1];
        var interpreter = new Interpreter(trace.Model);
        for (var k = trace.Steps.Length - 2; k >= 0; k--)
        {
            if (trace.Steps[k].Action.Machine == last.Action.Machine)
            {
                return null;
            }

            var state = k == 0 ? trace.InitialState! : trace.Steps[k - 1].State!;
            var outcomes = interpreter.Outcomes(last.Action, state).Where(o => o.Chosen.SequenceEqual(last.Chosen));
            if (outcomes.Any(o => (o.Violations >> property & 1) == 0 && o.Fault is null))
            {
                return k + 1;
            }
        }

        return null;
    }
}
