// Numbers for words: each distinct word gets the next number, and can be had back by it. Many threads look up, which takes
// no lock; few words are new, and these are added under one.
//
// Words stand in blocks that never move, by number. A table of words with their numbers (plus one; zero is empty) finds
// them by open addressing with linear probing, one cache line for most. What is published, and how: a word is written to
// its block and its slot, then its number to the slot (release); a reader that sees the number (acquire) sees the word. A
// table that is two thirds full is replaced by one half as large again or, while it is small, twice as large, published
// as a whole; readers of the old one miss what was added since, and look again under the lock. Old tables are kept
// until nobody can be reading them.
// It holds fewer than 2^32 words, and forgets none.
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Threading;
using Explorer.Search.VisitedSets;

namespace Explorer.Search.States;

internal sealed unsafe class InternTable : IDisposable
{
    private const int BlockBits = 10;
    private const int BlockWords = 1 << BlockBits;
    private const long MostWords = uint.MaxValue - 1L;
    private const int SmallestSlots = 1 << 8;
    private const long LargeSlots = 1 << 20;

    private readonly Lock _lock = new();
    private readonly MemoryBudget _budget;
    private readonly List<nint> _allocated = [];
    private readonly List<Slots> _old = [];
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

    /// <summary>Asks the processor to fetch what <see cref="NumberOf"/> will look at first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(ulong word)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Volatile.Read(ref _slots).HomeOf(StateHash.Of(word)));
        }
    }

    /// <summary>The number of a word, which is added if it is new.</summary>
    /// <exception cref="StoreFullException">It is new, and there are no more numbers.</exception>
    /// <exception cref="OutOfMemoryException">It is new, and there is no memory.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint NumberOf(ulong word)
    {
        var slots = Volatile.Read(ref _slots);
        var hash = StateHash.Of(word);
        for (var slot = slots.HomeOf(hash); ; slot = slots.After(slot))
        {
            var number = Volatile.Read(ref slot->Number);
            if (number == 0)
            {
                return Add(word, hash);
            }

            if (slot->Word == word)
            {
                return number - 1;
            }
        }
    }

    /// <summary>The word of a number that <see cref="NumberOf"/> has given.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong WordAt(uint number) => ((ulong*)_blocks[number >> BlockBits])[number & (BlockWords - 1)];

    /// <summary>Frees the tables that were replaced. No thread may be looking up.</summary>
    public void FreeReplaced()
    {
        foreach (var slots in _old)
        {
            _allocated.Remove(slots.Memory);
            NativeMemory.Free((void*)slots.Memory);
            _budget.Take(-slots.Bytes);
        }

        _old.Clear();
    }

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
            var slot = slots.HomeOf(hash);
            for (; slot->Number != 0; slot = slots.After(slot))
            {
                if (slot->Word == word)
                {
                    return slot->Number - 1;
                }
            }

            var number = Append(word);
            slot->Word = word;
            Volatile.Write(ref slot->Number, number + 1);
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
        var old = _slots.Count;
        var slots = NewSlots(old < LargeSlots ? old * 2 : old + (old / 2));
        for (uint number = 0; number < _count; number++)
        {
            var word = WordAt(number);
            var slot = slots.HomeOf(StateHash.Of(word));
            while (slot->Number != 0)
            {
                slot = slots.After(slot);
            }

            *slot = new Slot { Word = word, Number = number + 1 };
        }

        _old.Add(_slots);
        Volatile.Write(ref _slots, slots);
    }

    private Slots NewSlots(long count) => new((Slot*)Allocate(count * sizeof(Slot)), count);

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

    private struct Slot
    {
        public ulong Word;

        public uint Number;
    }

    private sealed class Slots(Slot* slots, long count)
    {
        private readonly Slot* _end = slots + count;

        public nint Memory => (nint)slots;

        public long Count => count;

        public long Bytes => count * sizeof(Slot);

        public long MostUsed => count / 3 * 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Slot* HomeOf(ulong hash) => slots + ((hash >> 32) * (ulong)count >> 32);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Slot* After(Slot* slot) => slot + 1 == _end ? slots : slot + 1;
    }
}
