namespace Explorer.Search.VisitedSets;

/// <summary>What became of a state offered to a visited set.</summary>
internal enum AddOutcome
{
    /// <summary>It was there already.</summary>
    Known,

    /// <summary>It is there now.</summary>
    Added,

    /// <summary>It is new, and the set holds as many states as it may: it was not added.</summary>
    Full,

    /// <summary>It is new, and the set has to grow before it can be added.</summary>
    Crowded,

    /// <summary>Not known yet: what was fetched does not tell, and what may tell is being fetched.</summary>
    Undecided,
}

/// <summary>
/// The set of states seen so far, as one worker sees it: all workers of a search add to one set, each by way of a value of
/// its own, which is not thread safe. Searches take it as a struct type argument, so that the calls of the hot loop are
/// bound at compile time. A state is given by its item, a pointer to the fixed number of words that the set was made for.
/// </summary>
internal unsafe interface IVisitedSet
{
    /// <summary>Distinct states that this worker has added.</summary>
    long Count { get; }

    /// <summary>Slots of the whole set, whether used or not.</summary>
    long Slots { get; }

    /// <summary>Size of the memory that the whole set is looked up in.</summary>
    long Bytes { get; }

    /// <summary>How many new states this worker has probably taken for known ones because the set's memory was too full to
    /// tell: 0 if that cannot be.</summary>
    double ExpectedOmissions { get; }

    /// <summary>The item's hash, the same in every run. Bit 0 tells the set nothing: it belongs to the search.</summary>
    ulong Hash(ulong* item);

    /// <summary>Asks the processor to fetch what <see cref="TryAdd"/> will look at first.</summary>
    void Prefetch(ulong hash);

    /// <summary>Adds a state if it is new: of several workers that offer it one is told so.</summary>
    /// <param name="hash">Its hash by <see cref="Hash"/>, but for bit 0.</param>
    /// <returns>Known, Added or Crowded.</returns>
    AddOutcome TryAdd(ulong* item, ulong hash);

    /// <summary>Like <see cref="TryAdd"/>, but looks only at what <see cref="Prefetch"/> has fetched. If that is not
    /// enough it asks the processor for more, and says <see cref="AddOutcome.Undecided"/>.</summary>
    AddOutcome TryAddNear(ulong* item, ulong hash);

    /// <summary>Begins to let the set grow. Until <see cref="EndGrowing"/> nobody may use the set, and each worker must call
    /// <see cref="Refresh"/> before it does again.</summary>
    /// <exception cref="System.OutOfMemoryException">The set could not grow; nobody may use it any more.</exception>
    void BeginGrowing();

    /// <summary>Does a share of the work of growing; several workers may at once.</summary>
    void Move();

    /// <summary>Ends growing, when no worker is moving.</summary>
    /// <exception cref="System.OutOfMemoryException">As for <see cref="BeginGrowing"/>.</exception>
    void EndGrowing();

    /// <summary>Takes note that the set may have grown.</summary>
    void Refresh();
}

/// <summary>A visited set that numbers its states in the order in which they were added.</summary>
internal unsafe interface IStateIndex
{
    /// <summary>The number of a state, or -1 if it is not in the set.</summary>
    long IndexOf(ulong* state);
}
