using System;

namespace Explorer.Smt.Execution;

/// <summary>Something would become too many terms. What asked for it has no answer then.</summary>
public sealed class TooLargeException(string message) : Exception(message);
