// Numbers for words: each distinct word gets the next number, and can be had back by it. Many threads look up, which takes
// no lock; few words are new, and these are added under one.
//
// Words stand in blocks that never move, by number. A table of numbers (plus one; zero is empty) finds the number of a
// word by open addressing with linear probing. What is published, and how: a word is written to its block, then its number
// to the table (release); a reader that sees the number (acquire) sees the word. A table that is three quarters full is
// replaced by one twice as large, published as a whole; readers of the old one miss what was added since, and look again
// under the lock. Old tables are kept until the end: together they are smaller than the newest.
// It holds fewer than 2^32 words, and forgets none.
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Explorer.Search.VisitedSets;

namespace Explorer.Search.States;

internal sealed unsafe class InternTable : IDisposable
{
    private const int BlockBits = 10;
    private const int BlockWords = 1 << BlockBits;
    private const long MostWords = uint.MaxValue - 1L;
    private const int SmallestSlots = 1 << 8;

    private readonly Lock _lock = new();
    private readonly MemoryBudget _budget;
    private readonly List<nint> _allocated = [];
    private readonly long _mostWords;
    private nint[] _blocks = new nint[16];
    private Slots _slots;
    private long _count;

    public InternTable(MemoryBudget budget, long mostWords = MostWords)
    {
        _budget = budget;
        _mostWords = Math.Min(mostWords, MostWords);
        _slots = NewSlots(SmallestSlots);
    }

    ~InternTable() => Release();

    /// <summary>Distinct words.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>The number of a word, which is added if it is new.</summary>
    /// <exception cref="StoreFullException">It is new, and there are no more numbers.</exception>
    /// <exception cref="OutOfMemoryException">It is new, and there is no memory.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint NumberOf(ulong word)
    {
        var slots = Volatile.Read(ref _slots);
        var hash = StateHash.Of(word);
        for (var i = slots.HomeOf(hash); ; i = (i + 1) & slots.Mask)
        {
            var entry = Volatile.Read(ref slots.Entries[i]);
            if (entry == 0)
            {
                return Add(word, hash);
            }

            if (WordAt(entry - 1) == word)
            {
                return entry - 1;
            }
        }
    }

    /// <summary>The word of a number that <see cref="NumberOf"/> has given.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong WordAt(uint number) => ((ulong*)_blocks[number >> BlockBits])[number & (BlockWords - 1)];

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private uint Add(ulong word, ulong hash)
    {
        lock (_lock)
        {
            // Another thread may have been faster.
            var slots = _slots;
            var i = slots.HomeOf(hash);
            for (; slots.Entries[i] != 0; i = (i + 1) & slots.Mask)
            {
                if (WordAt(slots.Entries[i] - 1) == word)
                {
                    return slots.Entries[i] - 1;
                }
            }

            var number = Append(word);
            Volatile.Write(ref slots.Entries[i], number + 1);
            if (_count > slots.MostUsed)
            {
                Grow();
            }

            return number;
        }
    }

    private uint Append(ulong word)
    {
        if (_count >= _mostWords)
        {
            throw new StoreFullException();
        }

        var block = (int)(_count >> BlockBits);
        if ((_count & (BlockWords - 1)) == 0)
        {
            AddBlock(block);
        }

        ((ulong*)_blocks[block])[_count & (BlockWords - 1)] = word;
        Volatile.Write(ref _count, _count + 1);
        return (uint)(_count - 1);
    }

    private void AddBlock(int block)
    {
        var words = Allocate((long)BlockWords * sizeof(ulong));
        if (block < _blocks.Length)
        {
            Volatile.Write(ref _blocks[block], words);
            return;
        }

        // Readers of the old list only ask for what it has.
        var blocks = new nint[_blocks.Length * 2];
        _blocks.CopyTo(blocks, 0);
        blocks[block] = words;
        Volatile.Write(ref _blocks, blocks);
    }

    private void Grow()
    {
        var slots = NewSlots(_slots.Count * 2);
        for (uint number = 0; number < _count; number++)
        {
            var i = slots.HomeOf(StateHash.Of(WordAt(number)));
            while (slots.Entries[i] != 0)
            {
                i = (i + 1) & slots.Mask;
            }

            slots.Entries[i] = number + 1;
        }

        Volatile.Write(ref _slots, slots);
    }

    private Slots NewSlots(long count) => new((uint*)Allocate(count * sizeof(uint)), count);

    private nint Allocate(long bytes)
    {
        _budget.Take(bytes);
        var memory = (nint)NativeMemory.AllocZeroed((nuint)bytes);
        _allocated.Add(memory);
        return memory;
    }

    private void Release()
    {
        foreach (var memory in _allocated)
        {
            NativeMemory.Free((void*)memory);
        }

        _allocated.Clear();
    }

    private sealed class Slots(uint* entries, long count)
    {
        public uint* Entries { get; } = entries;

        /// <summary>A power of two.</summary>
        public long Count { get; } = count;

        public ulong Mask { get; } = (ulong)count - 1;

        public long MostUsed => Count / 4 * 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong HomeOf(ulong hash) => (hash >> 32) * (Mask + 1) >> 32;
    }
}
