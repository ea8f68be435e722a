// One worker of a level-synchronous search. States belong to workers by their hash: each worker has a visited set and a
// frontier of its own, and only it adds to them, so they need no locks (Ulrich Stern and David Dill, "Parallelizing the
// Murphi verifier", 1997, did this over a network; here chunks of states go through memory). Expanding reads only, so
// any worker expands any state; what it finds it keeps or sends to the owner. While others are parked ("alone") it does
// the owners' work as well.
//
// Successors wait in a ring between the prefetch of their slot and the probe, the few whose bucket is full and has them
// not in a second one until the next bucket is there too; both are emptied at the end of a level. New states are judged
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
    private const int LongestMailbox = 64;

    private readonly ITransitionSystem _system;
    private readonly SearchTeam<TCodec, TVisited, TItem> _team;
    private readonly SuccessorBuffer _successors;
    private readonly ulong[] _mayAffect;
    private readonly TItem _length;
    private readonly int _index;
    private readonly StateChunk*[] _outgoing;
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
        Frontier = new LevelFrontier<TItem>(length, team.Chunks);
        _successors = new SuccessorBuffer(_system.StateLength);
        _mayAffect = Array.ConvertAll([.. _system.Actions], a => a.MayAffect);
        _outgoing = new StateChunk*[team.Size];
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

    /// <summary>Gets ready for a level: what it stores from now on is one step further away.</summary>
    public void Begin(int level) => (_level, _open) = (level, Findings.Open);

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
            if (!TakeSuccessors())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes in what others have sent. False: the search is over.</summary>
    public bool Receive()
    {
        while (Mailbox.TryTake() is var chunk && chunk != null)
        {
            var item = StateChunk.Items(chunk);
            for (var i = 0; i < chunk->Count; i++, item += _length.Words)
            {
                if (!Enqueue(item, (_visited.Hash(item) & ~1UL) | StateChunk.Flag(chunk, i)))
                {
                    return false;
                }
            }

            _team.Chunks.Give(chunk);
        }

        return true;
    }

    /// <summary>Sends what was not yet worth sending.</summary>
    public void Flush()
    {
        for (var owner = 0; owner < _outgoing.Length; owner++)
        {
            if (_outgoing[owner] != null)
            {
                _team[owner].Mailbox.Post(_outgoing[owner]);
                _outgoing[owner] = null;
            }
        }
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
        Ledger.Dispose();
        NativeMemory.AlignedFree(_source);
    }

    // The hot loop: every transition passes through it, so what it calls is inlined, and nothing in it allocates.
    private bool TakeSuccessors()
    {
        var successor = _successors.States;
        var actions = _successors.Actions;
        var firings = Ledger.Firings;
        var mayAffect = _mayAffect;
        var (open, stateWords, isAlone) = (_open, _codec.StateWords, _team.IsAlone && _team.Size > 1);
        var count = _successors.Count;
        for (var i = 0; i < count; i++, successor += stateWords)
        {
            var action = actions[i];
            firings[action]++;
            var item = _codec.Encode(successor, _room);
            var hash = _visited.Hash(item) & ~1UL;
            hash |= (mayAffect[action] & open) != 0 ? 1UL : 0;
            if (isAlone ? !EnqueueAtOwner(item, hash) : !Route(item, hash))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Route(ulong* item, ulong hash)
    {
        var owner = _team.IndexOfOwner(hash);
        return owner == _index ? Enqueue(item, hash) : Send(owner, item, hash);
    }

    private bool EnqueueAtOwner(ulong* item, ulong hash) => _team.OwnerOf(hash).Enqueue(item, hash);

    private bool Send(int owner, ulong* item, ulong hash)
    {
        var chunk = _outgoing[owner];
        if (chunk == null || chunk->Count == StateChunk.Capacity)
        {
            if (!BeginChunk(owner))
            {
                return false;
            }

            chunk = _outgoing[owner];
        }

        var index = chunk->Count++;
        chunk->Flags[index >> 6] |= (hash & 1) << (index & 63);
        StateWords.Copy(item, StateChunk.Items(chunk) + (index * _length.Words), _length);
        return true;
    }

    // Sends the full chunk; while the owner has too much to do, it takes in what it has got itself.
    private bool BeginChunk(int owner)
    {
        if (_outgoing[owner] != null)
        {
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

            mailbox.Post(_outgoing[owner]);
            _outgoing[owner] = null;
        }

        _outgoing[owner] = _team.Chunks.Take();
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
