using System;
using System.Collections.Generic;
using System.Reflection.Emit;
using Explorer.Compilation.Emit;
using Explorer.Compilation.Layout;

namespace Explorer.Compilation.Symmetry;

/// <summary>Writes the image of a state under one renaming; the two must not overlap.</summary>
internal unsafe delegate void RenamingDelegate(ulong* state, ulong* image);

/// <summary>
/// Compiles the exchange of two neighbouring identities on packed states. Most bits stay where they are; those that are
/// indexed by the two are exchanged, many at once where they lie the same distance apart (delta swaps: Knuth, The Art of
/// Computer Programming 4A, 7.1.3); then, where a number stands for a value with one of the two in it, the difference of
/// the image and the number is added. Differences wrap around: their sum is right.
/// </summary>
internal sealed class TranspositionEmitter
{
    private readonly PartTables _tables;
    private readonly int _transposition;
    private readonly ConstantPool _pool;
    private readonly PartEmitter _parts;
    private readonly Il _il;

    private TranspositionEmitter(PartTables tables, int transposition, Il il, ConstantPool pool)
    {
        _tables = tables;
        _transposition = transposition;
        _pool = pool;
        _il = il;
        _parts = new PartEmitter(il, tables.Cut, pool);
    }

    /// <summary>The code of one transposition; null if it does not map the bits of a state to each other.</summary>
    public static unsafe RenamingDelegate? Compile(PartTables tables, CodeImages images, int transposition, int words, ConstantPool pool)
    {
        if (BitMoves.Of(tables.Cut.Regions, images, words) is not { } bits)
        {
            return null;
        }

        var method = new DynamicMethod(
            $"transposition {transposition}", typeof(void), [typeof(ulong*), typeof(ulong*)],
            typeof(TranspositionEmitter).Module, skipVisibility: true);
        var emitter = new TranspositionEmitter(tables, transposition, new Il(method.GetILGenerator()), pool);
        emitter.Emit(bits);
        return method.CreateDelegate<RenamingDelegate>();
    }

    private void Emit(BitMoves bits)
    {
        var plain = new List<int>();
        var guarded = new List<int>();
        for (var part = 0; part < _tables.Parts.Count; part++)
        {
            if (_tables.Images[_transposition][part] is not null || _tables.Parts[part].Weight != Target(part).Weight)
            {
                (_tables.Parts[part].Guard < 0 ? plain : guarded).Add(part);
            }
        }

        for (var word = 0; word < bits.Keep.Length; word++)
        {
            _il.Emit(OpCodes.Ldarg_1);
            _il.AddWords(word);
            EmitWord(bits, word, plain);
            _il.Emit(OpCodes.Stind_I8);
        }

        bits.Guarded.ForEach(EmitGuarded);
        guarded.ForEach(EmitGuarded);
        _parts.End();
        _il.Emit(OpCodes.Ret);
    }

    private void EmitGuarded(RegionMove move)
    {
        _parts.Begin(move.From.Guard);
        _il.Emit(OpCodes.Ldarg_1);
        _il.AddWords(move.To.Word);
        _il.Emit(OpCodes.Dup);
        _il.Emit(OpCodes.Ldind_I8);
        PushMasked(move.From.Word, Encoding.Mask(move.From.Width) << move.From.Shift);
        _il.ShiftRight(move.From.Shift);
        _il.ShiftLeft(move.To.Shift);
        _il.Emit(OpCodes.Or);
        _il.Emit(OpCodes.Stind_I8);
    }

    private void EmitGuarded(int part)
    {
        _parts.Begin(_tables.Parts[part].Guard);
        _il.Emit(OpCodes.Ldarg_1);
        _il.AddWords(Target(part).Word);
        _il.Emit(OpCodes.Dup);
        _il.Emit(OpCodes.Ldind_I8);
        AddDifference(part);
        _il.Emit(OpCodes.Stind_I8);
    }

    private void EmitWord(BitMoves bits, int word, List<int> changed)
    {
        PushMasked(word, bits.Keep[word]);
        foreach (var move in bits.Moves)
        {
            if (move.Target == word)
            {
                PushMasked(move.Source, move.Mask);
                _il.ShiftLeft(Math.Max(move.Distance, 0));
                _il.ShiftRight(Math.Max(-move.Distance, 0));
                _il.Emit(OpCodes.Or);
            }
        }

        foreach (var part in changed)
        {
            if (Target(part).Word == word)
            {
                AddDifference(part);
            }
        }
    }

    private void PushMasked(int word, ulong mask)
    {
        if (mask == 0)
        {
            _il.Const(0);
            return;
        }

        _parts.Word(word);
        if (mask != ulong.MaxValue)
        {
            _il.Const(mask);
            _il.Emit(OpCodes.And);
        }
    }

    private StatePart Target(int part) => _tables.Parts[_tables.Partners[_transposition][part]];

    // Adds to the word on the stack.
    private void AddDifference(int index)
    {
        var part = _tables.Parts[index];
        var table = _tables.Differences(_transposition, index, _pool);
        _il.Address(table.Address);
        _parts.Number(part.Field, table.IsShort ? 1 : 3);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        _il.Emit(table.IsShort ? OpCodes.Ldind_I2 : OpCodes.Ldind_I8);
        if (table.IsShort)
        {
            _il.Emit(OpCodes.Conv_I8);
        }

        _il.ShiftLeft(Target(index).Shift);
        _il.Emit(OpCodes.Add);
    }
}
