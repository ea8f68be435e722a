using System.Reflection.Emit;
using Explorer.Compilation.Layout;
using Explorer.Compilation.Runtime;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Emit;

/// <content>Where values are, and reading and writing there.</content>
internal sealed partial class ExpressionEmitter
{
    /// <summary>Where the value of an expression is; it is computed into a local if it is nowhere yet.</summary>
    public Access Resolve(Expression expression)
    {
        switch (expression)
        {
            case VariableRead e:
                return OfVariable(e.Variable);
            case ElementRead e:
                return Element(Resolve(e.Array), e.Index);
            case FieldRead e when scope.EncodingOf(e.Operand.Type) is RecordEncoding record:
                return Resolve(e.Operand).Part(record.Variants[0][e.Field]);
            case VariantFieldRead e when scope.EncodingOf(e.Operand.Type) is RecordEncoding:
                return VariantPart(Resolve(e.Operand), e.Fields);
            case Unary { Kind: UnaryKind.Unwrap } e when scope.EncodingOf(e.Operand.Type) is RecordEncoding:
                return ContentPart(Resolve(e.Operand));
            default:
                return OfLocal(EmitToLocal(expression), scope.EncodingOf(expression.Type));
        }
    }

    public static Access OfLocal(LocalBuilder local, Encoding encoding) =>
        encoding.IsScalar ? Access.OfHolder(local, encoding) : Access.OfPointer(local, encoding);

    /// <summary>An element of an array; an index fault, and then some element, if there is none at the index.</summary>
    public Access Element(Access array, Expression index)
    {
        var type = (ArrayType)array.Encoding.Type;
        var run = ((ArrayEncoding)array.Encoding).Run;
        if (ConstantOf(index) is { } constant && OrdinalOf(type.Index, constant) is >= 0 and var ordinal && ordinal < type.Length)
        {
            return array.Part(run.At((int)ordinal));
        }

        EmitOrdinal(type.Index, index);
        var position = Il.Number();
        Il.Store(position);
        return Element(array, run, position);
    }

    /// <summary>The element whose number is in a local.</summary>
    public Access Element(Access array, ElementRun run, LocalBuilder position)
    {
        if (run.Packed)
        {
            return Shifted(array with { Shift = array.Shift + run.Offset }, run.Element, position);
        }

        var pointer = Il.Pointer();
        LoadPointer(array);
        Il.AddWords(run.Offset);
        Il.Load(position);
        if (run.PerWord == 0)
        {
            Il.Multiply(8L * run.Element.Words);
        }
        else
        {
            Il.Divide(run.PerWord);
            Il.ShiftLeft(3);
        }

        Il.Emit(OpCodes.Conv_I);
        Il.Emit(OpCodes.Add);
        Il.Store(pointer);
        var element = Access.OfPointer(pointer, run.Element);
        if (run.PerWord <= 1)
        {
            return element;
        }

        var within = Il.Number();
        Il.Load(position);
        Il.Modulo(run.PerWord);
        Il.Store(within);
        return Shifted(element, run.Element, within);
    }

    /// <summary>Pushes the bits of the scalar that is there.</summary>
    public void LoadRaw(Access access)
    {
        if (access.Encoding.Bits == 0)
        {
            Il.Const(0);
            return;
        }

        LoadWord(access);
        if (access.Dynamic is null)
        {
            Il.ShiftRight(access.Shift);
        }
        else
        {
            LoadShift(access);
            Il.Emit(OpCodes.Shr_Un);
        }

        if (!access.IsTop)
        {
            Il.Mask(access.Encoding.Bits);
        }
    }

    /// <summary>Replaces the scalar that is there by bits that are in a local.</summary>
    public void StoreRaw(Access access, LocalBuilder bits)
    {
        if (access.Encoding.Bits == 0)
        {
            return;
        }

        if (access.Base == AccessBase.Pointer)
        {
            LoadAddress(access);
        }

        Merge(access, bits);
        switch (access.Base)
        {
            case AccessBase.State:
                scope.Words.Store(access.Word);
                break;
            case AccessBase.Holder:
                Il.Store(access.Holder!);
                break;
            default:
                Il.Emit(OpCodes.Stind_I8);
                break;
        }
    }

    /// <summary>Copies the value in memory at the pointer on the stack to there.</summary>
    public void StoreMemory(Access access)
    {
        var from = Il.Pointer();
        Il.Store(from);
        LoadPointer(access);
        Il.Load(from);
        Il.Const32(access.Encoding.Words);
        Il.Const(access.Encoding.TailMask);
        Il.Call(typeof(Blocks), nameof(Blocks.Copy));
    }

    /// <summary>Pushes the address of a value in memory.</summary>
    public void LoadPointer(Access access)
    {
        if (access.Base == AccessBase.State)
        {
            scope.Words.Pointer(access.Word);
            return;
        }

        LoadAddress(access);
    }

    private void LoadAddress(Access access)
    {
        Il.Load(access.Holder!);
        Il.AddWords(access.Word);
    }

    // The container with the bits in place of those that are there.
    private void Merge(Access access, LocalBuilder bits)
    {
        if (access.Dynamic is null && access.Encoding.Bits >= access.ContainerBits)
        {
            Il.Load(bits);
            return;
        }

        LoadWord(access);
        if (access.Dynamic is null)
        {
            Il.Const(~(Encoding.Mask(access.Encoding.Bits) << access.Shift));
            Il.Emit(OpCodes.And);
            Il.Load(bits);
            Il.ShiftLeft(access.Shift);
        }
        else
        {
            Il.Const(Encoding.Mask(access.Encoding.Bits));
            LoadShift(access);
            Il.Emit(OpCodes.Shl);
            Il.Emit(OpCodes.Not);
            Il.Emit(OpCodes.And);
            Il.Load(bits);
            LoadShift(access);
            Il.Emit(OpCodes.Shl);
        }

        Il.Emit(OpCodes.Or);
    }

    private void LoadWord(Access access)
    {
        switch (access.Base)
        {
            case AccessBase.State:
                scope.Words.Load(access.Word);
                break;
            case AccessBase.Holder:
                Il.Load(access.Holder!);
                break;
            default:
                LoadAddress(access);
                Il.Emit(OpCodes.Ldind_I8);
                break;
        }
    }

    private void LoadShift(Access access)
    {
        Il.Load(access.Dynamic!);
        if (access.Shift != 0)
        {
            Il.Const32(access.Shift);
            Il.Emit(OpCodes.Add);
        }
    }

    private Access Shifted(Access access, Encoding part, LocalBuilder position)
    {
        var shift = Il.Number32();
        Il.Load(position);
        Il.Multiply(System.Math.Max(1, part.Bits));
        Il.Emit(OpCodes.Conv_I4);
        if (access.Dynamic is not null)
        {
            Il.Load(access.Dynamic);
            Il.Emit(OpCodes.Add);
        }

        Il.Store(shift);
        return access with { Dynamic = shift, Encoding = part };
    }
}
