namespace Explorer.Search.VisitedSets;

/// <summary>
/// How entries lie in a bucket of a <see cref="BucketTable{TBucket, TEntry}"/>: a cache line of 64 bytes, all of them zero
/// while it is empty. Entries fill it in order, and never change or go away. Many workers may look and add at once.
/// </summary>
internal unsafe interface IBucket<TEntry>
    where TEntry : unmanaged
{
    /// <summary>How many entries there is room for.</summary>
    static abstract int Capacity { get; }

    /// <summary>The hash of what an entry stands for; its top 32 bits suffice.</summary>
    static abstract ulong HashOf(TEntry entry);

    /// <summary>Looks for an entry.</summary>
    /// <returns>-1 if it is there, else how many others are.</returns>
    static abstract int Look(ulong* bucket, TEntry entry);

    /// <summary>Adds an entry, unless another worker is faster.</summary>
    /// <param name="used">What <see cref="Look"/> has returned, less than the capacity.</param>
    /// <returns>Added, Known, or Undecided: others have filled the bucket.</returns>
    static abstract AddOutcome Add(ulong* bucket, int used, TEntry entry);

    /// <summary>How many entries there are.</summary>
    static abstract int CountOf(ulong* bucket);

    /// <summary>Empties a bucket that nobody else uses.</summary>
    /// <param name="entries">Where its entries go; there must be room for as many as a bucket may have.</param>
    /// <returns>How many there were.</returns>
    static abstract int TakeOut(ulong* bucket, TEntry* entries);

    /// <summary>Writes an entry behind the others in a bucket that nobody else uses.</summary>
    /// <param name="used">How many entries it has, less than the capacity.</param>
    static abstract void Put(ulong* bucket, int used, TEntry entry);
}
