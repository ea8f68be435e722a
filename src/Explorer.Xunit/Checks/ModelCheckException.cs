using System;
using Explorer.Reporting.Summaries;
using Xunit.Sdk;

namespace Explorer.Xunit;

/// <summary>
/// A model is not as a test demands: a failed assertion for xunit. The message has the verdict in its first line; for a
/// violation the race diagram, the story, the command that finds it again, and the trace file follow.
/// </summary>
public sealed class ModelCheckException : Exception, IAssertionException
{
    public ModelCheckException()
    {
    }

    public ModelCheckException(string message)
        : base(message)
    {
    }

    public ModelCheckException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What was found; null if nothing was explored, as the model is wrong.</summary>
    public CheckResult? Result { get; init; }

    /// <summary>The counterexample, with its trace, its property and the file it was written to; null without one.</summary>
    public Counterexample? Counterexample => Result?.Counterexample;

    /// <summary>The message, as the whole story is in it, and the stack.</summary>
    public override string ToString() => $"{Message}\n{StackTrace}";
}
