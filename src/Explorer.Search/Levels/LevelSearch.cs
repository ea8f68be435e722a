// Breadth-first search, level by level: all states of depth d are expanded before any of depth d + 1, so the first
// violation of a property is one of its shortest, and none of the numbers depends on who expands what. A level with a
// violation is completed before the search stops. Wide levels are shared by all workers, narrow ones, for which waking
// the others would take longer, are done by one of them.
// No reduction: that is the transition system's business.
using System;
using System.Collections.Immutable;
using Explorer.Core.Verdicts;
using Explorer.Search.States;
using Explorer.Search.VisitedSets;

namespace Explorer.Search.Levels;

internal sealed unsafe class LevelSearch<TCodec, TVisited, TItem> : IDisposable
    where TCodec : struct, IStateCodec
    where TVisited : struct, IVisitedSet
    where TItem : struct, IStateLength
{
    private readonly SearchTeam<TCodec, TVisited, TItem> _team;
    private readonly SearchOptions _options;
    private readonly PropertyFindings _findings;
    private readonly WorkerThreads _threads;
    private readonly Action _tidy;
    private bool _isLarge;
    private int _level;
    private int _depth;

    /// <param name="team">With all its workers; disposed of together with this.</param>
    /// <param name="tidy">Called between levels, when no worker is at work.</param>
    public LevelSearch(SearchTeam<TCodec, TVisited, TItem> team, Action tidy)
    {
        (_team, _options, _tidy) = (team, team.Options, tidy);
        _findings = new PropertyFindings(team.System, _options.Properties);
        _threads = new WorkerThreads(team.Size, ShareLevel);
    }

    public PropertyFindings Findings => _findings;

    public Completeness Completeness => _team.Monitor.Ending ?? Completeness.Exhausted;

    public string? Reason => _team.Monitor.Reason;

    /// <summary>Workers that took part.</summary>
    public int WorkersUsed { get; private set; } = 1;

    /// <summary>States that were probably missed because a store was too full to tell them from others.</summary>
    public double ExpectedOmissions
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < _team.Size; i++)
            {
                sum += _team[i].ExpectedOmissions;
            }

            return sum;
        }
    }

    public SearchStatistics Statistics
    {
        get
        {
            var firings = new long[_team.System.Actions.Length];
            var (transitions, cut, faults) = (0L, 0L, 0L);
            for (var i = 0; i < _team.Size; i++)
            {
                var ledger = _team[i].Ledger;
                (transitions, cut, faults) = (transitions + ledger.Transitions, cut + _team[i].Cut, faults + ledger.Faults);
                for (var action = 0; action < firings.Length; action++)
                {
                    firings[action] += ledger.Firings[action];
                }
            }

            return new(_team.Count, transitions, _depth, cut, faults, ImmutableArray.Create(firings));
        }
    }

    /// <summary>Searches until all is seen or something ends it. To be called once.</summary>
    public void Run()
    {
        if (TakePart(_team[0], AddInitialStates))
        {
            RunLevels();
        }

        Gather();
    }

    public void Dispose()
    {
        _threads.Dispose();
        _team.Dispose();
    }

    // Want of memory is a result, on whatever thread it is noticed.
    private bool Guarded(Func<bool> work)
    {
        try
        {
            return work();
        }
        catch (InsufficientMemoryException)
        {
            _team.Monitor.EndAtMemoryBound(_team.Budget.Limit);
        }
        catch (OutOfMemoryException)
        {
            _team.Monitor.EndWithoutMemory(_team.Budget.Used);
        }
        catch (StoreFullException)
        {
            _team.Monitor.EndAtStateBound(_team.Count);
        }

        return false;
    }

    private bool AddInitialStates()
    {
        Span<ulong> state = new ulong[_team.System.StateLength];
        BeginLevel(-1, isNarrow: true);
        for (var i = 0; i < _team.System.InitialStateCount; i++)
        {
            _findings.Record(_team.System.WriteInitialState(i, state, out var hasState), 0);
            fixed (ulong* words = state)
            {
                if (hasState && !_team[0].OfferInitial(words))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private void RunLevels()
    {
        for (_level = 0; Advance() is var states and > 0; _level++)
        {
            _depth = _level;
            Gather();
            if (_findings.Satisfies(_options.StopWhen))
            {
                _team.Monitor.End(Completeness.StoppedAtViolation, null);
                return;
            }

            if (!_isLarge && _team.Count >= _options.LargeStates && (_isLarge = true) && _options.EndsWhenLarge())
            {
                _team.Monitor.End(Completeness.BoundReached, "the search has shown itself to be large");
                return;
            }

            if (_level >= _options.MaxDepth)
            {
                _team.Monitor.EndAtDepthBound();
                return;
            }

            var before = _team.Count;
            var isNarrow = states < _options.SharedLevelStates;
            BeginLevel(_level, isNarrow);
            if (!ExpandLevel(isNarrow))
            {
                _depth += _team.Count > before ? 1 : 0;
                return;
            }
        }
    }

    private long Advance()
    {
        var states = 0L;
        _tidy();
        for (var i = 0; i < _team.Size; i++)
        {
            states += _team[i].Frontier.Advance();
        }

        return states;
    }

    // What the workers have found, for all of them.
    private void Gather()
    {
        for (var i = 0; i < _team.Size; i++)
        {
            _findings.Take(_team[i].Findings);
        }

        for (var i = 0; i < _team.Size; i++)
        {
            _team[i].Findings.Take(_findings);
        }
    }

    private void BeginLevel(int level, bool isNarrow)
    {
        for (var i = 0; i < _team.Size; i++)
        {
            _team[i].Begin(level, isNarrow);
        }
    }

    private bool ExpandLevel(bool isNarrow)
    {
        if (isNarrow || _team.Size == 1)
        {
            ShareLevel(0);
        }
        else
        {
            WorkersUsed = _team.Size;
            _threads.Run();
        }

        return !_team.Monitor.HasEnded;
    }

    private void ShareLevel(int index) => TakePart(_team[index], () => Expand(index));

    private bool TakePart(SearchWorker<TCodec, TVisited, TItem> worker, Func<bool> work)
    {
        worker.Enter();
        try
        {
            return Guarded(work);
        }
        finally
        {
            worker.Leave();
        }
    }

    private bool Expand(int index)
    {
        var worker = _team[index];
        while (!_team.Monitor.HasEnded && NextChunk(index) is var chunk && chunk != null)
        {
            if (!worker.Expand(chunk))
            {
                return false;
            }

            _team.FrontierChunks.Give(chunk);
        }

        return worker.Drain();
    }

    /// <summary>A chunk of the level: of the worker's own, or if these are all taken, of another's.</summary>
    private StateChunk* NextChunk(int index)
    {
        for (var i = 0; i < _team.Size; i++)
        {
            var chunk = _team[(index + i) % _team.Size].Frontier.Claim();
            if (chunk != null)
            {
                return chunk;
            }
        }

        return null;
    }
}
