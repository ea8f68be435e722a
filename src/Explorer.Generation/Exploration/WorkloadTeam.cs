using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Explorer.Generation;

/// <summary>Several threads that take workload after workload; what they find is independent of who took which.</summary>
internal static class WorkloadTeam
{
    /// <summary>Judges every item once. The results are in the order of the items; those that were not reached before it was
    /// stopped are missing, and those for which there is no result.</summary>
    /// <param name="judge">Gives null if it was stopped before it knew anything.</param>
    /// <param name="progress">Told the number of results so far, at most ten times a second, on one thread at a time.</param>
    public static List<(TItem Item, TResult Result)> Judge<TItem, TResult>(
        IEnumerable<TItem> items, int workers, Func<TItem, TResult?> judge, Action<long>? progress, CancellationToken stop)
        where TResult : class
    {
        var results = new List<(TItem Item, TResult? Result)>();
        Exception? failure = null;
        using var source = items.GetEnumerator();
        var (done, lastReport) = (0L, TimeProvider.System.GetTimestamp());
        var threads = Enumerable.Range(0, Math.Max(1, workers)).Select(i => new Thread(Work, 16 << 20) { Name = $"workloads {i}" }).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        return failure is not null
            ? throw new Core.InternalErrorException($"exploring a workload failed: {failure.Message}", failure)
            : [.. results.Where(r => r.Result is not null).Select(r => (r.Item, r.Result!))];

        void Work()
        {
            try
            {
                while (TryTake(out var item, out var index))
                {
                    var result = judge(item);
                    Put(index, item, result);
                }
            }
            catch (Exception e)
            {
                lock (results)
                {
                    failure ??= e;
                }
            }
        }

        bool TryTake(out TItem item, out int index)
        {
            lock (results)
            {
                index = results.Count;
                if (failure is not null || stop.IsCancellationRequested || !source.MoveNext())
                {
                    item = default!;
                    return false;
                }

                item = source.Current;
                results.Add((item, null));
                return true;
            }
        }

        void Put(int index, TItem item, TResult? result)
        {
            lock (results)
            {
                results[index] = (item, result);
                done++;
                if (progress is not null && TimeProvider.System.GetElapsedTime(lastReport).TotalMilliseconds >= 100)
                {
                    lastReport = TimeProvider.System.GetTimestamp();
                    progress(done);
                }
            }
        }
    }
}
