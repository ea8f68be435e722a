using System.Collections.Immutable;
using System.Reflection.Emit;
using Explorer.Compilation.Layout;
using Explorer.Compilation.Runtime;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Emit;

/// <content>Variants and options: which one a value is, and what is in it.</content>
internal sealed partial class ExpressionEmitter
{
    /// <summary>Pushes the tag of a record.</summary>
    private void LoadTag(Access access, RecordEncoding record)
    {
        if (record.IsScalar)
        {
            // Of a scalar in a wider word the tag is the lowest bits.
            LoadRaw(access);
        }
        else
        {
            LoadPointer(access);
            Il.Emit(OpCodes.Ldind_I8);
        }

        Il.Mask(record.TagBits);
    }

    private void EmitIsVariant(IsVariant e)
    {
        var encoding = scope.EncodingOf(e.Operand.Type);
        if (encoding is RecordEncoding record)
        {
            LoadTag(Resolve(e.Operand), record);
            Il.Const(e.Variant);
            Il.Emit(OpCodes.Ceq);
        }
        else
        {
            var type = (EnumType)e.Operand.Type;
            Emit(e.Operand);
            Il.Add(-OrdinalEncoding.Offset(type, e.Variant));
            Il.Const((long)type.Variants[e.Variant].Cardinality);
            Il.Emit(OpCodes.Clt_Un);
        }

        Il.Emit(OpCodes.Conv_I8);
    }

    private void EmitVariantField(VariantFieldRead e)
    {
        if (scope.EncodingOf(e.Operand.Type) is RecordEncoding)
        {
            Load(Resolve(e));
            return;
        }

        var type = (EnumType)e.Operand.Type;
        var whole = EmitToLocal(e.Operand);
        var done = Il.Label();
        ForEachVariant(type, whole, e.Fields, (variant, field) =>
        {
            Il.Load(whole);
            Il.Add(-OrdinalEncoding.Offset(type, variant));
            PickField(type.Variants[variant].Fields, field);
            FromRaw(scope.EncodingOf(e.Type));
            Il.Jump(done);
        });
        Il.Const(e.Type is IntType t ? t.Low : 0);
        Il.Mark(done);
    }

    /// <summary>Emits `found` for each of the variants, to be executed if the number is one of its values; falls through
    /// with an index fault if it is none of them. `found` must not.</summary>
    public void ForEachVariant(
        EnumType type, LocalBuilder number, ImmutableArray<(int Variant, int Field)> fields, System.Action<int, int> found)
    {
        foreach (var (variant, field) in fields)
        {
            var next = Il.Label();
            Il.Load(number);
            Il.Add(-OrdinalEncoding.Offset(type, variant));
            Il.Const((long)type.Variants[variant].Cardinality);
            Il.Jump(OpCodes.Bge_Un, next);
            found(variant, field);
            Il.Mark(next);
        }

        if (FaultAnalysis.IsPartial(type, fields))
        {
            scope.NoteFault(CheckedArithmetic.IndexFault);
        }
    }

    private void EmitSome(Unary e)
    {
        if (scope.EncodingOf(e.Type) is RecordEncoding)
        {
            EmitRecord(e.Type, 1, [e.Operand]);
            return;
        }

        EmitRaw(e.Operand);
        Il.Add(1);
    }

    private void EmitUnwrap(Unary e)
    {
        if (scope.EncodingOf(e.Operand.Type) is RecordEncoding)
        {
            Load(Resolve(e));
            return;
        }

        var option = EmitToLocal(e.Operand);
        CheckContent(option);
        Il.Load(option);
        Il.Add(-1);
        FromRaw(scope.EncodingOf(e.Type));
    }

    /// <summary>An index fault if the option is none; then it holds some value.</summary>
    public void CheckContent(LocalBuilder option)
    {
        var some = Il.Label();
        Il.Load(option);
        Il.Jump(OpCodes.Brtrue, some);
        scope.NoteFault(CheckedArithmetic.IndexFault);
        Il.Const(1);
        Il.Store(option);
        Il.Mark(some);
    }

    public Access ContentPart(Access option)
    {
        var record = (RecordEncoding)option.Encoding;
        var some = Il.Label();
        LoadTag(option, record);
        Il.Jump(OpCodes.Brtrue, some);
        scope.NoteFault(CheckedArithmetic.IndexFault);
        Il.Mark(some);
        return option.Part(record.Variants[1][0]);
    }

    // Where the field is may depend on the variant: then the shift and the word are found when executing.
    public Access VariantPart(Access value, ImmutableArray<(int Variant, int Field)> fields)
    {
        var record = (RecordEncoding)value.Encoding;
        var (tag, done) = (Il.Number(), Il.Label());
        LoadTag(value, record);
        Il.Store(tag);
        var (shift, pointer) = (Il.Number32(), Il.Pointer());
        for (var i = 1; i < fields.Length; i++)
        {
            var next = Il.Label();
            Il.Load(tag);
            Il.Const(fields[i].Variant);
            Il.Jump(OpCodes.Bne_Un, next);
            SetPart(value, record.Variants[fields[i].Variant][fields[i].Field], shift, pointer);
            Il.Jump(done);
            Il.Mark(next);
        }

        var last = record.Variants[fields[0].Variant][fields[0].Field];
        CheckTag(tag, fields[0].Variant, FaultAnalysis.IsPartial(record.Type, fields));
        SetPart(value, last, shift, pointer);
        Il.Mark(done);
        var part = record.IsScalar ? value : Access.OfPointer(pointer, record);
        return part with { Shift = record.IsScalar ? value.Shift : 0, Dynamic = shift, Encoding = last.Encoding };
    }

    private void CheckTag(LocalBuilder tag, int variant, bool mayFault)
    {
        if (mayFault)
        {
            var right = Il.Label();
            Il.Load(tag);
            Il.Const(variant);
            Il.Jump(OpCodes.Beq, right);
            scope.NoteFault(CheckedArithmetic.IndexFault);
            Il.Mark(right);
        }
    }

    private void SetPart(Access value, Slot slot, LocalBuilder shift, LocalBuilder pointer)
    {
        Il.Const32(slot.Shift);
        if (value.Dynamic is not null)
        {
            Il.Load(value.Dynamic);
            Il.Emit(OpCodes.Add);
        }

        Il.Store(shift);
        if (!value.Encoding.IsScalar)
        {
            LoadPointer(value);
            Il.AddWords(slot.Word);
            Il.Store(pointer);
        }
    }
}
