using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Story;

/// <summary>What a local or bound name is at a moment, and what that was computed from.</summary>
internal sealed record Held(Value Value, ImmutableArray<Evidence> Origins);

/// <summary>A moment within a step: the variables as they are then, the machines as they were before the step, and the
/// locals and bound names in sight. Immutable.</summary>
/// <param name="Step">The step, from 1.</param>
/// <param name="Machine">Whose step it is.</param>
internal sealed record Moment(
    Interpreter Interpreter, int Step, Machine Machine, MachineState State, ImmutableDictionary<Local, Held> Locals)
{
    /// <summary>The value of an expression at this moment.</summary>
    /// <exception cref="FaultException">Its evaluation met a fault.</exception>
    public Value Evaluate(Expression expression)
    {
        // The interpreter takes locals from the machine's status, so names bound on the way become further locals of it.
        var bound = Locals.Keys.Where(local => !Machine.Locals.Contains(local));
        var names = Machine.Locals.AddRange(bound);
        var values = names.Select(n => Locals.TryGetValue(n, out var held) ? held.Value : ValueOrder.Default(n.Type));
        var status = State.Machines[Machine.Index] with { Locals = [.. values] };
        var machine = Machine with { Locals = names, StoredLocals = names.Length };
        return Interpreter.Evaluate(
            expression, State with { Machines = State.Machines.SetItem(Machine.Index, status) }, machine);
    }

    public bool IsTrue(Expression condition) => ((BoolValue)Evaluate(condition)).IsTrue;

    public Moment With(Local local, Value value, ImmutableArray<Evidence> origins) =>
        this with { Locals = Locals.SetItem(local, new Held(value, origins)) };

    public Moment With(Variable variable, Value value) =>
        this with { State = State with { Variables = State.Variables.SetItem(variable.Index, value) } };
}
