using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Explorer.Compilation.Layout;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Emit;

/// <summary>Constants in memory: values, and tables. They live as long as the pool.</summary>
internal sealed unsafe class ConstantPool
{
    private readonly List<nint> _blocks = [];

    ~ConstantPool()
    {
        foreach (var block in _blocks)
        {
            NativeMemory.AlignedFree((void*)block);
        }
    }

    /// <summary>The address of a value's words.</summary>
    public nint Add(Encoding encoding, Value value)
    {
        var words = new ulong[encoding.Words];
        encoding.Encode(value, words);
        return Add(words);
    }

    /// <summary>The address of a copy of the words.</summary>
    public nint Add(ReadOnlySpan<ulong> words)
    {
        var block = (ulong*)NativeMemory.AlignedAlloc((nuint)words.Length * 8, 64);
        _blocks.Add((nint)block);
        words.CopyTo(new Span<ulong>(block, words.Length));
        return (nint)block;
    }
}
