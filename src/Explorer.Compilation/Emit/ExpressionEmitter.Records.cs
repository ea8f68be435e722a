using System.Collections.Immutable;
using System.Reflection.Emit;
using Explorer.Compilation.Layout;
using Explorer.Compilation.Runtime;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Emit;

/// <content>Making structs and variants and taking fields: by number, or as records with slots.</content>
internal sealed partial class ExpressionEmitter
{
    private void EmitRecord(ModelType type, int variant, ImmutableArray<Expression> fields)
    {
        switch (scope.EncodingOf(type))
        {
            case RecordEncoding record when record.IsScalar:
                Il.Const(variant);
                for (var i = 0; i < fields.Length; i++)
                {
                    EmitRaw(fields[i]);
                    Il.ShiftLeft(record.Variants[variant][i].Shift);
                    Il.Emit(OpCodes.Or);
                }

                break;
            case RecordEncoding record:
                EmitMemoryRecord(record, variant, fields);
                break;
            default:
                EmitNumber(type, variant, fields);
                break;
        }
    }

    // The number of a value: the first field is the most significant.
    private void EmitNumber(ModelType type, int variant, ImmutableArray<Expression> fields)
    {
        Il.Const(0);
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0)
            {
                Il.Multiply((long)fields[i].Type.Cardinality);
            }

            EmitRaw(fields[i]);
            Il.Emit(OpCodes.Add);
        }

        if (type is EnumType t)
        {
            Il.Add(OrdinalEncoding.Offset(t, variant));
        }
    }

    private void EmitMemoryRecord(RecordEncoding record, int variant, ImmutableArray<Expression> fields)
    {
        var area = ClearedArea(record);
        Il.Load(area);
        Il.Const(variant);
        Il.Emit(OpCodes.Stind_I8);
        for (var i = 0; i < fields.Length; i++)
        {
            EmitStore(Access.OfPointer(area, record).Part(record.Variants[variant][i]), fields[i]);
        }

        Il.Load(area);
    }

    /// <summary>Evaluates an expression and stores its value there.</summary>
    private void EmitStore(Access target, Expression value)
    {
        if (target.Encoding.IsScalar)
        {
            StoreRaw(target, EmitToLocal(value));
        }
        else
        {
            Emit(value);
            StoreMemory(target);
        }
    }

    private LocalBuilder ClearedArea(Encoding encoding)
    {
        var area = scope.Area(encoding.Words);
        Il.Load(area);
        Il.Const32(encoding.Words);
        Il.Const(ulong.MaxValue);
        Il.Call(typeof(Blocks), nameof(Blocks.Clear));
        return area;
    }

    private void EmitWith(With e)
    {
        var encoding = scope.EncodingOf(e.Type);
        if (encoding is RecordEncoding record)
        {
            EmitRecordWith(e, record);
            return;
        }

        var fields = ((StructType)e.Type).Fields;
        var whole = EmitToLocal(e.Operand);
        Il.Load(whole);
        foreach (var (field, value) in e.Changes)
        {
            // The difference between the new and the old number of the field.
            EmitRaw(value);
            Il.Load(whole);
            PickField(fields, field);
            Il.Emit(OpCodes.Sub);
            Il.Multiply(OrdinalEncoding.Stride(fields, field));
            Il.Emit(OpCodes.Add);
        }
    }

    private void EmitRecordWith(With e, RecordEncoding record)
    {
        LocalBuilder copy;
        Access target;
        if (record.IsScalar)
        {
            copy = EmitToLocal(e.Operand);
            target = Access.OfHolder(copy, record);
        }
        else
        {
            copy = ClearedArea(record);
            target = Access.OfPointer(copy, record);
            Emit(e.Operand);
            StoreMemory(target);
        }

        foreach (var (field, value) in e.Changes)
        {
            EmitStore(target.Part(record.Variants[0][field]), value);
        }

        Il.Load(copy);
    }

    private void EmitField(FieldRead e)
    {
        if (scope.EncodingOf(e.Operand.Type) is RecordEncoding)
        {
            Load(Resolve(e));
            return;
        }

        Emit(e.Operand);
        PickField(((StructType)e.Operand.Type).Fields, e.Field);
        FromRaw(scope.EncodingOf(e.Type));
    }

    /// <summary>From the number of fields' values to the number of one of them.</summary>
    public void PickField(ImmutableArray<FieldInfo> fields, int field)
    {
        Il.Divide(OrdinalEncoding.Stride(fields, field));
        for (var i = 0; i < field; i++)
        {
            if (fields[i].Type.Cardinality > 1)
            {
                Il.Modulo((long)fields[field].Type.Cardinality);
                return;
            }
        }
    }
}
