using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Interpretation;

/// <summary>
/// What a step changed, in the smallest parts that a model can name: arrays element by element, structs and values that
/// keep their variant field by field, sets and queues whole. Of the locals only those that are live after the step.
/// </summary>
public sealed class StateDifference(MachineModel model)
{
    /// <summary>The changes from one state to the next, in the order of variables; then those of the locals of the
    /// machine that took the step.</summary>
    public ImmutableArray<StateChange> Between(MachineState before, MachineState after, int actor)
    {
        var changes = new List<StateChange>(OfVariables(before, after));
        CompareLocals(model.Machines[actor], before.Machines[actor], after.Machines[actor], changes);
        return [.. changes];
    }

    /// <summary>In what the variables of two states differ, in the order of variables.</summary>
    public ImmutableArray<StateChange> OfVariables(MachineState before, MachineState after)
    {
        var changes = new List<StateChange>();
        foreach (var variable in model.Variables)
        {
            Compare(variable, before.Variables[variable.Index], after.Variables[variable.Index], changes);
        }

        return [.. changes];
    }

    private static void Compare(Variable variable, Value before, Value after, List<StateChange> changes)
    {
        if (variable.IsPerCpu && before is ArrayValue b && after is ArrayValue a)
        {
            for (var i = 0; i < b.Elements.Length; i++)
            {
                var cpu = ValueOrder.At(b.Type.Index, i).Display;
                Compare(new StateChange($"{variable.Name}@{cpu}", variable.Index, b.Elements[i], a.Elements[i]), changes);
            }
        }
        else
        {
            Compare(new StateChange(variable.Name, variable.Index, before, after), changes);
        }
    }

    private static void CompareLocals(Machine machine, MachineStatus before, MachineStatus after, List<StateChange> changes)
    {
        for (var i = 0; i < machine.StoredLocals; i++)
        {
            var local = machine.Locals[i];
            if (machine.Locations[after.Location].Live.Contains(local))
            {
                Compare(new StateChange(local.Name, -1, before.Locals[i], after.Locals[i]) { IsOwnVariable = local.IsVariable }, changes);
            }
        }
    }

    private static void Compare(StateChange whole, List<StateChange> changes)
    {
        if (whole.Before.Equals(whole.After))
        {
            return;
        }

        if (PartsOf(whole) is not { } parts)
        {
            changes.Add(whole);
            return;
        }

        foreach (var part in parts)
        {
            Compare(part, changes);
        }
    }

    private static IEnumerable<StateChange>? PartsOf(StateChange whole) => (whole.Before, whole.After) switch
    {
        (ArrayValue b, ArrayValue a) => Pairs(
            whole, b.Elements, a.Elements, i => $"{whole.Name}[{ValueOrder.At(b.Type.Index, i).Display}]"),
        (StructValue b, StructValue a) => Pairs(whole, b.Fields, a.Fields, i => Field(whole, b.Type.Fields, i)),
        (EnumValue b, EnumValue a) when b.Variant == a.Variant => Pairs(
            whole, b.Fields, a.Fields, i => Field(whole, b.Type.Variants[b.Variant].Fields, i)),
        (OptionValue { Content: { } b }, OptionValue { Content: { } a }) => [whole with { Before = b, After = a }],
        _ => null,
    };

    private static string Field(StateChange whole, ImmutableArray<FieldInfo> fields, int i) =>
        $"{whole.Name}.{fields[i].Name}";

    private static IEnumerable<StateChange> Pairs(
        StateChange whole, ImmutableArray<Value> before, ImmutableArray<Value> after, System.Func<int, string> name) =>
        before.Select((b, i) => whole with { Name = name(i), Before = b, After = after[i] });
}
