using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.Smt.States;
using Explorer.Smt.Symbolic;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Facts;

/// <summary>A part of a state with few values, of which facts can speak: `pc[CPU0]`, or whether page 1 is in `free`.</summary>
/// <param name="Name">The part as it would be written in a model.</param>
/// <param name="Entry">The entry of the state to which it belongs.</param>
/// <param name="Values">For each value its text and when the part has it.</param>
public sealed record Cell(string Name, int Entry, ImmutableArray<(string Text, Term Holds)> Values)
{
    // More values have no facts of their own.
    private const int MostValues = 16;

    private static readonly bool[] Flags = [false, true];

    /// <summary>The parts of the states of a model, as large as they may be.</summary>
    public static ImmutableArray<Cell> Of(StateTerms states)
    {
        var cells = new List<Cell>();
        var values = new ValueTerms(states.Terms);
        for (var i = 0; i < states.Model.Variables.Length; i++)
        {
            var variable = states.Model.Variables[i];
            cells.AddRange(Parts(values, variable.Name, i, variable.Type, states.State.Variables[i]));
        }

        foreach (var machine in states.Model.Machines.Where(m => !m.Locations.IsEmpty))
        {
            cells.AddRange(OfMachine(states, values, machine));
        }

        return [.. cells];
    }

    private static IEnumerable<Cell> OfMachine(StateTerms states, ValueTerms values, Machine machine)
    {
        var symbolic = states.State.Machines[machine.Index];
        var entry = states.EntryOf(machine);
        yield return new Cell(
            machine.Name, entry,
            [.. machine.Locations.Select(l => ($"at {l.Name}", states.IsAt(symbolic, l.Index)))]);
        for (var i = 0; i < symbolic.Locals.Length; i++)
        {
            var local = machine.Locals[i];
            foreach (var cell in Parts(values, $"{machine.Name}.{local.Name}", entry + 1 + i, local.Type, symbolic.Locals[i]))
            {
                yield return cell;
            }
        }
    }

    private static IEnumerable<Cell> Parts(ValueTerms values, string name, int entry, ModelType type, SymbolicValue place)
    {
        if (type is not ArrayType && ValueOrder.IsNumbered(type) && type.Cardinality <= MostValues)
        {
            return [Whole(values, name, entry, type, place)];
        }

        return (type, place) switch
        {
            (ArrayType t, SymbolicArray p) => p.Elements.SelectMany((element, i) =>
                Parts(values, $"{name}[{ValueOrder.At(t.Index, i).Display}]", entry, t.Element, element)),
            (StructType t, SymbolicStruct p) => p.Fields.SelectMany((field, i) =>
                Parts(values, $"{name}.{t.Fields[i].Name}", entry, t.Fields[i].Type, field)),
            (SetType t, SymbolicSet p) => p.Members.Select((member, i) =>
                Flag(values, $"{ValueOrder.At(t.Element, i).Display} in {name}", entry, member)),
            (OptionType, SymbolicOption p) => [Flag(values, $"{name} != none", entry, p.IsSome)],
            (EnumType t, SymbolicEnum p) => [new Cell(
                name, entry, [.. t.Variants.Select((v, i) => ($"is {v.Name}", values.IsVariant(p, i)))])],
            _ => [],
        };
    }

    private static Cell Whole(ValueTerms values, string name, int entry, ModelType type, SymbolicValue place)
    {
        var all = Enumerable.Range(0, (int)type.Cardinality).Select(i => ValueOrder.At(type, i))
            .Select(value => ($"== {value.Display}", values.Equal(place, values.Constant(type, value)))).ToImmutableArray();

        // What has no number has an identity in it that was never set.
        return new Cell(name, entry, type.ContainsIdentity ? all.Add(("is not set", values.None(all.Select(v => v.Item2)))) : all);
    }

    private static Cell Flag(ValueTerms values, string name, int entry, Term flag)
    {
        var isSet = new SymbolicBool(flag);
        return new Cell(name, entry, [.. Flags.Select(value =>
            (value ? "" : "is false", values.Equal(isSet, values.Constant(BoolType.Instance, BoolValue.Of(value)))))]);
    }
}
