// Bit-state hashing (Gerard Holzmann, "An improved protocol reachability analysis technique", 1988): a state is three
// bits of a large array. A state whose bits are all set is taken for known, so states may be missed, and the more the
// fuller the array is. The three bits are in one cache line, which costs one memory access and a little precision (Putze,
// Sanders, Singler, "Cache-, hash- and space-efficient Bloom filters", 2007). The array does not grow: what is set in a
// small one cannot be moved to a larger one.
//
// All workers share one array. A state that looks new is looked at again under the lock of its line before its bits are set:
// of two workers that have found the same state at once one adds it.
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using System.Threading;
using Explorer.Search.States;

namespace Explorer.Search.VisitedSets;

/// <summary>The array of bits that all workers share.</summary>
internal sealed unsafe class BitstateArray : IDisposable
{
    private const int LineWords = 8;
    private const int Locks = 256;

    private readonly GrowableMemory _memory;
    private readonly Lock[] _locks = new Lock[Locks];
    private readonly ulong* _lines;
    private readonly ulong _lineCount;
    private long _bitsSet;

    /// <param name="bytes">Size of the array.</param>
    public BitstateArray(MemoryBudget budget, long bytes)
    {
        _lineCount = (ulong)Math.Max(1, bytes / (LineWords * sizeof(ulong)));
        _memory = GrowableMemory.OfSize((long)_lineCount * LineWords * sizeof(ulong), budget);
        _lines = (ulong*)_memory.Start;
        for (var i = 0; i < Locks; i++)
        {
            _locks[i] = new Lock();
        }
    }

    /// <summary>Bits, whether set or not.</summary>
    public long Bits => (long)_lineCount * LineWords * 64;

    /// <summary>Bits set, as far as workers have told.</summary>
    public long BitsSet => Volatile.Read(ref _bitsSet);

    /// <summary>The line for a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong* LineOf(ulong hash) => _lines + (Math.BigMul(hash >> 32 << 32, _lineCount, out _) * LineWords);

    /// <summary>Who sets bits of a line must hold this.</summary>
    public Lock LockOf(ulong* line) => _locks[(line - _lines) / LineWords % Locks];

    /// <summary>Takes note of bits that were set.</summary>
    public void NoteSet(long bits) => Interlocked.Add(ref _bitsSet, bits);

    public void Dispose() => _memory.Dispose();
}

/// <param name="array">The one that all workers share.</param>
internal unsafe struct BitstateSet<TLength>(BitstateArray array, TLength length) : IVisitedSet
    where TLength : struct, IStateLength
{
    private const int BitsPerState = 3;
    private const int StatesBetweenNotes = 64;

    private readonly TLength _length = length;
    private readonly BitstateArray _array = array;
    private long _bitsNotNoted;

    public long Count { get; private set; }

    public readonly long Slots => _array.Bits / BitsPerState;

    public readonly long Bytes => _array.Bits / 8;

    /// <summary>The chance of a new state to be taken for a known one, added up over all that were added.</summary>
    public double ExpectedOmissions { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Hash(ulong* item) => Fingerprint.Of(item, _length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong hash)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(_array.LineOf(hash));
        }
    }

    public AddOutcome TryAdd(ulong* item, ulong hash)
    {
        var line = _array.LineOf(hash);
        if (AreSet(line, hash))
        {
            return AddOutcome.Known;
        }

        lock (_array.LockOf(line))
        {
            if (AreSet(line, hash))
            {
                return AddOutcome.Known;
            }

            // Bit 0 of the hash is not the set's; the top 32 have chosen the line.
            NoteAdded(Mark(line, hash >> 1) + Mark(line, hash >> 10) + Mark(line, hash >> 19));
        }

        return AddOutcome.Added;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AddOutcome TryAddNear(ulong* item, ulong hash) => TryAdd(item, hash);

    // It never has to grow.
    public readonly void BeginGrowing()
    {
    }

    public readonly void Move()
    {
    }

    public readonly void EndGrowing()
    {
    }

    public readonly void Refresh()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreSet(ulong* line, ulong hash) =>
        (Word(line, hash >> 1) >> BitOf(hash >> 1) & Word(line, hash >> 10) >> BitOf(hash >> 10)
            & Word(line, hash >> 19) >> BitOf(hash >> 19) & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ulong* line, ulong bits) => Volatile.Read(ref line[WordOf(bits)]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WordOf(ulong bits) => bits >> 6 & 7;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BitOf(ulong bits) => (int)(bits & 63);

    /// <summary>Sets one bit of a line.</summary>
    /// <returns>1 if it was not set.</returns>
    private static int Mark(ulong* line, ulong bits)
    {
        var (word, bit) = ((int)WordOf(bits), 1UL << BitOf(bits));
        var isNew = (line[word] & bit) == 0 ? 1 : 0;
        Volatile.Write(ref line[word], line[word] | bit);
        return isNew;
    }

    private void NoteAdded(int bitsSet)
    {
        var fill = (double)(_array.BitsSet + _bitsNotNoted) / _array.Bits;
        ExpectedOmissions += fill * fill * fill;
        _bitsNotNoted += bitsSet;
        if (++Count % StatesBetweenNotes == 0)
        {
            _array.NoteSet(_bitsNotNoted);
            _bitsNotNoted = 0;
        }
    }
}
