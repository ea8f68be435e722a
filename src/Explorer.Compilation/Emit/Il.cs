using System;
using System.Collections.Generic;
using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;

namespace Explorer.Compilation.Emit;

/// <summary>Instructions of the common language runtime, with the shapes that compiled models need. Numbers are 64-bit
/// integers; shifts and divisions by powers of two become what the processor does fastest.</summary>
internal sealed class Il(ILGenerator generator)
{
    private readonly Dictionary<Type, List<LocalBuilder>> _locals = [];
    private Dictionary<Type, int> _used = [];

    /// <summary>The local with the address of the target, if it is no argument.</summary>
    public LocalBuilder? TargetHolder { get; init; }

    /// <summary>Bytes emitted so far.</summary>
    public int Length => generator.ILOffset;

    public LocalBuilder Number() => Local(typeof(long));

    public LocalBuilder Number32() => Local(typeof(int));

    public LocalBuilder Pointer() => Local(typeof(ulong*));

    /// <summary>Emits code whose locals are not used any more behind it, so that other code can have them.</summary>
    public void WithOwnLocals(Action code)
    {
        var before = new Dictionary<Type, int>(_used);
        code();
        _used = before;
    }

    private LocalBuilder Local(Type type)
    {
        var locals = _locals.TryGetValue(type, out var known) ? known : _locals[type] = [];
        var index = _used.GetValueOrDefault(type);
        _used[type] = index + 1;
        if (index == locals.Count)
        {
            locals.Add(generator.DeclareLocal(type));
        }

        return locals[index];
    }

    public Label Label() => generator.DefineLabel();

    public Label[] Labels(int count)
    {
        var labels = new Label[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = generator.DefineLabel();
        }

        return labels;
    }

    public void Mark(Label label) => generator.MarkLabel(label);

    public void Emit(OpCode code) => generator.Emit(code);

    public void Jump(OpCode code, Label target) => generator.Emit(code, target);

    public void Jump(Label target) => generator.Emit(OpCodes.Br, target);

    public void Switch(Label[] targets) => generator.Emit(OpCodes.Switch, targets);

    public void Load(LocalBuilder local) => generator.Emit(OpCodes.Ldloc, local);

    public void LoadAddress(LocalBuilder local) => generator.Emit(OpCodes.Ldloca, local);

    public void Store(LocalBuilder local) => generator.Emit(OpCodes.Stloc, local);

    /// <summary>Pushes the address of the source state.</summary>
    public void Source() => generator.Emit(OpCodes.Ldarg_1);

    /// <summary>Pushes the address of the target state.</summary>
    public void Target()
    {
        if (TargetHolder is null)
        {
            generator.Emit(OpCodes.Ldarg_2);
        }
        else
        {
            Load(TargetHolder);
        }
    }

    /// <summary>In code that expands: pushes the buffer for the successors.</summary>
    public void Buffer() => generator.Emit(OpCodes.Ldarg_2);

    /// <summary>Pushes the address of the frame.</summary>
    public void Frame() => generator.Emit(OpCodes.Ldarg_3);

    public void LoadField(FieldInfo field) => generator.Emit(OpCodes.Ldfld, field);

    public void StoreField(FieldInfo field) => generator.Emit(OpCodes.Stfld, field);

    public void Const(long value)
    {
        if (value is >= int.MinValue and <= int.MaxValue)
        {
            generator.Emit(OpCodes.Ldc_I4, (int)value);
            generator.Emit(OpCodes.Conv_I8);
        }
        else
        {
            generator.Emit(OpCodes.Ldc_I8, value);
        }
    }

    public void Const(ulong value) => Const(unchecked((long)value));

    public void Const32(int value) => generator.Emit(OpCodes.Ldc_I4, value);

    /// <summary>A constant address.</summary>
    public void Address(nint address)
    {
        generator.Emit(OpCodes.Ldc_I8, (long)address);
        generator.Emit(OpCodes.Conv_I);
    }

    public void Call(Type type, string method) => Call(type.GetMethod(
        method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!);

    public void Call(MethodInfo method) => generator.Emit(OpCodes.Call, method);

    public void ShiftLeft(int bits) => Shift(OpCodes.Shl, bits);

    public void ShiftRight(int bits) => Shift(OpCodes.Shr_Un, bits);

    /// <summary>Keeps the lowest bits.</summary>
    public void Mask(int bits)
    {
        if (bits < 64)
        {
            Const((1UL << bits) - 1);
            Emit(OpCodes.And);
        }
    }

    public void Add(long value)
    {
        if (value != 0)
        {
            Const(value);
            Emit(OpCodes.Add);
        }
    }

    public void Multiply(long factor)
    {
        if (BitOperations.IsPow2(factor))
        {
            ShiftLeft(BitOperations.Log2((ulong)factor));
            return;
        }

        Const(factor);
        Emit(OpCodes.Mul);
    }

    /// <summary>Of a number that is not negative.</summary>
    public void Divide(long divisor)
    {
        if (BitOperations.IsPow2(divisor))
        {
            ShiftRight(BitOperations.Log2((ulong)divisor));
            return;
        }

        Const(divisor);
        Emit(OpCodes.Div_Un);
    }

    /// <summary>Of a number that is not negative.</summary>
    public void Modulo(long divisor)
    {
        if (BitOperations.IsPow2(divisor))
        {
            Mask(BitOperations.Log2((ulong)divisor));
            return;
        }

        Const(divisor);
        Emit(OpCodes.Rem_Un);
    }

    /// <summary>Moves a pointer on.</summary>
    public void AddWords(int words)
    {
        if (words != 0)
        {
            Const32(8 * words);
            Emit(OpCodes.Add);
        }
    }

    private void Shift(OpCode code, int bits)
    {
        if (bits != 0)
        {
            Const32(bits);
            Emit(code);
        }
    }
}
