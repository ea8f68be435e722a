using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Language.Binding;
using Explorer.Machines;
using Explorer.Machines.Types;

namespace Explorer.Language.Lowering;

/// <summary>The body being lowered: a thread's, a rule's, or a procedure's at one of its calls.</summary>
/// <param name="Name">Of the thread or procedure, for diagnostics.</param>
/// <param name="Assigned">The names that the body assigns.</param>
/// <param name="ReturnLabel">Where `return` goes.</param>
/// <param name="Result">What `return` sets; null if it returns nothing.</param>
/// <param name="AtomicAtEntry">The call stands in an `atomic`, which `return` does not end.</param>
internal sealed record Frame(
    string Name, ImmutableHashSet<string> Assigned, int ReturnLabel, Local? Result, ModelType? ResultType, bool AtomicAtEntry,
    ImmutableArray<string> Headings)
{
    /// <summary>The loops around the current statement, innermost last.</summary>
    public Stack<LoopFrame> Loops { get; } = new();

    public Scope Scope { get; set; } = new(null);
}

/// <summary>Where `break` and `continue` go. `Leaves` is set when the body jumps out.</summary>
internal sealed class LoopFrame(int breakLabel, int continueLabel, bool isAtomic)
{
    public int BreakLabel { get; } = breakLabel;

    public int ContinueLabel { get; } = continueLabel;

    public bool IsAtomic { get; } = isAtomic;
}
