namespace Explorer.Search.States;

/// <summary>
/// Between states, which a system reads and writes, and items, which searches keep and send: an item stands for exactly
/// one state, and takes a fixed number of words. Searches take it as a struct type argument, so that the calls of the hot
/// loop are bound at compile time. One for each worker; the items of one search mean the same to all its workers.
/// </summary>
internal unsafe interface IStateCodec
{
    /// <summary>Words in a state.</summary>
    int StateWords { get; }

    /// <summary>The state of an item, whose successors are going to be encoded.</summary>
    /// <param name="room">Memory for a state; whether it is used is up to the codec.</param>
    /// <returns>The state's words, good as long as the item and the room are.</returns>
    ulong* Open(ulong* item, ulong* room);

    /// <summary>The state of an item, without getting ready for its successors.</summary>
    ulong* Read(ulong* item, ulong* room);

    /// <summary>Gets ready for encoding successors of the state opened last: what that will look at is being fetched.</summary>
    void Prepare(ulong* successors, int count);

    /// <summary>The item of a successor of the state opened last.</summary>
    /// <param name="room">Memory for an item; whether it is used is up to the codec.</param>
    /// <exception cref="StoreFullException">There is no item left for a new state.</exception>
    ulong* Encode(ulong* successor, ulong* room);

    /// <summary>The item of any state.</summary>
    ulong* EncodeAlone(ulong* state, ulong* room);
}
