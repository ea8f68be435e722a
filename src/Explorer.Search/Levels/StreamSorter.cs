// Sorts what a worker finds by where it will be looked up. The visited sets of a large search are far larger than what
// the processor can translate addresses for (its TLB), and a probe at random costs a walk through page tables on top of the
// access itself. So successors are first put into streams, one for each owner and each range of the owner's
// table, which is in the order of hashes; a stream that has grown long is looked up as a whole, within few pages (radix
// partitioning, as in joins of databases: Boncz, Manegold, Kersten, "Database architecture optimized for the new
// bottleneck: memory access", 1999). A stream for another worker is what is sent to it.
using System.Numerics;
using System.Runtime.CompilerServices;
using Explorer.Search.States;

namespace Explorer.Search.Levels;

internal sealed unsafe class StreamSorter<TItem>(TItem length, ChunkPool pool, int owners)
    where TItem : struct, IStateLength
{
    // A range that this much memory holds has few pages, whatever their size.
    private const long RangeBytes = 1 << 20;
    private const int MostStreams = 1024;

    // Of the tables' memory, streams take so small a part.
    private const int ShareOfTable = 32;

    private readonly int _capacity = pool.Capacity;
    private StateChunk*[] _chunks = [];
    private int[] _lengths = [];
    private int _rangeBits;
    private int _longest;

    /// <summary>Number of streams.</summary>
    public int Count => _chunks.Length;

    /// <summary>Chooses how many streams there are; all must be empty.</summary>
    /// <param name="tableBytes">Size of one owner's table.</param>
    public void Begin(long tableBytes)
    {
        var most = BitOperations.Log2((uint)System.Math.Max(1, MostStreams / owners));
        _rangeBits = System.Math.Clamp(64 - BitOperations.LeadingZeroCount((ulong)(tableBytes / RangeBytes)), 0, most);
        var count = owners << _rangeBits;
        if (_chunks.Length != count)
        {
            _chunks = new StateChunk*[count];
            _lengths = new int[count];
        }

        var items = tableBytes * owners / ShareOfTable / (length.Words * sizeof(ulong)) / count;
        _longest = (int)System.Math.Clamp(items / _capacity, 1, 64);
    }

    /// <summary>Whom a stream's states belong to.</summary>
    public int OwnerOf(int stream) => stream >> _rangeBits;

    /// <summary>Puts an item into the stream for its hash.</summary>
    /// <returns>The stream if it has become long, else -1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(ulong* item, ulong hash, int owner)
    {
        var stream = (owner << _rangeBits) | (int)(hash >> 32 << _rangeBits >> 32);
        var chunk = _chunks[stream];
        if (chunk == null || chunk->Count == _capacity)
        {
            chunk = Begin(stream);
        }

        var index = chunk->Count++;
        StateWords.Copy(item, StateChunk.Items(chunk) + (index * length.Words), length);
        if ((hash & 1) != 0)
        {
            chunk->Flags[index >> 6] |= 1UL << (index & 63);
        }

        return index == _capacity - 1 && _lengths[stream] >= _longest ? stream : -1;
    }

    /// <summary>Takes all chunks of a stream, as a list, or null.</summary>
    public StateChunk* Take(int stream)
    {
        var chunks = _chunks[stream];
        _chunks[stream] = null;
        _lengths[stream] = 0;
        return chunks;
    }

    private StateChunk* Begin(int stream)
    {
        var chunk = pool.Take();
        chunk->Next = _chunks[stream];
        _chunks[stream] = chunk;
        _lengths[stream]++;
        return chunk;
    }
}
