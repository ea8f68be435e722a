using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Traces;

/// <summary>A part of a shared variable that a step read or changed, in a form that identities can be renamed in.</summary>
/// <param name="Use">`read` or `write`.</param>
/// <param name="Name">The variable and the fields on the way, with `[]` for every index.</param>
/// <param name="Values">The indices in order, then the value that was read, or that is there after the step.</param>
internal sealed record TouchedPart(string Use, string Name, ImmutableArray<Value> Values)
{
    /// <summary>What a step read.</summary>
    public static IEnumerable<TouchedPart> Reads(TraceEvent taken, MachineModel model) => taken.Accesses.Reads
        .Where(r => r.Part.Variable.Index != model.Workload?.Program.Index)
        .Select(r => Read(r.Part, r.Value));

    /// <summary>What a step changed, in parts as small as there are.</summary>
    public static IEnumerable<TouchedPart> Changes(TraceEvent taken, MachineModel model) => taken.Step.State is not { } after
        ? []
        : model.Variables.SelectMany(v => Changes(
            new TouchedPart("write", v.Name, []), taken.Before.Variables[v.Index], after.Variables[v.Index]));

    private static TouchedPart Read(AccessedPart part, Value value)
    {
        var (touched, type) = (new TouchedPart("read", part.Variable.Name, []), part.Variable.Type);
        foreach (var position in part.Path)
        {
            (touched, type) = type switch
            {
                ArrayType t => (touched.At(ValueOrder.At(t.Index, position)), t.Element),
                StructType t => (touched.Field(t.Fields[position]), t.Fields[position].Type),
                // Into an option or a variant: what is read there is what it is.
                _ => (touched, type),
            };
        }

        return touched.Having(value);
    }

    private static IEnumerable<TouchedPart> Changes(TouchedPart part, Value before, Value after) => before.Equals(after)
        ? []
        : (before, after) switch
        {
            (ArrayValue b, ArrayValue a) => b.Elements.SelectMany((e, i) => Changes(part.At(ValueOrder.At(b.Type.Index, i)), e, a.Elements[i])),
            (StructValue b, StructValue a) => b.Fields.SelectMany((f, i) => Changes(part.Field(b.Type.Fields[i]), f, a.Fields[i])),
            _ => [part.Having(after)],
        };

    private TouchedPart At(Value index) => this with { Name = Name + "[]", Values = Values.Add(index) };

    private TouchedPart Field(FieldInfo field) => this with { Name = $"{Name}.{field.Name}" };

    private TouchedPart Having(Value value) => this with { Values = Values.Add(value) };
}
