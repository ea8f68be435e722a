using System.Collections.Generic;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Interpretation;

namespace Explorer.Reporting.Proofs;

/// <summary>A state in lines: a variable each, then where each machine is and what it holds.</summary>
internal static class StateText
{
    public static IEnumerable<string> Lines(MachineModel model, MachineState state)
    {
        foreach (var variable in model.Variables)
        {
            yield return $"{variable.Name} = {state.Variables[variable.Index].Display}";
        }

        foreach (var machine in model.Machines.Where(m => !m.Locations.IsEmpty))
        {
            var status = state.Machines[machine.Index];
            var location = machine.Locations[status.Location];
            var locals = machine.Locals.Take(machine.StoredLocals).Zip(status.Locals)
                .Where(l => location.Live.Contains(l.First)).Select(l => $", {l.First.Name} = {l.Second.Display}");
            yield return $"{machine.Name}: {location.Name}{string.Concat(locals)}";
        }
    }
}
