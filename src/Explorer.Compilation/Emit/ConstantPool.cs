using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Explorer.Compilation.Layout;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Emit;

/// <summary>Constants in memory: values, and tables. They live as long as the pool.</summary>
internal sealed class ConstantPool
{
    private readonly List<Block> _blocks = [];
    private readonly Dictionary<NumberTable, Block> _tables = [];

    /// <summary>The address of a value's words.</summary>
    public nint Add(Encoding encoding, Value value)
    {
        var words = new ulong[encoding.Words];
        encoding.Encode(value, words);
        return Add(words);
    }

    /// <summary>The address of a table of 16-bit numbers, the same for the same table.</summary>
    public nint Add(NumberTable table)
    {
        if (!_tables.TryGetValue(table, out var block))
        {
            var words = new ulong[(table.Entries.Length + 3) / 4];
            table.Entries.AsSpan().CopyTo(MemoryMarshal.Cast<ulong, ushort>(words.AsSpan()));
            _tables.Add(table, block = new Block(words));
        }

        return block.Address;
    }

    /// <summary>The address of a copy of the words.</summary>
    public nint Add(ReadOnlySpan<ulong> words)
    {
        var block = new Block(words);
        _blocks.Add(block);
        return block.Address;
    }

    /// <summary>The address of a copy of an array of numbers.</summary>
    public nint AddTable(Array items)
    {
        var bytes = Buffer.ByteLength(items);
        var words = new ulong[Math.Max(1, (bytes + 7) / 8)];
        Buffer.BlockCopy(items, 0, words, 0, bytes);
        return Add(words);
    }

    /// <summary>The address of that many words that are zero and may be written.</summary>
    public nint AddZeros(int words)
    {
        var block = new Block(words);
        _blocks.Add(block);
        return block.Address;
    }

    private sealed unsafe class Block
    {
        private readonly void* _allocated;

        // Pages of zeros cost nothing before they are touched.
        public Block(int words)
        {
            _allocated = NativeMemory.AllocZeroed(((nuint)words * 8) + 64);
            Address = (nint)(((nuint)_allocated + 63) & ~(nuint)63);
        }

        public Block(ReadOnlySpan<ulong> words)
            : this(words.Length) => words.CopyTo(new Span<ulong>((void*)Address, words.Length));

        ~Block() => NativeMemory.Free(_allocated);

        public nint Address { get; }
    }
}
