using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Explorer.Search.Levels;

/// <summary>
/// Threads that do one thing together, again and again: round by round every worker runs the same function with its number,
/// worker 0 on the caller's thread. Between rounds the threads wait, for a moment in a loop (a level often takes less
/// time than waking up), then asleep. They are started when they are first needed.
/// </summary>
internal sealed class WorkerThreads(int workers, Action<int> body) : IDisposable
{
    private const int SpinsBeforeSleep = 20;

    private readonly Lock _gate = new();
    private readonly object _signal = new();
    private Thread[] _threads = [];
    private Exception? _failure;
    private int _round;
    private int _running;
    private bool _isOver;

    /// <summary>Runs a round; what is written before it is seen in it, and what is written in it is seen after it.</summary>
    /// <exception cref="Exception">Whatever the first worker to fail threw.</exception>
    public void Run()
    {
        Start();
        Volatile.Write(ref _running, workers - 1);
        Begin(false);
        Do(0);
        Await(() => Volatile.Read(ref _running) == 0);
        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public void Dispose()
    {
        Begin(true);
        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private void Start()
    {
        if (_threads.Length != workers - 1)
        {
            _threads = new Thread[workers - 1];
            for (var i = 0; i < _threads.Length; i++)
            {
                var (worker, round) = (i + 1, _round);
                _threads[i] = new Thread(() => Loop(worker, round)) { IsBackground = true, Name = $"explorer worker {worker}" };
                _threads[i].Start();
            }
        }
    }

    private void Begin(bool isOver)
    {
        lock (_signal)
        {
            _isOver = isOver;
            Volatile.Write(ref _round, _round + 1);
            Monitor.PulseAll(_signal);
        }
    }

    private void Loop(int worker, int round)
    {
        while (true)
        {
            var last = round;
            Await(() => Volatile.Read(ref _round) != last);
            round = last + 1;
            if (_isOver)
            {
                return;
            }

            Do(worker);
            if (Interlocked.Decrement(ref _running) == 0)
            {
                lock (_signal)
                {
                    Monitor.PulseAll(_signal);
                }
            }
        }
    }

    private void Do(int worker)
    {
        try
        {
            body(worker);
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                _failure ??= e;
            }
        }
    }

    private void Await(Func<bool> isReached)
    {
        var spin = default(SpinWait);
        for (var i = 0; i < SpinsBeforeSleep; i++)
        {
            if (isReached())
            {
                return;
            }

            spin.SpinOnce(sleep1Threshold: -1);
        }

        lock (_signal)
        {
            while (!isReached())
            {
                Monitor.Wait(_signal);
            }
        }
    }
}
