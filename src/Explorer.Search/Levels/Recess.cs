using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Explorer.Search.Levels;

/// <summary>
/// Lets one worker change what all of them use: it calls a recess, all others stand aside as soon as they hold nothing of it,
/// take part in the change, and go on when it is made. Calls are few; whether there is one is all that is asked in the hot
/// loop.
/// </summary>
internal sealed class Recess
{
    private readonly object _signal = new();
    private volatile bool _isCalled;
    private bool _isShared;
    private bool _hasFailed;
    private Exception? _failure;
    private int _atWork;
    private int _sharing;

    /// <summary>Whether a worker has called and waits for the others: to be asked often, and then to be followed by
    /// <see cref="StandAside"/>.</summary>
    public bool IsCalled => _isCalled;

    /// <summary>A worker begins to use what is shared.</summary>
    public void Enter()
    {
        lock (_signal)
        {
            while (_isCalled)
            {
                Monitor.Wait(_signal);
            }

            _atWork++;
        }
    }

    /// <summary>A worker has finished with what is shared.</summary>
    public void Leave()
    {
        lock (_signal)
        {
            _atWork--;
            Monitor.PulseAll(_signal);
        }
    }

    /// <summary>Takes part in a recess, if there is one, until it is over. To be called by a worker that has entered.</summary>
    /// <param name="share">What the worker does for the change; all do so at once.</param>
    /// <returns>False: the change failed, and what is shared cannot be used any more.</returns>
    public bool StandAside(Action share)
    {
        lock (_signal)
        {
            _atWork--;
            Monitor.PulseAll(_signal);
            for (var hasShared = false; _isCalled;)
            {
                if (hasShared || !_isShared)
                {
                    Monitor.Wait(_signal);
                    continue;
                }

                hasShared = true;
                Share(share);
            }

            _atWork++;
            return !_hasFailed;
        }
    }

    /// <summary>Makes a change while all others stand aside, unless another worker is about to: then stands aside for that
    /// one. To be called by a worker that has entered.</summary>
    /// <param name="begin">What goes before the shares.</param>
    /// <param name="share">This worker's share.</param>
    /// <param name="end">What comes after all shares.</param>
    /// <returns>False: as for <see cref="StandAside"/>.</returns>
    /// <exception cref="Exception">Whatever the change throws. All others are told that it failed.</exception>
    public bool Call(Action begin, Action share, Action end)
    {
        if (!TryBecomeCaller())
        {
            return StandAside(share);
        }

        // It is good only when it is over.
        _hasFailed = true;
        try
        {
            begin();
            LetAllShare(share);
            end();
            _hasFailed = false;
        }
        finally
        {
            lock (_signal)
            {
                _isCalled = false;
                Monitor.PulseAll(_signal);
            }
        }

        return true;
    }

    // True: all others now stand aside.
    private bool TryBecomeCaller()
    {
        lock (_signal)
        {
            if (_isCalled || _hasFailed)
            {
                return false;
            }

            _isCalled = true;
            while (_atWork > 1)
            {
                Monitor.Wait(_signal);
            }

            return true;
        }
    }

    private void LetAllShare(Action share)
    {
        lock (_signal)
        {
            _isShared = true;
            Monitor.PulseAll(_signal);
            Share(share);
            _isShared = false;
            while (_sharing > 0)
            {
                Monitor.Wait(_signal);
            }
        }

        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    // Under the lock, which is released meanwhile.
    private void Share(Action share)
    {
        _sharing++;
        Monitor.Exit(_signal);
        Exception? failure = null;
        try
        {
            share();
        }
        catch (Exception e)
        {
            failure = e;
        }

        Monitor.Enter(_signal);
        _failure ??= failure;
        _sharing--;
        Monitor.PulseAll(_signal);
    }
}
