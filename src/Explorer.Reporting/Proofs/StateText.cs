using System.Collections.Generic;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Proofs;

/// <summary>A state in lines: a variable each, then where each machine is and what it holds.</summary>
public static class StateText
{
    /// <summary>The whole state.</summary>
    public static IEnumerable<string> Lines(MachineModel model, MachineState state) =>
    [
        .. model.Variables.Select(v => $"{v.Name} = {state.Variables[v.Index].Display}"),
        .. model.Machines.Where(m => !m.Locations.IsEmpty).Select(m => OfMachine(m, state.Machines[m.Index])),
    ];

    /// <summary>Where a machine that has locations is, and its live locals.</summary>
    public static string OfMachine(Machine machine, MachineStatus status)
    {
        var location = machine.Locations[status.Location];
        var locals = LiveLocals(machine, status).Select(l => $", {l.Local.Name} = {l.Value.Display}");
        return $"{machine.Name}: {location.Name}{string.Concat(locals)}";
    }

    /// <summary>The live locals of a machine that has locations, in order.</summary>
    public static IEnumerable<(Local Local, Value Value)> LiveLocals(Machine machine, MachineStatus status) =>
        machine.Locals.Take(machine.StoredLocals).Zip(status.Locals)
            .Where(l => machine.Locations[status.Location].Live.Contains(l.First));
}
