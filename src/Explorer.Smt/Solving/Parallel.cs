using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Explorer.Smt.Solving;

/// <summary>Threads for questions: with large stacks, because terms can be deep.</summary>
internal static class Parallel
{
    private const int StackBytes = 256 * 1024 * 1024;

    /// <summary>Runs the same on several threads, and waits for all. An exception in one is thrown here.</summary>
    public static void Run(int workers, Action body)
    {
        var failures = new List<ExceptionDispatchInfo>();
        var threads = Enumerable.Range(0, Math.Max(1, workers)).Select(i => new Thread(Guarded, StackBytes) { Name = $"solver {i}" }).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        failures.FirstOrDefault()?.Throw();

        void Guarded()
        {
            try
            {
                body();
            }
            catch (Exception e)
            {
                lock (failures)
                {
                    failures.Add(ExceptionDispatchInfo.Capture(e));
                }
            }
        }
    }
}
