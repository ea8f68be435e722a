// Breadth-first search, level by level: all states of depth d are expanded before any of depth d + 1, so the first
// violation of a property is one of its shortest. Successors wait in a ring between the prefetch of their slot and the
// probe; the ring keeps their order, and is emptied at the end of a level. New states are judged when they are stored,
// steps when their source is expanded, the limit and deadlocks likewise.
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
    private readonly DeadlockCheck _deadlocks;
    private readonly SuccessorBuffer _successors;
    private readonly long[] _firings;
    private readonly List<long> _levelStarts = [];
    private readonly TLength _length;
    private TVisited _visited;
    private TFrontier _frontier;
    private PendingRing<TLength> _pending;
    private long _transitions;
    private long _faults;
    private long _cut;
    private long _peakBytes;
    private int _level;
    private int _depth;
    private int _untilPoll = ExpansionsBetweenPolls;

    public LevelSearch(
        ITransitionSystem system, SearchOptions options, TLength length, TVisited visited, TFrontier frontier)
    {
        _system = system;
        _options = options;
        _length = length;
        _visited = visited;
        _frontier = frontier;
        _monitor = new SearchMonitor(options);
        Findings = new PropertyFindings(system, options.Properties);
        _deadlocks = new DeadlockCheck(system);
        _successors = new SuccessorBuffer(system.StateLength);
        _firings = new long[system.Actions.Length];
        _pending = new PendingRing<TLength>(length);
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

    public long PeakBytes => Math.Max(_peakBytes, _visited.Bytes + _frontier.Bytes);

    public SearchStatistics Statistics => new(
        _visited.Count, _transitions, _depth, _cut, _faults, ImmutableArray.Create(_firings));

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
        catch (OutOfMemoryException)
        {
            PartialLevel = _level + 1;
            _monitor.EndAtMemory(_visited.Bytes + _frontier.Bytes);
        }

        _levelStarts.Add(_visited.Count);
    }

    public void Dispose()
    {
        _visited.Dispose();
        _frontier.Dispose();
        _pending.Dispose();
        _successors.Dispose();
        _deadlocks.Dispose();
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
            NoteExpansion(state);
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
        var firings = _firings;
        var count = _successors.Count;
        for (var i = 0; i < count; i++)
        {
            firings[actions[i]]++;
            var hash = _visited.Hash(successor);
            _visited.Prefetch(hash);
            var waiting = _pending.Current();
            if (_pending.IsFull && !Offer(waiting + 1, waiting[0]))
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

        return true;
    }

    /// <summary>Stores a state and judges it if it is new. False: the store is full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Offer(ulong* state, ulong hash)
    {
        var outcome = _visited.TryAdd(state, hash);
        return outcome == AddOutcome.Known || Judge(state, outcome);
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

    private void NoteExpansion(ulong* state)
    {
        _transitions += _successors.Count + _successors.FaultCount;
        if (_successors.HasViolations)
        {
            NoteViolatingSteps();
        }

        if ((Findings.Open & Findings.Deadlock) != 0)
        {
            NoteDeadlock(state);
        }
    }

    private void NoteViolatingSteps()
    {
        _faults += _successors.FaultCount;
        var violations = _successors.Violations;
        for (var i = 0; i < violations.Count; i++)
        {
            Findings.Record(violations[i].Violations, _level + 1);
            if (violations[i].Index < 0)
            {
                _firings[violations[i].Action]++;
            }
        }
    }

    private void NoteDeadlock(ulong* state)
    {
        switch (_deadlocks.Judge(state, _successors))
        {
            case DeadlockAnswer.IsDeadlock:
                Findings.Record(Findings.Deadlock, _level);
                break;
            case DeadlockAnswer.Undecided:
                Findings.GiveUp(Findings.Deadlock);
                break;
        }
    }

    private bool Poll()
    {
        _untilPoll = ExpansionsBetweenPolls;
        var bytes = _visited.Bytes + _frontier.Bytes;
        _peakBytes = Math.Max(_peakBytes, bytes);
        var fill = (double)_visited.Count / _visited.Slots;
        return _monitor.MayGoOn(
            new SearchProgress(_visited.Count, _transitions, _level + 1, _frontier.Waiting, bytes, fill, default));
    }
}
