// Sorts what a worker finds by where it will be looked up. The visited sets of a large search are far larger than what
// the processor can translate addresses for (its TLB), and a probe at random costs a walk through page tables on top of the
// access itself. So successors are first put into streams, one for each range of the
// table, which is in the order of hashes; a stream that has grown long is looked up as a whole, within few pages (radix
// partitioning, as in joins of databases: Boncz, Manegold, Kersten, "Database architecture optimized for the new
// bottleneck: memory access", 1999). Each worker has its own streams, of all ranges.
using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Explorer.Search.States;

namespace Explorer.Search.Levels;

internal sealed unsafe class StreamSorter<TItem>(TItem length, ChunkPool pool, int workers) : IDisposable
    where TItem : struct, IStateLength
{
    // A range that this much memory holds has few pages, whatever their size. Sorting pays for tables far larger than that.
    private const long RangeBytes = 4 << 20;
    private const long LeastSortedTable = 256 << 20;
    private const int MostStreams = 512;

    // Of the tables' memory, streams take so small a part.
    private const int ShareOfTable = 32;
    private const int LongestList = 64;

    private readonly int _capacity = pool.Capacity;
    private Stream* _streams;
    private int _rangeBits;
    private int _longest;

    ~StreamSorter() => NativeMemory.AlignedFree(_streams);

    /// <summary>Number of streams; 1 if nothing needs sorting.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>Chooses how many streams there are; all must be empty.</summary>
    /// <param name="tableBytes">Size of the table that all workers share.</param>
    public void Begin(long tableBytes)
    {
        var ranges = tableBytes < LeastSortedTable ? 0 : Math.Min(tableBytes / RangeBytes, MostStreams / 2);
        _rangeBits = 64 - BitOperations.LeadingZeroCount((ulong)ranges);
        var count = 1 << _rangeBits;
        if (Count != count)
        {
            NativeMemory.AlignedFree(_streams);
            _streams = (Stream*)NativeMemory.AlignedAlloc((nuint)(count * sizeof(Stream)), 64);
            new Span<Stream>(_streams, count).Clear();
            Count = count;
        }

        var items = tableBytes / workers / ShareOfTable / (length.Words * sizeof(ulong)) / count;
        _longest = (int)Math.Clamp(items / _capacity, 1, LongestList);
    }

    /// <summary>Puts an item into the stream for its hash.</summary>
    /// <returns>The stream if it has become long, else -1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(ulong* item, ulong hash)
    {
        var index = (int)(hash >> 32 << _rangeBits >> 32);
        var stream = _streams + index;
        var place = stream->Next;
        if (place == stream->End)
        {
            place = BeginChunk(stream);
        }

        StateWords.Copy(item, place, length);
        stream->Next = place + length.Words;
        if ((hash & 1) != 0)
        {
            Mark(stream, place);
        }

        return stream->Next == stream->End && stream->Length >= _longest ? index : -1;
    }

    /// <summary>Takes all chunks of a stream, as a list, or null.</summary>
    public StateChunk* Take(int index)
    {
        var stream = _streams + index;
        var chunks = stream->Chunks;
        if (chunks != null)
        {
            chunks->Count = PlaceOf(stream, stream->Next);
        }

        *stream = default;
        return chunks;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_streams);
        _streams = null;
        GC.SuppressFinalize(this);
    }

    private static void Mark(Stream* stream, int place) => stream->Chunks->Flags[place >> 6] |= 1UL << (place & 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Mark(Stream* stream, ulong* item) => Mark(stream, PlaceOf(stream, item));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int PlaceOf(Stream* stream, ulong* item) => (int)(item - StateChunk.Items(stream->Chunks)) / length.Words;

    private ulong* BeginChunk(Stream* stream)
    {
        var chunk = pool.Take();
        if (stream->Chunks != null)
        {
            stream->Chunks->Count = _capacity;
        }

        chunk->Next = stream->Chunks;
        stream->Chunks = chunk;
        stream->Next = StateChunk.Items(chunk);
        stream->End = stream->Next + (_capacity * length.Words);
        stream->Length++;
        return stream->Next;
    }

    /// <summary>A list of chunks, the one being filled first, and where in it the next item goes.</summary>
    private struct Stream
    {
        public ulong* Next;

        public ulong* End;

        public StateChunk* Chunks;

        public long Length;
    }
}
