using System;
using System.Linq;
using System.Threading;
using Explorer.Search.Levels;
using Xunit;

namespace Explorer.Search.Tests;

public class RecessTests
{
    private const int Workers = 6;
    private const int Rounds = 200;

    [Fact]
    public void All_take_part_in_a_change_and_none_works_meanwhile()
    {
        var recess = new Recess();
        var (changes, shares, isChanging, clashes) = (0, 0, false, 0);
        using var threads = new WorkerThreads(Workers, worker =>
        {
            recess.Enter();
            for (var calls = 0; calls < Rounds;)
            {
                clashes += Volatile.Read(ref isChanging) ? 1 : 0;
                if (recess.IsCalled)
                {
                    Assert.True(recess.StandAside(Share));
                }
                else if (worker < 2)
                {
                    calls++;
                    Assert.True(recess.Call(Begin, Share, End));
                }
                else
                {
                    calls = Volatile.Read(ref changes) == 0 ? 0 : Rounds;
                }
            }

            recess.Leave();
        });
        threads.Run();

        // Of two that call at once one makes the change.
        Assert.InRange(changes, Rounds, 2 * Rounds);
        Assert.InRange(shares, changes, changes * Workers);
        Assert.Equal(0, clashes);

        void Begin() => isChanging = true;
        void Share() => Interlocked.Increment(ref shares);
        void End() => (isChanging, changes) = (false, changes + 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_change_that_fails_ends_all(int failing)
    {
        var recess = new Recess();
        var results = new string[Workers];
        var entered = 0;
        using var threads = new WorkerThreads(Workers, worker =>
        {
            recess.Enter();
            Interlocked.Increment(ref entered);
            while (Volatile.Read(ref entered) < Workers)
            {
                Thread.Yield();
            }

            try
            {
                while (true)
                {
                    if (!(worker == 0 ? recess.Call(() => Do(0), () => Do(1), () => Do(2)) : recess.StandAside(() => { })))
                    {
                        results[worker] = "told";
                        break;
                    }
                }
            }
            catch (InsufficientMemoryException)
            {
                results[worker] = "threw";
            }

            recess.Leave();
        });
        threads.Run();
        Assert.Equal(["threw", .. Enumerable.Repeat("told", Workers - 1)], results);

        void Do(int step)
        {
            if (step == failing)
            {
                throw new InsufficientMemoryException();
            }
        }
    }

    [Fact]
    public void What_fails_in_anothers_share_reaches_the_caller()
    {
        var recess = new Recess();
        var (ended, hasEntered, hasFailed) = (false, false, false);
        Exception? thrown = null;
        using var threads = new WorkerThreads(2, worker =>
        {
            recess.Enter();
            if (worker == 1)
            {
                Volatile.Write(ref hasEntered, true);
                while (recess.StandAside(Fail))
                {
                    Thread.Yield();
                }
            }
            else
            {
                while (!Volatile.Read(ref hasEntered))
                {
                    Thread.Yield();
                }

                thrown = Record.Exception(() =>
                {
                    recess.Call(() => { }, () => SpinWait.SpinUntil(() => Volatile.Read(ref hasFailed)), () => ended = true);
                });
            }

            recess.Leave();
        });
        threads.Run();
        Assert.IsType<InsufficientMemoryException>(thrown);
        Assert.False(ended);

        void Fail()
        {
            Volatile.Write(ref hasFailed, true);
            throw new InsufficientMemoryException();
        }
    }
}
