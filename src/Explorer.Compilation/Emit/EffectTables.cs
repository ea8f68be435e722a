using System;
using System.Numerics;
using System.Runtime.Intrinsics.X86;
using Explorer.Compilation.Analysis;

namespace Explorer.Compilation.Emit;

/// <summary>
/// What steps do to the state, remembered: the result of a step that depends on few bits of one word is looked up in a
/// table by these bits (memo functions: Michie, 1968). Entries are filled by the step's code when it is first executed
/// with the bits, by whichever worker comes first: all would write the same. A step that draws, or that depends on many
/// bits, has a table that stays empty, and so do bits for which it is blocked, meets a fault or violates an assertion.
/// An entry is the complement of the bits that are written; 0 is empty, as no step writes all of a word.
/// </summary>
internal static class EffectTables
{
    /// <summary>Words of an action's record: the bits that index its table, the bits that stay, the table, and the word's
    /// distance from the first in bytes.</summary>
    public const int RecordWords = 4;

    // Bits that index one table, and entries of all tables of one method.
    private const int MostBits = 11;
    private const int MostEntries = 1 << 16;

    // Longer states are not copied word by word.
    private const int LongestState = 4;

    /// <summary>The address of the actions' records, and which of them have tables; null if none has.</summary>
    /// <param name="steps">Those of the actions; null for one that is not to be remembered.</param>
    public static (nint Records, bool[] HasTable)? Add(CompilationContext context, ReadOnlySpan<StepSource?> steps)
    {
        if (!HasFastExtract || context.Layout.Words > LongestState)
        {
            return null;
        }

        var (records, hasTable, entries) = (new ulong[RecordWords * steps.Length], new bool[steps.Length], 0);
        var (support, never) = (new BitSupport(context.Model, context.Layout), context.Pool.Add([0]));
        for (var i = 0; i < steps.Length; i++)
        {
            var record = records.AsSpan(RecordWords * i, RecordWords);
            record[2] = (ulong)never;
            var bits = steps[i] is { } step ? StepBits.Of(context.Model, context.Layout, support, step) : null;
            if (bits is not null && bits.Writes != ulong.MaxValue && BitOperations.PopCount(bits.Reads) is var indexed
                && indexed <= MostBits && entries + (1 << indexed) <= MostEntries)
            {
                entries += 1 << indexed;
                hasTable[i] = true;
                (record[0], record[1]) = (bits.Reads, ~bits.Writes);
                (record[2], record[3]) = ((ulong)context.Pool.AddZeros(1 << indexed), 8 * (ulong)bits.Word);
            }
        }

        return entries > 0 ? (context.Pool.Add(records), hasTable) : null;
    }

    /// <summary>Does the processor extract bits by one instruction? AMD's before family 19h do so in microcode.</summary>
    private static bool HasFastExtract { get; } = Bmi2.X64.IsSupported && !IsOldAmd();

    private static bool IsOldAmd()
    {
        const int Auth = 0x68747541;
        var (signature, vendor) = (X86Base.CpuId(1, 0).Eax, X86Base.CpuId(0, 0).Ebx);
        return vendor == Auth && ((signature >> 8) & 15) + ((signature >> 20) & 255) < 0x19;
    }
}
