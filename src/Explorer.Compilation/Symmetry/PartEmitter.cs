using System.Reflection.Emit;
using Explorer.Compilation.Emit;
using Explorer.Compilation.Layout;

namespace Explorer.Compilation.Symmetry;

/// <summary>Reads the parts of a state in compiled code. Argument 0 points to the state.</summary>
internal sealed class PartEmitter(Il il, StateParts parts, ConstantPool pool)
{
    private const int WordBits = 64;

    private int _guard = -1;
    private Label _end;

    public Il Il => il;

    /// <summary>Pushes a word.</summary>
    public void Word(int word)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.AddWords(word);
        il.Emit(OpCodes.Ldind_I8);
    }

    /// <summary>Pushes a number.</summary>
    public void Number(int index)
    {
        var field = parts.Fields[index];
        if (field.Parent < 0)
        {
            Word(field.Word);
            il.ShiftRight(field.Shift);
            il.Mask(field.Shift + field.Width == WordBits ? WordBits : field.Width);
            return;
        }

        Number(field.Parent);
        il.Add(-(long)field.Offset);
        il.Divide((long)field.Divisor);
        il.Modulo((long)field.Modulus);
    }

    /// <summary>Pushes a number times a power of two.</summary>
    public void Number(int index, int scaleBits)
    {
        var field = parts.Fields[index];
        if (field.Parent >= 0)
        {
            Number(index);
            il.ShiftLeft(scaleBits);
            return;
        }

        Word(field.Word);
        il.ShiftRight(field.Shift - scaleBits > 0 ? field.Shift - scaleBits : 0);
        il.ShiftLeft(scaleBits - field.Shift > 0 ? scaleBits - field.Shift : 0);
        il.Const(Encoding.Mask(field.Width) << scaleBits);
        il.Emit(OpCodes.And);
    }

    /// <summary>What follows is skipped if a guard does not hold, until the next one.</summary>
    public void Begin(int guard)
    {
        if (guard == _guard)
        {
            return;
        }

        End();
        _guard = guard;
        if (guard >= 0)
        {
            _end = il.Label();
            Test(guard);
        }
    }

    /// <summary>What follows is no longer skipped.</summary>
    public void End()
    {
        if (_guard >= 0)
        {
            il.Mark(_end);
        }

        _guard = -1;
    }

    // The parent first: it says whether the number makes sense.
    private void Test(int index)
    {
        var guard = parts.Guards[index];
        if (guard.Parent >= 0)
        {
            Test(guard.Parent);
        }

        if (guard.Table is not null)
        {
            TestTable(guard.Field, guard.Table);
        }
        else if (guard.Low == guard.High)
        {
            Number(guard.Field);
            il.Const(guard.Low);
            il.Jump(OpCodes.Bne_Un, _end);
        }
        else
        {
            TestRange(guard);
        }
    }

    private void TestRange(PartGuard guard)
    {
        Number(guard.Field);
        il.Const(guard.Low);
        il.Jump(OpCodes.Blt_Un, _end);
        if (guard.High != ulong.MaxValue)
        {
            Number(guard.Field);
            il.Const(guard.High);
            il.Jump(OpCodes.Bgt_Un, _end);
        }
    }

    private void TestTable(int field, byte[] table)
    {
        if (table.Length > WordBits)
        {
            il.Address(pool.AddTable(table));
            Number(field);
            il.Emit(OpCodes.Conv_I);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Ldind_U1);
            il.Jump(OpCodes.Brfalse, _end);
            return;
        }

        ulong mask = 0;
        for (var i = 0; i < table.Length; i++)
        {
            mask |= (ulong)table[i] << i;
        }

        il.Const(mask);
        Number(field);
        il.Emit(OpCodes.Conv_I4);
        il.Emit(OpCodes.Shr_Un);
        il.Mask(1);
        il.Jump(OpCodes.Brfalse, _end);
    }
}
