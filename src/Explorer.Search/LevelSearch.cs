// Breadth-first search, level by level: all states of depth d are expanded before any of depth d + 1, so the first
// violation of a property is one of its shortest. Successors wait in a ring between the prefetch of their slot and the
// probe, the few whose bucket is full and has them not in a second one until the next bucket is there too; both are
// emptied at the end of a level. New states are judged when they are stored, steps when their source is expanded, the
// limit and deadlocks likewise.
// It keeps no parents: a schedule is found afterwards (ScheduleFinder). One thread; no reduction.
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;
using Explorer.Search.VisitedSets;

namespace Explorer.Search;

internal sealed unsafe class LevelSearch<TLength, TVisited, TFrontier> : IDisposable
    where TLength : struct, IStateLength
    where TVisited : struct, IVisitedSet
    where TFrontier : struct, IFrontier
{
    private const int ExpansionsBetweenPolls = 256;

    private readonly ITransitionSystem _system;
    private readonly SearchOptions _options;
    private readonly SearchMonitor _monitor;
    private readonly ExpansionLedger _ledger;
    private readonly SuccessorBuffer _successors;
    private readonly List<long> _levelStarts = [];
    private readonly MemoryBudget _budget;
    private readonly TLength _length;
    private TVisited _visited;
    private TFrontier _frontier;
    private PendingRing<TLength> _pending;
    private PendingRing<TLength> _late;
    private long _cut;
    private int _level;
    private int _depth;
    private int _untilPoll = ExpansionsBetweenPolls;

    public LevelSearch(
        ITransitionSystem system,
        SearchOptions options,
        MemoryBudget budget,
        TLength length,
        TVisited visited,
        TFrontier frontier)
    {
        _budget = budget;
        _system = system;
        _options = options;
        _length = length;
        _visited = visited;
        _frontier = frontier;
        _monitor = new SearchMonitor(options);
        Findings = new PropertyFindings(system, options.Properties);
        _ledger = new ExpansionLedger(system, Findings);
        _successors = new SuccessorBuffer(system.StateLength);
        _pending = new PendingRing<TLength>(length);
        _late = new PendingRing<TLength>(length);
    }

    public PropertyFindings Findings { get; }

    /// <summary>The visited set as it is now; shares its memory.</summary>
    public TVisited Visited => _visited;

    public Completeness Completeness => _monitor.Ending ?? Completeness.Exhausted;

    public string? Reason => _monitor.Reason;

    /// <summary>For each level that was begun, how many states were stored before its first one; then the total.</summary>
    public IReadOnlyList<long> LevelStarts => _levelStarts;

    /// <summary>The depth of which perhaps not all states are stored, because the search ended in the midst of a level;
    /// null if there is none.</summary>
    public int? PartialLevel { get; private set; }

    /// <summary>Bytes held for states, table and frontier; it never becomes less.</summary>
    public long Bytes => _budget.Used;

    public SearchStatistics Statistics => new(
        _visited.Count, _ledger.Transitions, _depth, _cut, _ledger.Faults, ImmutableArray.Create(_ledger.Firings));

    /// <summary>Searches until all is seen or something ends it. To be called once.</summary>
    public void Run()
    {
        try
        {
            _levelStarts.Add(0);
            if (AddInitialStates())
            {
                RunLevels();
            }
        }
        catch (InsufficientMemoryException)
        {
            PartialLevel = _level + 1;
            _monitor.EndAtMemoryBound(_budget.Limit);
        }
        catch (OutOfMemoryException)
        {
            PartialLevel = _level + 1;
            _monitor.EndWithoutMemory(_budget.Used);
        }

        _levelStarts.Add(_visited.Count);
    }

    public void Dispose()
    {
        _visited.Dispose();
        _frontier.Dispose();
        _pending.Dispose();
        _late.Dispose();
        _successors.Dispose();
        _ledger.Dispose();
    }

    private bool AddInitialStates()
    {
        Span<ulong> state = new ulong[_system.StateLength];
        _level = -1;
        for (var i = 0; i < _system.InitialStateCount; i++)
        {
            Findings.Record(_system.WriteInitialState(i, state, out var hasState), 0);
            fixed (ulong* words = state)
            {
                if (hasState && !Offer(words, _visited.Hash(words)))
                {
                    PartialLevel = 0;
                    return false;
                }
            }
        }

        return true;
    }

    private void RunLevels()
    {
        for (_level = 0; _frontier.Advance() > 0; _level++)
        {
            _depth = _level;
            if (Findings.Satisfies(_options.StopWhen))
            {
                _monitor.End(Completeness.StoppedAtViolation, null);
                return;
            }

            if (_level >= _options.MaxDepth)
            {
                _monitor.EndAtDepthBound();
                return;
            }

            _levelStarts.Add(_visited.Count);
            if (!ExpandLevel() || !Drain())
            {
                PartialLevel = _level + 1;
                _depth += _visited.Count > _levelStarts[^1] ? 1 : 0;
                return;
            }
        }
    }

    private bool ExpandLevel()
    {
        while (_frontier.TryTake(out var state))
        {
            if (--_untilPoll == 0 && !Poll())
            {
                return false;
            }

            var words = new ReadOnlySpan<ulong>(state, _length.Words);
            if (!_system.IsWithinLimit(words))
            {
                _cut++;
                continue;
            }

            _system.Expand(words, _successors);
            _ledger.Note(state, _successors, _level);
            if (!TakeSuccessors())
            {
                return false;
            }
        }

        return true;
    }

    // The hot loop: every transition passes through it, so what it calls is inlined, and nothing in it allocates.
    private bool TakeSuccessors()
    {
        var successor = _successors.States;
        var actions = _successors.Actions;
        var firings = _ledger.Firings;
        var count = _successors.Count;
        for (var i = 0; i < count; i++)
        {
            firings[actions[i]]++;
            var hash = _visited.Hash(successor);
            _visited.Prefetch(hash);
            var waiting = _pending.Current();
            if (_pending.IsFull && !OfferNear(waiting + 1, waiting[0]))
            {
                return false;
            }

            _pending.Put(waiting, hash, successor);
            successor += _length.Words;
        }

        return true;
    }

    private bool Drain()
    {
        while (_pending.TryTake(out var item))
        {
            if (!Offer(item + 1, item[0]))
            {
                return false;
            }
        }

        while (_late.TryTake(out var item))
        {
            if (!Offer(item + 1, item[0]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Stores a state and judges it if it is new. False: the store is full.</summary>
    private bool Offer(ulong* state, ulong hash)
    {
        var outcome = _visited.TryAdd(state, hash);
        return outcome == AddOutcome.Known || Judge(state, outcome);
    }

    /// <summary>Like <see cref="Offer"/>, but lets a state wait once more that is not where it should be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool OfferNear(ulong* state, ulong hash)
    {
        var outcome = _visited.TryAddNear(state, hash);
        return outcome == AddOutcome.Known ||
            (outcome == AddOutcome.Undecided ? Defer(state, hash) : Judge(state, outcome));
    }

    private bool Defer(ulong* state, ulong hash)
    {
        var waiting = _late.Current();
        var mayGoOn = !_late.IsFull || Offer(waiting + 1, waiting[0]);
        _late.Put(waiting, hash, state);
        return mayGoOn;
    }

    private bool Judge(ulong* state, AddOutcome outcome)
    {
        if (outcome == AddOutcome.Full)
        {
            _monitor.EndAtStateBound(_visited.Count);
            return false;
        }

        _frontier.Add(state);
        var found = _system.EvaluateState(new ReadOnlySpan<ulong>(state, _length.Words));
        if ((found & Findings.Open) != 0)
        {
            Findings.Record(found, _level + 1);
        }

        return true;
    }

    private bool Poll()
    {
        _untilPoll = ExpansionsBetweenPolls;
        var fill = (double)_visited.Count / _visited.Slots;
        return _monitor.MayGoOn(
            new SearchProgress(_visited.Count, _ledger.Transitions, _level + 1, _frontier.Waiting, _budget.Used, fill, default));
    }
}
