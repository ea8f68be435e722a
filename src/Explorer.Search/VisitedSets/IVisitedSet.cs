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
/// The set of states seen so far. Searches take it as a struct type argument, so that the calls of the hot loop are
/// bound at compile time. A state is a pointer to the fixed number of words that the set was made for.
/// </summary>
internal unsafe interface IVisitedSet : IDisposable
{
    /// <summary>Distinct states held.</summary>
    long Count { get; }

    /// <summary>Slots of the table, whether used or not.</summary>
    long Slots { get; }

    /// <summary>The state's hash, the same in every run.</summary>
    ulong Hash(ulong* state);

    /// <summary>Asks the processor to fetch what <see cref="TryAdd"/> will look at first.</summary>
    void Prefetch(ulong hash);

    /// <summary>Adds a state if it is new.</summary>
    /// <param name="hash">Its hash by <see cref="Hash"/>.</param>
    /// <exception cref="OutOfMemoryException">The set could not grow; no later call may follow.</exception>
    AddOutcome TryAdd(ulong* state, ulong hash);

    /// <summary>Like <see cref="TryAdd"/>, but looks only at what <see cref="Prefetch"/> has fetched. If that is not
    /// enough it asks the processor for more, and says <see cref="AddOutcome.Undecided"/>.</summary>
    AddOutcome TryAddNear(ulong* state, ulong hash);
}

/// <summary>A visited set that numbers its states in the order in which they were added.</summary>
internal unsafe interface IStateIndex
{
    /// <summary>The number of a state, or -1 if it is not in the set.</summary>
    long IndexOf(ulong* state);
}

/// <summary>The states waiting to be expanded, level by level, in the order in which they were found.</summary>
internal unsafe interface IFrontier : IDisposable
{
    /// <summary>States of the current level not yet taken, and states of the next one.</summary>
    long Waiting { get; }

    /// <summary>Puts a state that the visited set has just added at the end of the next level.</summary>
    void Add(ulong* state);

    /// <summary>Takes the next state of the current level. The pointer is good until a state is added to the visited set
    /// or to the frontier.</summary>
    bool TryTake(out ulong* state);

    /// <summary>Makes the next level, which is then empty, the current one.</summary>
    /// <returns>The number of states in what is now the current level.</returns>
    long Advance();
}
