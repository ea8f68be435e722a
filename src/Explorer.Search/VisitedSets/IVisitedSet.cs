using System;

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

    /// <summary>Not known yet: what was fetched does not tell, and what may tell is being fetched.</summary>
    Undecided,
}

/// <summary>
/// The set of states seen so far, or of those that one worker owns. Searches take it as a struct type argument, so that
/// the calls of the hot loop are bound at compile time. A state is given by its item, a pointer to the fixed number of
/// words that the set was made for. Not thread safe.
/// </summary>
internal unsafe interface IVisitedSet : IDisposable
{
    /// <summary>Distinct states held.</summary>
    long Count { get; }

    /// <summary>Most states that it may hold: then it is full.</summary>
    long Limit { get; set; }

    /// <summary>Slots of the table, whether used or not.</summary>
    long Slots { get; }

    /// <summary>How many new states it has probably taken for known ones because its memory was too full to tell: 0 if that
    /// cannot be.</summary>
    double ExpectedOmissions { get; }

    /// <summary>The item's hash, the same in every run. Bit 0 tells the set nothing: it belongs to the search.</summary>
    ulong Hash(ulong* item);

    /// <summary>Asks the processor to fetch what <see cref="TryAdd"/> will look at first.</summary>
    void Prefetch(ulong hash);

    /// <summary>Adds a state if it is new.</summary>
    /// <param name="hash">Its hash by <see cref="Hash"/>, but for bit 0.</param>
    /// <exception cref="OutOfMemoryException">The set could not grow; no later call may follow.</exception>
    AddOutcome TryAdd(ulong* item, ulong hash);

    /// <summary>Like <see cref="TryAdd"/>, but looks only at what <see cref="Prefetch"/> has fetched. If that is not
    /// enough it asks the processor for more, and says <see cref="AddOutcome.Undecided"/>.</summary>
    AddOutcome TryAddNear(ulong* item, ulong hash);
}

/// <summary>A visited set that numbers its states in the order in which they were added.</summary>
internal unsafe interface IStateIndex
{
    /// <summary>The number of a state, or -1 if it is not in the set.</summary>
    long IndexOf(ulong* state);
}
