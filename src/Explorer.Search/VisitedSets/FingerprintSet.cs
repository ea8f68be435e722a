// A set of fingerprints: of each state the table holds 63 bits of a hash, whatever the state's length (Wolper and Leroy,
// "Reliable hashing without collision detection", 1993: hash compaction; TLC keeps its states like this). A new state
// whose fingerprint is there already is taken for a known one, and what only it leads to is never seen. For n states the
// probability that this happens at all is at most n * (n - 1) / 2^64 if the hash is as good as a random one, which a
// chain of invertible mixing steps over all words is, as far as states of models go; it does not resist an adversary.
using System.Runtime.CompilerServices;
using Explorer.Search.States;

namespace Explorer.Search.VisitedSets;

/// <param name="table">The one that all workers share.</param>
internal unsafe struct FingerprintSet<TLength>(BucketTable<WordBucket<FingerprintEntry>, ulong> table, TLength length) : IVisitedSet
    where TLength : struct, IStateLength
{
    private readonly TLength _length = length;
    private TableAccess<WordBucket<FingerprintEntry>, ulong> _table = new(table);

    public readonly long Count => _table.Count;

    public readonly long Slots => _table.Slots;

    public readonly long Bytes => _table.Bytes;

    public readonly double ExpectedOmissions => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Hash(ulong* item) => Fingerprint.Of(item, _length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong hash) => _table.Prefetch(hash);

    public AddOutcome TryAdd(ulong* item, ulong hash) => _table.TryAdd(hash | 1, hash);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AddOutcome TryAddNear(ulong* item, ulong hash) => _table.TryAddNear(hash | 1, hash);

    public void BeginGrowing() => _table.BeginGrowing();

    public readonly void Move() => _table.Move();

    public readonly void EndGrowing() => _table.EndGrowing();

    public void Refresh() => _table.Refresh();
}

/// <summary>A fingerprint, bit 0 of which is set so that none is zero.</summary>
internal readonly struct FingerprintEntry : ITableEntry
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong HashOf(ulong entry) => entry;
}
