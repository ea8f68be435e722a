using System;
using System.Collections.Immutable;
using Explorer.Machines;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Story;

/// <summary>A part of a shared variable: the way to it through arrays, structs, variants and `T?`, and its name.</summary>
internal sealed record StatePart(Variable Variable, ImmutableArray<int> Path, string Name)
{
    public static StatePart Of(Variable variable) => new(variable, [], variable.Name);

    /// <summary>Element of the array that this part is.</summary>
    public StatePart Element(ArrayType array, int position)
    {
        var index = ValueOrder.At(array.Index, position).Display;
        var isOwnCopy = Variable.IsPerCpu && Path.IsEmpty;
        return this with { Path = Path.Add(position), Name = isOwnCopy ? $"{Name}@{index}" : $"{Name}[{index}]" };
    }

    public StatePart Field(string field, int position) => this with { Path = Path.Add(position), Name = $"{Name}.{field}" };

    /// <summary>What the `T?` holds that this part is.</summary>
    public StatePart Content() => this with { Path = Path.Add(0) };

    /// <summary>The part of this one to which positions lead, as <see cref="Replacement.PathTo"/> gives them.</summary>
    /// <param name="whole">A value of this part in which they lead somewhere.</param>
    public StatePart Along(ReadOnlySpan<int> path, Value whole)
    {
        var (part, value) = (this, (Value?)whole);
        foreach (var position in path)
        {
            (part, value) = value switch
            {
                ArrayValue v => (part.Element(v.Type, position), At(v.Elements, position)),
                StructValue v => (part.Field(v.Type.Fields[position].Name, position), At(v.Fields, position)),
                EnumValue v => (part.Field(v.Type.Variants[v.Variant].Fields[position].Name, position), At(v.Fields, position)),
                OptionValue v => (part.Content(), v.Content),
                _ => (part, null),
            };
        }

        return part;
    }

    /// <summary>The value of the part, null where it is not there: behind `none`, or in another variant.</summary>
    public Value? In(ImmutableArray<Value> variables)
    {
        Value? value = variables[Variable.Index];
        foreach (var position in Path)
        {
            value = value switch
            {
                ArrayValue v => At(v.Elements, position),
                StructValue v => At(v.Fields, position),
                EnumValue v => At(v.Fields, position),
                OptionValue v => v.Content,
                _ => null,
            };
        }

        return value;
    }

    private static Value? At(ImmutableArray<Value> parts, int position) =>
        position >= 0 && position < parts.Length ? parts[position] : null;
}
