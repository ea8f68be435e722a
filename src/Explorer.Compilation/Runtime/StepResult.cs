namespace Explorer.Compilation.Runtime;

/// <summary>What the code of an action returns.</summary>
internal static class StepResult
{
    /// <summary>No outcome.</summary>
    public const int Blocked = 0;

    /// <summary>The successor is written.</summary>
    public const int Fired = 1;

    /// <summary>The successor is written, and the step violates `Frame.Violations`.</summary>
    public const int FiredWithViolations = 2;

    /// <summary>A fault kept the step from ending; it violates `Frame.Violations`, which may be none.</summary>
    public const int Faulted = 3;
}
