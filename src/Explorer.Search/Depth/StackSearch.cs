// Depth-first search: the successors of the state met last are looked at first. What waits is the successors of the states
// on the path, so memory beside the visited set is proportional to the longest path rather than to the widest level. A
// violation is where the path is, so its schedule is made of the path at once.
// States are judged when they are stored, steps when their source is expanded. It does not find shortest violations, and
// under a bound on depth it may miss states that a shorter path would reach: such a search is inconclusive anyway.
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;
using Explorer.Search.Schedules;
using Explorer.Search.States;
using Explorer.Search.VisitedSets;

namespace Explorer.Search.Depth;

internal sealed unsafe class StackSearch<TCodec, TVisited, TItem> : IDisposable
    where TCodec : struct, IStateCodec
    where TVisited : struct, IVisitedSet
    where TItem : struct, IStateLength
{
    private const int ExpansionsBetweenPolls = 256;

    private readonly ITransitionSystem _system;
    private readonly SearchOptions _options;
    private readonly SearchMonitor _monitor;
    private readonly PropertyFindings _findings;
    private readonly ExpansionLedger _ledger;
    private readonly SuccessorBuffer _successors;
    private readonly StateStack<TItem> _stack;
    private readonly MemoryBudget _budget;
    private readonly FoundSchedule?[] _schedules = new FoundSchedule?[64];
    private readonly TItem _length;
    private readonly ulong* _item;
    private readonly ulong* _room;
    private TCodec _codec;
    private TVisited _visited;
    private long _states;
    private long _cut;
    private bool _isCutByDepth;
    private int _deepest;
    private int _untilPoll = ExpansionsBetweenPolls;

    public StackSearch(
        ITransitionSystem system, SearchOptions options, MemoryBudget budget, TCodec codec, TVisited visited, TItem length)
    {
        (_system, _options, _budget, _codec, _visited, _length) = (system, options, budget, codec, visited, length);
        _monitor = new SearchMonitor(options);
        _findings = new PropertyFindings(system, options.Properties);
        _ledger = new ExpansionLedger(system, _findings);
        _successors = new SuccessorBuffer(system.StateLength);
        _stack = new StateStack<TItem>(length, budget);
        _item = (ulong*)NativeMemory.Alloc((nuint)(length.Words + codec.StateWords + 1), sizeof(ulong));
        _room = _item + length.Words;
    }

    public Completeness Completeness => _monitor.Ending ?? Completeness.Exhausted;

    public string? Reason => _monitor.Reason;

    public double ExpectedOmissions => _visited.ExpectedOmissions;

    public SearchStatistics Statistics => new(
        _states, _ledger.Transitions, _deepest, _cut, _ledger.Faults, ImmutableArray.Create(_ledger.Firings));

    /// <summary>Searches until all is seen or something ends it. To be called once.</summary>
    public void Run()
    {
        try
        {
            SearchFromInitialStates();
            if (_isCutByDepth)
            {
                _monitor.EndAtDepthBound();
            }
        }
        catch (InsufficientMemoryException)
        {
            _monitor.EndAtMemoryBound(_budget.Limit);
        }
        catch (OutOfMemoryException)
        {
            _monitor.EndWithoutMemory(_budget.Used);
        }
        catch (StoreFullException)
        {
            _monitor.EndAtStateBound(_states);
        }
    }

    public ImmutableArray<PropertyResult> Judge(bool isExhausted) => _findings.Judge(isExhausted, i => _schedules[i]);

    public void Dispose()
    {
        _stack.Dispose();
        _successors.Dispose();
        _ledger.Dispose();
        NativeMemory.Free(_item);
    }

    private void SearchFromInitialStates()
    {
        var state = new ulong[_system.StateLength];
        for (var i = 0; i < _system.InitialStateCount && !_monitor.HasEnded; i++)
        {
            Record(_system.WriteInitialState(i, state, out var hasState), 0, _ => new Schedule(i, []));
            fixed (ulong* words = state)
            {
                if (hasState)
                {
                    StateWords.Copy(_codec.EncodeAlone(words, _room), _item, _length);
                    Visit();
                    Descend();
                }
            }
        }
    }

    private void Descend()
    {
        while (_stack.Depth > 0 && !_monitor.HasEnded)
        {
            if (_stack.TryNext(_item))
            {
                Visit();
            }
        }
    }

    /// <summary>Looks at the state in `_item`: if it is new it is stored, judged, and put on the path with its successors.</summary>
    private void Visit()
    {
        if (!TryStore())
        {
            return;
        }

        if (_states >= _options.MaxStates)
        {
            _monitor.EndAtStateBound(_states);
            return;
        }

        _states++;
        _stack.Push(_item);
        var depth = _stack.Depth - 1;
        _deepest = Math.Max(_deepest, depth);
        Enter(_codec.Open(_item, _room), depth);
    }

    // Whether it is new.
    private bool TryStore()
    {
        var hash = _visited.Hash(_item);
        AddOutcome outcome;
        while ((outcome = _visited.TryAdd(_item, hash)) == AddOutcome.Crowded)
        {
            _visited.BeginGrowing();
            _visited.Move();
            _visited.EndGrowing();
            _visited.Refresh();
        }

        return outcome == AddOutcome.Added;
    }

    private void Enter(ulong* state, int depth)
    {
        var words = new ReadOnlySpan<ulong>(state, _codec.StateWords);
        Record(_system.EvaluateState(words), depth, _ => ScheduleOfPath(0));
        if (!_system.IsWithinLimit(words))
        {
            _cut++;
            return;
        }

        if (depth >= _options.MaxDepth)
        {
            _isCutByDepth = true;
        }
        else if (--_untilPoll > 0 || Poll())
        {
            Expand(state, words, depth);
        }
    }

    private void Expand(ulong* state, ReadOnlySpan<ulong> words, int depth)
    {
        var open = _findings.Open;
        _system.Expand(words, _successors);
        _ledger.Note(state, _successors, depth);
        MakeSchedules(open & ~_findings.Open, property =>
            ScheduleOfPath((_findings.Deadlock >> property & 1) != 0 ? 0 : 1UL << property));
        if (_monitor.HasEnded)
        {
            return;
        }

        var successor = _successors.States;
        for (var i = 0; i < _successors.Count; i++, successor += _codec.StateWords)
        {
            _ledger.Firings[_successors.Actions[i]]++;
            var item = _codec.Encode(successor, _room);
            _visited.Prefetch(_visited.Hash(item));
            _stack.AddSuccessor(item);
        }
    }

    private void Record(ulong found, int depth, Func<int, Schedule> schedule)
    {
        var open = _findings.Open;
        if ((found & open) != 0)
        {
            _findings.Record(found, depth);
            MakeSchedules(open & ~_findings.Open, schedule);
        }
    }

    private void MakeSchedules(ulong decided, Func<int, Schedule> schedule)
    {
        var wanted = (_options.Schedules ? _findings.Violated : 0) | (_options.Witnesses ? _findings.Witnessed : 0);
        for (var left = decided & wanted; left != 0; left &= left - 1)
        {
            var property = BitOperations.TrailingZeroCount(left);
            var made = schedule(property);
            _schedules[property] = new(made, ScheduleFinder.SwitchesOf(_system, made), Minimality.NotEstablished);
        }

        if (decided != 0 && _findings.Satisfies(_options.StopWhen))
        {
            _monitor.End(Completeness.StoppedAtViolation, null);
        }
    }

    private Schedule ScheduleOfPath(ulong lastStep)
    {
        var states = new List<ulong[]>(_stack.Depth);
        var room = stackalloc ulong[_codec.StateWords];
        for (var depth = 0; depth < _stack.Depth; depth++)
        {
            states.Add(new ReadOnlySpan<ulong>(_codec.Read(_stack[depth], room), _codec.StateWords).ToArray());
        }

        return new PathSchedule(_system).Along(states, lastStep);
    }

    private bool Poll()
    {
        _untilPoll = ExpansionsBetweenPolls;
        var fill = (double)_states / _visited.Slots;
        return _monitor.MayGoOn(new SearchProgress(
            _states, _ledger.Transitions, _stack.Depth, _stack.Waiting, _budget.Used, fill, default));
    }
}
