using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Core.Diagnostics;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;

namespace Explorer.Language.Lowering;

/// <summary>What is held off at a place.</summary>
[Flags]
internal enum Hold
{
    None = 0,
    Interrupts = 1,
    Preemption = 2,
}

internal enum MicroKind
{
    Nop,
    /// <summary>A step begins: what follows, up to StepEnd, is indivisible.</summary>
    StepBegin,
    StepEnd,
    Assign,
    Branch,
    Choose,
    Either,
    Await,
    Assert,
    /// <summary>A local is declared without a value.</summary>
    Unset,
    /// <summary>The end of a thread, a handler's run, a rule or `init`.</summary>
    End,
}

/// <summary>
/// One operation of a machine's code, with all procedures inlined: a node of its control-flow graph. Outside
/// StepBegin..StepEnd there is only local work, draws and ghosts; which step they belong to is decided when steps are
/// formed (<see cref="StepFormer"/>).
/// </summary>
internal sealed class MicroNode(MicroKind kind, SourceSpan span)
{
    public MicroKind Kind { get; } = kind;

    public SourceSpan Span { get; } = span;

    public int Next { get; set; } = -1;

    /// <summary>Where a Branch goes when its condition is false.</summary>
    public int Other { get; set; } = -1;

    public List<int> Branches { get; } = [];

    /// <summary>The value of an Assign, the condition of a Branch, Await or Assert, the set of a Choose (null: all).</summary>
    public Expression? Value { get; init; }

    /// <summary>The condition of a Choose.</summary>
    public Expression? Condition { get; init; }

    public Place? Target { get; init; }

    /// <summary>The local of a Choose or Unset.</summary>
    public Local? Local { get; init; }

    public int Property { get; init; } = -1;

    /// <summary>What is held off while the node runs.</summary>
    public Hold Hold { get; init; }

    /// <summary>Ghost work or an assertion: never a step, belongs to the step that it follows.</summary>
    public bool IsGhost { get; init; }

    /// <summary>A Choose that reads no shared state: it is made when its result is needed.</summary>
    public bool IsDraw { get; init; }

    /// <summary>Uses per-CPU data that is local only while interrupts are held off.</summary>
    public bool TouchesOwnCpu { get; init; }

    /// <summary>Where a turn of a `for` or `foreach` ends, of which there are only so many.</summary>
    public bool IsBoundedTurn { get; init; }

    /// <summary>The head of a `while` or `loop`, which nothing bounds.</summary>
    public bool IsLoopHead { get; init; }

    /// <summary>The step's name, and what it is shown under.</summary>
    public string Name { get; init; } = "";

    public ImmutableArray<string> Headings { get; init; } = [];

    /// <summary>The names of the statement of a step.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];
}

/// <summary>A machine's code. Execution begins at node 0.</summary>
internal sealed record MicroGraph(string Name, ImmutableArray<MicroNode> Nodes, ImmutableArray<(string Name, Local Local)> NamedLocals);
