using System;
using Explorer.Core.Diagnostics;

namespace Explorer.Machines.Interpretation;

/// <summary>An evaluation met a fault. Within the interpreter it ends a step; it leaves the interpreter only where an
/// expression is evaluated alone.</summary>
public sealed class FaultException : Exception
{
    public FaultException(Fault fault)
        : base(fault.Message) => Fault = fault;

    public Fault Fault { get; }

    internal static FaultException Range(string message, SourceSpan span) => new(new Fault(FaultKind.Range, message, span));

    internal static FaultException Overflow(string message, SourceSpan span) =>
        new(new Fault(FaultKind.Overflow, message, span));

    internal static FaultException Index(string message, SourceSpan span) => new(new Fault(FaultKind.Index, message, span));
}
