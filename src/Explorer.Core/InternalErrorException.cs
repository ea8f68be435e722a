using System;

namespace Explorer.Core;

/// <summary>A bug of ours: what must never happen whatever the input. The command line prints it and exits with 4.</summary>
public sealed class InternalErrorException : Exception
{
    public InternalErrorException(string message)
        : base(message)
    {
    }

    public InternalErrorException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public InternalErrorException()
        : this("unknown")
    {
    }
}
