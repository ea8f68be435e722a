using System;
using System.Linq;
using Explorer.Core;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Nodes;
using Explorer.Smt.Symbolic;

namespace Explorer.Smt.Execution;

/// <summary>Assignments: first the path is walked, with its faults, then the value is evaluated, then the part replaced.</summary>
internal sealed partial class SymbolicExecution
{
    private Strand AfterAssignment(Assign node, Strand strand)
    {
        var place = node.Target;
        var whole = place.Variable is { } variable ? strand.Scope.Variables[variable.Index] : strand.Scope.Locals[place.Local!];
        var replace = Walk(place, 0, whole, ref strand);
        var value = Value(node.Value, ref strand);
        var changed = replace(value);
        var scope = place.Variable is not null
            ? strand.Scope with { Variables = strand.Scope.Variables.SetItem(place.Variable.Index, changed) }
            : strand.Scope with { Locals = strand.Scope.Locals.SetItem(place.Local!, changed) };
        return strand with { Scope = scope, Node = node.Next };
    }

    // What puts a value in the place of the part behind the first steps of the path.
    private Func<SymbolicValue, SymbolicValue> Walk(Place place, int taken, SymbolicValue whole, ref Strand strand)
    {
        if (taken == place.Path.Length)
        {
            return value => value;
        }

        switch (place.Path[taken], whole)
        {
            case (ElementStep s, SymbolicArray v):
                return WalkElement(place, taken, s, v, ref strand);
            case (FieldStep s, SymbolicStruct v):
                var inner = Walk(place, taken + 1, v.Fields[s.Field], ref strand);
                return value => new SymbolicStruct(v.Fields.SetItem(s.Field, inner(value)));
            case (ContentStep, SymbolicOption v):
                strand = AfterFault(strand, _terms.Not(v.IsSome), FaultKind.Index);
                var content = Walk(place, taken + 1, v.Content, ref strand);
                return value => v with { Content = content(value) };
            case (VariantFieldStep s, SymbolicEnum v):
                return WalkVariant(place, taken, s, v, ref strand);
            default:
                throw new InternalErrorException($"{place.Path[taken]} does not lead into {whole}");
        }
    }

    private Func<SymbolicValue, SymbolicValue> WalkElement(
        Place place, int taken, ElementStep step, SymbolicArray array, ref Strand strand)
    {
        var index = Value(step.Index, ref strand);
        var positions = _expressions.Positions(array.Type.Index, index, out var isNone);
        strand = AfterFault(strand, isNone, FaultKind.Index);

        // The path goes on into the element that is selected, whichever it is.
        var part = _expressions.Selected(positions, array.Elements);
        var inner = Walk(place, taken + 1, part, ref strand);
        return value =>
        {
            var changed = inner(value);
            return array with
            {
                Elements = [.. array.Elements.Select((element, i) => _values.Merge(positions[i], changed, element))],
            };
        };
    }

    private Func<SymbolicValue, SymbolicValue> WalkVariant(
        Place place, int taken, VariantFieldStep step, SymbolicEnum whole, ref Strand strand)
    {
        var isAny = _terms.Any(step.Fields.Select(f => _values.IsVariant(whole, f.Variant)));
        strand = AfterFault(strand, _terms.Not(isAny), FaultKind.Index);
        var part = _expressions.VariantFieldOf(whole, step.Fields);
        var inner = Walk(place, taken + 1, part, ref strand);
        return value =>
        {
            var (changed, fields) = (inner(value), whole.Fields);
            foreach (var (variant, field) in step.Fields)
            {
                fields = fields.SetItem(variant, fields[variant].SetItem(field, changed));
            }

            return whole with { Fields = fields };
        };
    }
}
