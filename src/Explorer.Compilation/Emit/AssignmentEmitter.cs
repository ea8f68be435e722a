using System;
using System.Collections.Immutable;
using System.Reflection.Emit;
using Explorer.Compilation.Layout;
using Explorer.Core;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Emit;

/// <summary>
/// Assignments to variables, locals and parts of them. The path is walked as far as the parts have places of their own;
/// from there on the whole is a number, and changing a part of it by d changes the number by d times a stride, which is
/// the product of the strides on the way (a content or a variant's offset only add).
/// </summary>
internal sealed class AssignmentEmitter(MethodScope scope, ExpressionEmitter expressions)
{
    private Il Il => scope.Il;

    /// <summary>Emits the assignment; `check` is emitted between the evaluation and the write.</summary>
    public void Emit(Assign node, Action check)
    {
        var place = node.Target;
        if (place.Local is { } local && place.Path.IsEmpty)
        {
            AssignLocal(node, scope.Holder(local), check);
            return;
        }

        var root = Root(place);
        AssignPart(node, root, check);
        if (place.Variable is { } variable && scope.Layout.OfVariable(variable) is { Encoding: DenseEncoding } slot)
        {
            expressions.StoreDense(slot, root.Holder!);
        }
    }

    private void AssignPart(Assign node, Access access, Action check)
    {
        var place = node.Target;
        var taken = 0;
        while (taken < place.Path.Length && Step(access, place.Path[taken], place) is { } part)
        {
            access = part;
            taken++;
        }

        if (taken == place.Path.Length)
        {
            var value = expressions.EmitToLocal(node.Value, access.Encoding);
            check();
            expressions.StoreLocal(access, value);
            return;
        }

        AssignWithin(access, place.Path[taken..], node.Value, check);
    }

    /// <summary>Pops the value of a local and stores it.</summary>
    public void StoreLocal(LocalBuilder holder, Encoding encoding)
    {
        if (encoding.IsScalar)
        {
            Il.Store(holder);
        }
        else
        {
            expressions.StoreMemory(Access.OfPointer(holder, encoding));
        }
    }

    private void AssignLocal(Assign node, LocalBuilder holder, Action check)
    {
        var encoding = scope.EncodingOf(node.Target.Type);
        expressions.Emit(node.Value);
        var value = encoding.IsScalar ? Il.Number() : Il.Pointer();
        Il.Store(value);
        check();
        Il.Load(value);
        StoreLocal(holder, encoding);
    }

    private Access Root(Place place)
    {
        if (place.Variable is { } variable)
        {
            return expressions.OfVariable(variable);
        }

        return ExpressionEmitter.OfLocal(scope.Holder(place.Local!), scope.EncodingOf(place.Local!.Type));
    }

    // The part that a step leads to, if it has a place of its own.
    private Access? Step(Access access, PlaceStep step, Place place) => (step, access.Encoding) switch
    {
        (ElementStep s, ArrayEncoding) => expressions.Element(access, s.Index),
        (FieldStep s, RecordEncoding record) => access.Part(record.Variants[0][s.Field]),
        (VariantFieldStep s, RecordEncoding) => expressions.VariantPart(access, s.Fields),
        (ContentStep, RecordEncoding) => expressions.ContentPart(access),
        (_, OrdinalEncoding or NarrowEncoding) => null,
        _ => throw new InternalErrorException($"{step} does not lead into {access.Encoding.Type} of {place}"),
    };

    private void AssignWithin(Access access, ImmutableArray<PlaceStep> path, Expression value, Action check)
    {
        var (whole, part, stride) = (Il.Number(), Il.Number(), Il.Number());
        var offset = unchecked((long)((access.Encoding as NarrowEncoding)?.Offset ?? 0));
        expressions.LoadRaw(access);
        Il.Add(offset);
        Il.Store(whole);
        Il.Load(whole);
        Il.Store(part);
        Il.Const(1);
        Il.Store(stride);
        var type = access.Encoding.Type;
        foreach (var step in path)
        {
            type = WalkDown(step, type, part, stride);
        }

        var bits = expressions.EmitToLocal(value);
        check();
        Il.Load(bits);
        Il.Load(part);
        Il.Emit(OpCodes.Sub);
        Il.Load(stride);
        Il.Emit(OpCodes.Mul);
        Il.Load(whole);
        Il.Emit(OpCodes.Add);
        Il.Add(-offset);
        Il.Store(whole);
        expressions.StoreRaw(access, whole);
    }

    /// <summary>From the number of a whole to that of its part; returns the part's type.</summary>
    private ModelType WalkDown(PlaceStep step, ModelType type, LocalBuilder part, LocalBuilder stride)
    {
        switch (step, type)
        {
            case (ContentStep, OptionType t):
                expressions.CheckContent(part);
                Il.Load(part);
                Il.Add(-1);
                Il.Store(part);
                return t.Element;
            case (FieldStep s, StructType t):
                Scale(t.Fields, s.Field, stride);
                Il.Load(part);
                expressions.PickField(t.Fields, s.Field);
                Il.Store(part);
                return t.Fields[s.Field].Type;
            case (VariantFieldStep s, EnumType t):
                var done = Il.Label();
                expressions.ForEachVariant(t, part, s.Fields, (variant, field) =>
                {
                    Scale(t.Variants[variant].Fields, field, stride);
                    Il.Load(part);
                    Il.Add(-OrdinalEncoding.Offset(t, variant));
                    expressions.PickField(t.Variants[variant].Fields, field);
                    Il.Store(part);
                    Il.Jump(done);
                });
                // After a fault any number of the part's type will do.
                Il.Const(0);
                Il.Store(part);
                Il.Mark(done);
                return t.Variants[s.Fields[0].Variant].Fields[s.Fields[0].Field].Type;
            default:
                throw new InternalErrorException($"{step} does not lead into {type}");
        }
    }

    private void Scale(ImmutableArray<FieldInfo> fields, int field, LocalBuilder stride)
    {
        Il.Load(stride);
        Il.Multiply(OrdinalEncoding.Stride(fields, field));
        Il.Store(stride);
    }
}
