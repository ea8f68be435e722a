using System;
using System.Collections.Generic;

namespace Explorer.Generation;

/// <summary>The workloads of a source that are to be explored, in its order, and how many the others are. For one thread at a
/// time.</summary>
/// <param name="discarders">Those that must all say that a workload violates nothing for it to be left out; none: none is.
/// </param>
internal sealed class WorkloadSelection(IEnumerable<Workload> workloads, bool mayRepeat, IReadOnlyList<WorkloadDiscarder> discarders) : IDisposable
{
    // Whatever the source still has is counted for so long.
    private static readonly TimeSpan MostForCounting = TimeSpan.FromSeconds(10);

    private readonly IEnumerator<Workload> _source = workloads.GetEnumerator();
    private readonly HashSet<Workload> _seen = [];
    private long _selected;

    public long Drawn { get; private set; }

    public long Repeated { get; private set; }

    public long Discarded { get; private set; }

    /// <summary>Of those discarded, for how many syntax did not suffice.</summary>
    public long DiscardedBySolver { get; private set; }

    /// <summary>False: the source had more than could be counted, and the numbers say less than there is.</summary>
    public bool IsCounted { get; private set; } = true;

    /// <summary>Those to be explored, made as they are asked for.</summary>
    public IEnumerable<Workload> Selected()
    {
        while (Next() is { } workload)
        {
            if (!IsDiscarded(workload))
            {
                _selected++;
                yield return workload;
            }
        }
    }

    /// <summary>Counts what is left, and says how many are neither repeated, discarded nor explored.</summary>
    /// <param name="explored">How many of those selected were explored.</param>
    public long CountUnexplored(long explored)
    {
        var start = TimeProvider.System.GetTimestamp();
        var left = 0L;
        while (Next() is not null)
        {
            left++;
            if (left % 1024 == 0 && TimeProvider.System.GetElapsedTime(start) > MostForCounting)
            {
                IsCounted = false;
                break;
            }
        }

        return left + _selected - explored;
    }

    public void Dispose() => _source.Dispose();

    // The next that is not one drawn before.
    private Workload? Next()
    {
        while (_source.MoveNext())
        {
            Drawn++;
            if (!mayRepeat || _seen.Add(_source.Current))
            {
                return _source.Current;
            }

            Repeated++;
        }

        return null;
    }

    private bool IsDiscarded(Workload workload)
    {
        var (discards, needsSolver) = (discarders.Count > 0, false);
        for (var i = 0; discards && i < discarders.Count; i++)
        {
            var by = discarders[i].Discards(workload);
            discards = by is not null;
            needsSolver |= by == DiscardedBy.Solver;
        }

        Discarded += discards ? 1 : 0;
        DiscardedBySolver += discards && needsSolver ? 1 : 0;
        return discards;
    }
}
