using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Explorer.Compilation.Layout;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Emit;

/// <summary>Constants that are values in memory. They live as long as the pool.</summary>
internal sealed unsafe class ConstantPool
{
    private readonly List<nint> _blocks = [];

    ~ConstantPool()
    {
        foreach (var block in _blocks)
        {
            NativeMemory.Free((void*)block);
        }
    }

    /// <summary>The address of a value's words.</summary>
    public nint Add(Encoding encoding, Value value)
    {
        var block = (ulong*)NativeMemory.AllocZeroed((nuint)encoding.Words, 8);
        _blocks.Add((nint)block);
        encoding.Encode(value, new Span<ulong>(block, encoding.Words));
        return (nint)block;
    }
}
