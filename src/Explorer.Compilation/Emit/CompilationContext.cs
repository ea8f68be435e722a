using System;
using Explorer.Compilation.Layout;
using Explorer.Machines;

namespace Explorer.Compilation.Emit;

/// <summary>What all methods compiled from one model share.</summary>
internal sealed record CompilationContext(MachineModel Model, StateLayout Layout, EncodingTable Encodings, ConstantPool Pool)
{
    /// <summary>Scratch words that the method with the most of them needs.</summary>
    public int ScratchWords { get; private set; }

    public void NeedScratch(int words) => ScratchWords = Math.Max(ScratchWords, words);
}
