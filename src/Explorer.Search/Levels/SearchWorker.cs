// One worker of a level-synchronous search. States belong to workers by their hash: each worker has a visited set and a
// frontier of its own, and only it adds to them, so they need no locks (Ulrich Stern and David Dill, "Parallelizing the
// Murphi verifier", 1997, did this over a network; here chunks of states go through memory). Expanding reads only, so
// any worker expands any state; what it finds it keeps or sends to the owner. While others are parked ("alone") it does
// the owners' work as well.
//
// In a wide level successors are sorted into streams (StreamSorter), in a narrow one they wait in a ring; either way time
// passes between the prefetch of their slot and the probe. The few whose bucket is full and has them not wait in a second
// ring until the next bucket is there too; all is emptied at the end of a level. New states are judged
// when they are stored, steps when their source is expanded, the limit and deadlocks likewise. Bit 0 of the hash that
// travels with a state says whether the step to it can have changed what a property says.
// It keeps no parents: a schedule is found afterwards (ScheduleFinder).
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Explorer.Core.Systems;
using Explorer.Search.States;
using Explorer.Search.VisitedSets;

namespace Explorer.Search.Levels;

internal sealed unsafe class SearchWorker<TCodec, TVisited, TItem> : IDisposable
    where TCodec : struct, IStateCodec
    where TVisited : struct, IVisitedSet
    where TItem : struct, IStateLength
{
    private const int ExpansionsBetweenPolls = 256;
    private const int LongestMailbox = 256;

    // Divides the items that share a word of flags.
    private const int BlockItems = 32;

    private readonly ITransitionSystem _system;
    private readonly SearchTeam<TCodec, TVisited, TItem> _team;
    private readonly SuccessorBuffer _successors;
    private readonly ulong[] _mayAffect;
    private readonly TItem _length;
    private readonly int _index;
    private readonly StreamSorter<TItem> _streams;
    private readonly ulong* _source;
    private readonly ulong* _room;
    private readonly ulong* _judged;
    private TCodec _codec;
    private TVisited _visited;
    private PendingRing<TItem> _pending;
    private PendingRing<TItem> _late;
    private ulong _open;
    private int _level;
    private int _untilPoll = ExpansionsBetweenPolls;

    public SearchWorker(int index, SearchTeam<TCodec, TVisited, TItem> team, TCodec codec, TVisited visited, TItem length)
    {
        (_index, _team, _system, _codec, _visited, _length) = (index, team, team.System, codec, visited, length);
        Findings = new PropertyFindings(_system, team.Options.Properties);
        Ledger = new ExpansionLedger(_system, Findings);
        Frontier = new LevelFrontier<TItem>(length, team.FrontierChunks);
        _successors = new SuccessorBuffer(_system.StateLength);
        _mayAffect = Array.ConvertAll([.. _system.Actions], a => a.MayAffect);
        _streams = new StreamSorter<TItem>(length, team.StreamChunks, team.Size);
        _pending = new PendingRing<TItem>(length);
        _late = new PendingRing<TItem>(length);
        var words = Math.Max(codec.StateWords, length.Words);
        _source = (ulong*)NativeMemory.AlignedAlloc((nuint)(3 * words) * sizeof(ulong), 64);
        _room = _source + words;
        _judged = _room + words;
    }

    public PropertyFindings Findings { get; }

    public ExpansionLedger Ledger { get; }

    public LevelFrontier<TItem> Frontier { get; }

    public Mailbox Mailbox { get; } = new();

    public long Count => _visited.Count;

    public long Slots => _visited.Slots;

    public double ExpectedOmissions => _visited.ExpectedOmissions;

    /// <summary>States outside the limit among those that this worker took.</summary>
    public long Cut { get; private set; }

    /// <summary>Streams into which what it finds is sorted.</summary>
    public int Streams => _streams.Count;

    /// <summary>Gets ready for a level: what it stores from now on is one step further away.</summary>
    public void Begin(int level)
    {
        (_level, _open) = (level, Findings.Open);
        _streams.Begin(_visited.Slots * sizeof(ulong));
    }

    /// <summary>Offers a state to its owner, while no other worker is at work.</summary>
    public bool OfferInitial(ulong* state)
    {
        var item = _codec.EncodeAlone(state, _room);
        var hash = _visited.Hash(item) | 1;
        return _team.OwnerOf(hash).Offer(item, hash);
    }

    /// <summary>Expands the states of a chunk. False: the search is over.</summary>
    public bool Expand(StateChunk* chunk)
    {
        var item = StateChunk.Items(chunk);
        for (var i = 0; i < chunk->Count; i++, item += _length.Words)
        {
            if (--_untilPoll == 0 && !Poll())
            {
                return false;
            }

            var state = _codec.Open(item, _source);
            var words = new ReadOnlySpan<ulong>(state, _codec.StateWords);
            if (!_system.IsWithinLimit(words))
            {
                Cut++;
                continue;
            }

            _system.Expand(words, _successors);
            Ledger.Note(state, _successors, _level);
            if (_team.IsAlone ? !StoreSuccessors() : !SortSuccessors())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes in what others have sent. False: the search is over.</summary>
    public bool Receive()
    {
        while (Mailbox.TryTake() is var chunks && chunks != null)
        {
            if (!TakeIn(chunks))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Empties the streams. False: the search is over.</summary>
    public bool Flush()
    {
        for (var stream = 0; stream < _streams.Count; stream++)
        {
            if (!Dispatch(stream))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Stores all that is waiting for memory. False: the search is over.</summary>
    public bool Drain()
    {
        while (_pending.TryTake(out var entry))
        {
            if (!Offer(entry + 1, entry[0]))
            {
                return false;
            }
        }

        while (_late.TryTake(out var entry))
        {
            if (!Offer(entry + 1, entry[0]))
            {
                return false;
            }
        }

        return true;
    }

    public void Dispose()
    {
        _visited.Dispose();
        _pending.Dispose();
        _late.Dispose();
        _successors.Dispose();
        _streams.Dispose();
        Ledger.Dispose();
        NativeMemory.AlignedFree(_source);
    }

    // The hot loop: every transition passes through it, so what it calls is inlined, and nothing in it allocates.
    private bool SortSuccessors()
    {
        var successor = _successors.States;
        var actions = _successors.Actions;
        var (firings, mayAffect, open) = (Ledger.Firings, _mayAffect, _open);
        var (count, stateWords) = (_successors.Count, _codec.StateWords);
        _codec.Prepare(successor, count);
        for (var i = 0; i < count; i++, successor += stateWords)
        {
            var action = actions[i];
            firings[action]++;
            var item = _codec.Encode(successor, _room);
            var hash = _visited.Hash(item) & ~1UL;
            hash |= (mayAffect[action] & open) != 0 ? 1UL : 0;
            var owner = _team.IndexOfOwner(hash);
            if (owner == _index && _streams.AreWhole ? !Enqueue(item, hash) : !Sort(item, hash, owner))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Sort(ulong* item, ulong hash, int owner)
    {
        var stream = _streams.Add(item, hash, owner);
        return stream < 0 || Dispatch(stream);
    }

    // The same for narrow levels, which one worker does for all.
    private bool StoreSuccessors()
    {
        var successor = _successors.States;
        var actions = _successors.Actions;
        var isOnly = _team.Size == 1;
        _codec.Prepare(successor, _successors.Count);
        for (var i = 0; i < _successors.Count; i++, successor += _codec.StateWords)
        {
            Ledger.Firings[actions[i]]++;
            var item = _codec.Encode(successor, _room);
            var hash = _visited.Hash(item) & ~1UL;
            hash |= (_mayAffect[actions[i]] & _open) != 0 ? 1UL : 0;
            if (isOnly ? !Enqueue(item, hash) : !EnqueueAtOwner(item, hash))
            {
                return false;
            }
        }

        return true;
    }

    private bool EnqueueAtOwner(ulong* item, ulong hash) => _team.OwnerOf(hash).Enqueue(item, hash);

    // Looks up what is in a stream, or sends it; while the owner has too much to do, it takes in what it has got itself.
    private bool Dispatch(int stream)
    {
        var (owner, chunks) = (_streams.OwnerOf(stream), (nint)_streams.Take(stream));
        if (owner == _index || chunks == 0)
        {
            return TakeIn((StateChunk*)chunks);
        }

        var mailbox = _team[owner].Mailbox;
        var spin = default(SpinWait);
        while (mailbox.Count > LongestMailbox && !_team.Monitor.HasEnded)
        {
            if (!Receive())
            {
                return false;
            }

            spin.SpinOnce(sleep1Threshold: -1);
        }

        mailbox.Post((StateChunk*)chunks);
        return true;
    }

    private bool TakeIn(StateChunk* chunks)
    {
        while (chunks != null)
        {
            for (var first = 0; first < chunks->Count; first += BlockItems)
            {
                if (!TakeIn(chunks, first, Math.Min(BlockItems, chunks->Count - first)))
                {
                    return false;
                }
            }

            var next = chunks->Next;
            _team.StreamChunks.Give(chunks);
            chunks = next;
        }

        return true;
    }

    // The other half of the hot loop. All slots of a block are asked for before the first is looked at.
    [SkipLocalsInit]
    private bool TakeIn(StateChunk* chunk, int first, int count)
    {
        var hashes = stackalloc ulong[BlockItems];
        var items = StateChunk.Items(chunk) + (first * _length.Words);
        var flags = chunk->Flags[first >> 6] >> (first & 63);
        for (var i = 0; i < count; i++)
        {
            var hash = (_visited.Hash(items + (i * _length.Words)) & ~1UL) | (flags >> i & 1);
            _visited.Prefetch(hash);
            hashes[i] = hash;
        }

        for (var i = 0; i < count; i++)
        {
            if (!OfferNear(items + (i * _length.Words), hashes[i]))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Enqueue(ulong* item, ulong hash)
    {
        _visited.Prefetch(hash);
        var waiting = _pending.Current();
        if (_pending.IsFull && !OfferNear(waiting + 1, waiting[0]))
        {
            return false;
        }

        _pending.Put(waiting, hash, item);
        return true;
    }

    /// <summary>Stores a state and judges it if it is new. False: the search is over.</summary>
    private bool Offer(ulong* item, ulong hash)
    {
        var outcome = _visited.TryAdd(item, hash);
        return outcome == AddOutcome.Known || Judge(item, hash, outcome);
    }

    /// <summary>Like <see cref="Offer"/>, but lets a state wait once more that is not where it should be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool OfferNear(ulong* item, ulong hash)
    {
        var outcome = _visited.TryAddNear(item, hash);
        return outcome == AddOutcome.Known ||
            (outcome == AddOutcome.Undecided ? Defer(item, hash) : Judge(item, hash, outcome));
    }

    private bool Defer(ulong* item, ulong hash)
    {
        var waiting = _late.Current();
        var mayGoOn = !_late.IsFull || Offer(waiting + 1, waiting[0]);
        _late.Put(waiting, hash, item);
        return mayGoOn;
    }

    private bool Judge(ulong* item, ulong hash, AddOutcome outcome)
    {
        if (outcome == AddOutcome.Full)
        {
            return OfferWithinBound(item, hash);
        }

        Frontier.Add(item);
        if ((hash & 1) != 0)
        {
            var state = _codec.Read(item, _judged);
            var found = _system.EvaluateState(new ReadOnlySpan<ulong>(state, _codec.StateWords));
            if ((found & Findings.Open) != 0)
            {
                Findings.Record(found, _level + 1);
            }
        }

        return true;
    }

    // Under a bound on states every new one has to be granted.
    private bool OfferWithinBound(ulong* item, ulong hash)
    {
        if (!_team.GrantState())
        {
            _team.Monitor.EndAtStateBound(_team.Options.MaxStates ?? Count);
            return false;
        }

        _visited.Limit++;
        return Offer(item, hash);
    }

    private bool Poll()
    {
        _untilPoll = ExpansionsBetweenPolls;
        return _index == 0 ? _team.MayGoOn(_level) : !_team.Monitor.HasEnded;
    }
}
