// One worker of a level-synchronous search. All workers look up what they find in one visited set, and each keeps what it was
// the first to store in a frontier of its own (Alfons Laarman, Jaco van de Pol, Michael Weber, "Boosting multi-core
// reachability performance with shared hash tables", 2010); any worker expands any state. When the set has to grow all
// stand aside (Recess).
//
// Between the prefetch of a successor's slot and the probe it waits in a ring; where the table is so large that its pages
// matter, successors are sorted into streams first (StreamSorter). The few whose bucket is full and has them not wait in a
// second ring until the next bucket is there too; all is emptied at the end of a level. New states are judged
// when they are stored, steps when their source is expanded, the limit and deadlocks likewise. Bit 0 of the hash that
// travels with a state says whether the step to it can have changed what a property says.
// It keeps no parents: a schedule is found afterwards (ScheduleFinder).
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    private readonly Recess _recess;
    private readonly Action _beginGrowing;
    private readonly Action _move;
    private readonly Action _endGrowing;
    private readonly bool _isBounded;
    private TCodec _codec;
    private TVisited _visited;
    private PendingRing<TItem> _pending;
    private PendingRing<TItem> _late;
    private ulong _open;
    private int _level;
    private bool _sorts;
    private long _refused;
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
        (_recess, _isBounded) = (team.Recess, team.Options.MaxStates is not null);
        _beginGrowing = () => _visited.BeginGrowing();
        _move = () => _visited.Move();
        _endGrowing = () => _visited.EndGrowing();
    }

    public PropertyFindings Findings { get; }

    public ExpansionLedger Ledger { get; }

    public LevelFrontier<TItem> Frontier { get; }

    /// <summary>States that this worker has stored, without one that a bound kept from being counted.</summary>
    public long Count => _visited.Count - _refused;

    public long Slots => _visited.Slots;

    public double ExpectedOmissions => _visited.ExpectedOmissions;

    /// <summary>States outside the limit among those that this worker took.</summary>
    public long Cut { get; private set; }

    /// <summary>Gets ready for a level: what it stores from now on is one step further away.</summary>
    /// <param name="isNarrow">Whether it has so few states that sorting successors does not pay.</param>
    public void Begin(int level, bool isNarrow)
    {
        (_level, _open) = (level, Findings.Open);
        _streams.Begin(_visited.Bytes);
        _sorts = !isNarrow && _streams.Count > 1;
    }

    /// <summary>Begins to take part in a level, or in storing initial states.</summary>
    public void Enter()
    {
        // Others may have been here for a while, and let the set grow.
        _recess.Enter();
        _visited.Refresh();
    }

    /// <summary>Ends taking part.</summary>
    public void Leave() => _recess.Leave();

    /// <summary>Stores an initial state. False: the search is over.</summary>
    public bool OfferInitial(ulong* state)
    {
        var item = _codec.EncodeAlone(state, _room);
        return Offer(item, _visited.Hash(item) | 1);
    }

    /// <summary>Expands the states of a chunk. False: the search is over.</summary>
    public bool Expand(StateChunk* chunk)
    {
        var item = StateChunk.Items(chunk);
        for (var i = 0; i < chunk->Count; i++, item += _length.Words)
        {
            if ((--_untilPoll == 0 && !Poll()) || !AttendRecess())
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
            if (!StoreSuccessors())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Stores all that is waiting. False: the search is over.</summary>
    public bool Drain()
    {
        for (var stream = 0; _sorts && stream < _streams.Count; stream++)
        {
            if (!TakeIn(_streams.Take(stream)))
            {
                return false;
            }
        }

        return Drain(ref _pending) && Drain(ref _late);
    }

    public void Dispose()
    {
        _pending.Dispose();
        _late.Dispose();
        _successors.Dispose();
        _streams.Dispose();
        Ledger.Dispose();
        NativeMemory.AlignedFree(_source);
    }

    // The hot loop: every transition passes through it, so what it calls is inlined, and nothing in it allocates.
    private bool StoreSuccessors()
    {
        var successor = _successors.States;
        var actions = _successors.Actions;
        var (firings, mayAffect, open, sorts) = (Ledger.Firings, _mayAffect, _open, _sorts);
        var (count, stateWords) = (_successors.Count, _codec.StateWords);
        _codec.Prepare(successor, count);
        for (var i = 0; i < count; i++, successor += stateWords)
        {
            var action = actions[i];
            firings[action]++;
            var item = _codec.Encode(successor, _room);
            var hash = _visited.Hash(item) & ~1UL;
            hash |= (mayAffect[action] & open) != 0 ? 1UL : 0;
            if (sorts ? !Sort(item, hash) : !Enqueue(item, hash))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Sort(ulong* item, ulong hash)
    {
        var stream = _streams.Add(item, hash);
        return stream < 0 || TakeIn(_streams.Take(stream));
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
            if (!AttendRecess())
            {
                return false;
            }
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

    private bool Drain(ref PendingRing<TItem> ring)
    {
        while (ring.TryTake(out var entry))
        {
            if (!Offer(entry + 1, entry[0]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Stores a state and judges it if it is new. False: the search is over.</summary>
    private bool Offer(ulong* item, ulong hash)
    {
        AddOutcome outcome;
        while ((outcome = _visited.TryAdd(item, hash)) == AddOutcome.Crowded)
        {
            if (!MakeRoom())
            {
                return false;
            }
        }

        return outcome == AddOutcome.Known || Judge(item, hash);
    }

    /// <summary>Like <see cref="Offer"/>, but lets a state wait once more that is not where it should be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool OfferNear(ulong* item, ulong hash)
    {
        var outcome = _visited.TryAddNear(item, hash);
        return outcome == AddOutcome.Known || Settle(item, hash, outcome);
    }

    private bool Settle(ulong* item, ulong hash, AddOutcome outcome) => outcome switch
    {
        AddOutcome.Added => Judge(item, hash),
        AddOutcome.Undecided => Defer(item, hash),
        _ => Offer(item, hash),
    };

    private bool Defer(ulong* item, ulong hash)
    {
        var waiting = _late.Current();
        var mayGoOn = !_late.IsFull || Offer(waiting + 1, waiting[0]);
        _late.Put(waiting, hash, item);
        return mayGoOn;
    }

    private bool Judge(ulong* item, ulong hash)
    {
        if (_isBounded && !_team.GrantState())
        {
            _refused++;
            _team.Monitor.EndAtStateBound(_team.Options.MaxStates ?? Count);
            return false;
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

    // Whoever comes first lets the set grow.
    private bool MakeRoom()
    {
        var mayGoOn = _recess.Call(_beginGrowing, _move, _endGrowing);
        _visited.Refresh();
        return mayGoOn;
    }

    // To be asked often: others may be waiting. False: the search is over.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool AttendRecess() => !_recess.IsCalled || StandAside();

    private bool StandAside()
    {
        var mayGoOn = _recess.StandAside(_move);
        _visited.Refresh();
        return mayGoOn;
    }

    private bool Poll()
    {
        _untilPoll = ExpansionsBetweenPolls;
        return _index == 0 ? _team.MayGoOn(_level) : !_team.Monitor.HasEnded;
    }
}
