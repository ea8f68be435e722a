using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Values;

namespace Explorer.Machines.Interpretation;

/// <summary>
/// All that an expression can see: the variables as they are at this moment of the step, the machines as they were
/// before it, and the values of locals and bound names. Immutable, so that going on in two ways needs no undoing.
/// </summary>
internal sealed record Scope(
    ImmutableArray<Value> Variables, ImmutableArray<MachineStatus> Machines, ImmutableDictionary<Local, Value> Locals)
{
    /// <summary>For an expression that reads nothing.</summary>
    public static Scope Empty { get; } = new([], [], ImmutableDictionary<Local, Value>.Empty);

    /// <summary>Within a step of a machine: its stored locals have their values, the others their defaults.</summary>
    public static Scope Of(MachineState state, Machine machine)
    {
        var stored = machine.Locals.Zip(state.Machines[machine.Index].Locals, KeyValuePair.Create);
        return Of(state, machine.Locals).With(stored);
    }

    /// <summary>Outside any machine; the given locals have their defaults.</summary>
    public static Scope Of(MachineState state, ImmutableArray<Local> locals)
    {
        var defaults = locals.Select(local => KeyValuePair.Create(local, ValueOrder.Default(local.Type)));
        return new Scope(state.Variables, state.Machines, ImmutableDictionary.CreateRange(defaults));
    }

    public Scope With(Local local, Value value) => this with { Locals = Locals.SetItem(local, value) };

    public Scope With(Variable variable, Value value) =>
        this with { Variables = Variables.SetItem(variable.Index, value) };

    private Scope With(IEnumerable<KeyValuePair<Local, Value>> locals) => this with { Locals = Locals.SetItems(locals) };
}
