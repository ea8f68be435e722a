using System.Reflection.Emit;
using Explorer.Compilation.Layout;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Emit;

/// <content>Between the state, where a value may be encoded more narrowly than its type is, and the stack.</content>
internal sealed partial class ExpressionEmitter
{
    /// <summary>Where a variable is; one that is stored by its number is expanded into a local.</summary>
    public Access OfVariable(Variable variable)
    {
        var slot = scope.Layout.OfVariable(variable);
        if (slot.Encoding is not DenseEncoding dense)
        {
            return Access.OfState(slot);
        }

        var holder = Il.Number();
        LookUp(scope.Context.Pool.Add(dense.Expanded), () => LoadRaw(Access.OfState(slot)));
        Il.Store(holder);
        return Access.OfHolder(holder, dense.Inner);
    }

    /// <summary>Stores a variable by the number of the bits in a local.</summary>
    public void StoreDense(Slot slot, LocalBuilder bits)
    {
        var number = Il.Number();
        LookUp(scope.Context.Pool.Add(((DenseEncoding)slot.Encoding).Numbers), () => Il.Load(bits));
        Il.Store(number);
        StoreRaw(Access.OfState(slot), number);
    }

    // Pushes an entry of a table of 16-bit numbers.
    private void LookUp(nint table, System.Action index)
    {
        Il.Address(table);
        index();
        Il.ShiftLeft(1);
        Il.Emit(OpCodes.Conv_I);
        Il.Emit(OpCodes.Add);
        Il.Emit(OpCodes.Ldind_U2);
        Il.Emit(OpCodes.Conv_U8);
    }

    /// <summary>Pushes the value that is there, a pointer if its type is in memory.</summary>
    public void Load(Access access)
    {
        var own = scope.EncodingOf(access.Encoding.Type);
        if (access.Encoding is NarrowEncoding narrow)
        {
            LoadRaw(access);
            Il.Add(unchecked((long)narrow.Offset + ((own as IntEncoding)?.Low ?? 0)));
        }
        else if (access.Encoding != own)
        {
            Il.Load(Converted(access, own));
        }
        else if (own.IsScalar)
        {
            LoadRaw(access);
            FromRaw(own);
        }
        else
        {
            LoadPointer(access);
        }
    }

    /// <summary>Evaluates an expression to what <see cref="StoreLocal"/> stores where its type is encoded like this.</summary>
    public LocalBuilder EmitToLocal(Expression expression, Encoding encoding)
    {
        var own = scope.EncodingOf(expression.Type);
        if (encoding == own)
        {
            return EmitToLocal(expression);
        }

        switch (encoding, expression)
        {
            case (NarrowEncoding narrow, _):
                var bits = EmitToLocal(expression);
                Il.Load(bits);
                Il.Add(unchecked(-(long)narrow.Offset));
                Il.Store(bits);
                return bits;
            case (_, Unary { Kind: UnaryKind.Fill } e):
                return Filled(e, encoding);
            case (ArrayEncoding array, ArrayComprehension e):
                return Comprehended(e, array);
            case (_, VariableRead or ElementRead) when Resolve(expression) is var access:
                return Converted(access, encoding);
            default:
                return Converted(OfLocal(EmitToLocal(expression), own), encoding);
        }
    }

    // What is there, in another encoding: a scalar's bits, or a pointer.
    private LocalBuilder Converted(Access access, Encoding encoding)
    {
        if (access.Encoding == encoding)
        {
            var same = encoding.IsScalar ? Il.Number() : Il.Pointer();
            if (encoding.IsScalar)
            {
                LoadRaw(access);
            }
            else
            {
                LoadPointer(access);
            }

            Il.Store(same);
            return same;
        }

        var (result, target) = NewValue(encoding);
        Convert(access, target);
        return result;
    }

    // Element by element.
    private void Convert(Access from, Access to)
    {
        if (from.Encoding is not ArrayEncoding { Run: var source } || from.Encoding == to.Encoding)
        {
            StoreLocal(to, ConvertedScalar(from, to.Encoding));
            return;
        }

        var (type, target) = ((ArrayType)from.Encoding.Type, ((ArrayEncoding)to.Encoding).Run);
        var index = new Local("index", type.Index, Core.Diagnostics.SourceSpan.None);
        ForEach(index, type.Index, 2, ordinal =>
        {
            if (ordinal is { } known)
            {
                Convert(from.Part(source.At(known)), to.Part(target.At(known)));
                return;
            }

            var position = Il.Number();
            EmitUncheckedOrdinal(type.Index, new LocalRead(index, index.Span));
            Il.Store(position);
            Convert(Element(from, source, position), Element(to, target, position));
        });
    }

    private LocalBuilder ConvertedScalar(Access from, Encoding encoding)
    {
        if (from.Encoding == encoding)
        {
            return Converted(from, encoding);
        }

        var bits = Il.Number();
        LoadRaw(from);
        Il.Add(unchecked((long)(OffsetOf(from.Encoding) - OffsetOf(encoding))));
        Il.Store(bits);
        return bits;
    }

    private static ulong OffsetOf(Encoding encoding) => (encoding as NarrowEncoding)?.Offset ?? 0;
}
