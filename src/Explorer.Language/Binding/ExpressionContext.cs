using System.Collections.Generic;
using Explorer.Core.Diagnostics;
using Explorer.Machines;
using Explorer.Machines.Expressions;

namespace Explorer.Language.Binding;

/// <summary>What was read and written while a statement was bound: the basis for counting accesses.</summary>
internal sealed class AccessLog
{
    /// <summary>Where shared state is accessed; a whole array, or a quantifier over shared state, counts twice.</summary>
    public List<SourceSpan> Shared { get; } = [];

    /// <summary>Ghosts that were read.</summary>
    public HashSet<VariableSymbol> Ghosts { get; } = [];

    public SourceSpan? GhostPlace { get; set; }

    /// <summary>The CPU's own per-CPU data was accessed, which is local while interrupts are held off.</summary>
    public bool TouchesOwnCpu { get; set; }

    /// <summary>`me` was evaluated on a machine that can move.</summary>
    public bool ReadsMovingMe { get; set; }

    public bool IsShared => Shared.Count > 0 || ReadsMovingMe;
}

/// <summary>An operation that must run before the expression in which it stands: `xchg`, `cmpxchg`, `pop`.</summary>
internal delegate Expression Hoist(Syntax.CallSyntax call, ExpressionBinder binder);

/// <summary>Where an expression stands: what it may name.</summary>
internal sealed class ExpressionContext(Scope scope)
{
    public Scope Scope { get; init; } = scope;

    public AccessLog Log { get; init; } = new();

    /// <summary>Only constants may be named.</summary>
    public bool IsConstant { get; init; }

    /// <summary>Ghosts may be read.</summary>
    public bool AllowsGhosts { get; init; }

    /// <summary>The machine whose code it is; null in properties and constants.</summary>
    public MachineContext? Machine { get; init; }

    /// <summary>Answers `at`, `ended` and `t.local`; null outside properties.</summary>
    public IThreadQueries? Threads { get; init; }

    /// <summary>Takes operations that change their operand; null where they may not stand.</summary>
    public Hoist? Hoist { get; init; }

    /// <summary>Accesses made below a quantifier or comprehension count twice.</summary>
    public int Repetition { get; set; }

    /// <summary>Functions being inlined, to report recursion.</summary>
    public Stack<string> Calls { get; init; } = new();

    /// <summary>How much the functions called in the expression may still add to it.</summary>
    public InlineBudget Budget { get; init; } = new();

    /// <summary>The same place with other local names.</summary>
    public ExpressionContext In(Scope inner) => Copy(inner, Log, AllowsGhosts);

    /// <summary>The same place, noting accesses elsewhere.</summary>
    public ExpressionContext NotingIn(AccessLog log) => Copy(Scope, log, AllowsGhosts);

    /// <summary>The value of a ghost in the same place.</summary>
    public ExpressionContext OfGhost(AccessLog log) => Copy(Scope, log, true);

    // Never with operations that must run first: evaluation may be lazy or repeated there.
    private ExpressionContext Copy(Scope scope, AccessLog log, bool allowsGhosts) => new(scope)
    {
        Log = log,
        IsConstant = IsConstant,
        AllowsGhosts = allowsGhosts,
        Machine = Machine,
        Threads = Threads,
        Hoist = null,
        Repetition = Repetition,
        Calls = Calls,
        Budget = Budget,
    };
}

/// <summary>What an expression in a machine's code knows of the machine.</summary>
internal sealed class MachineContext
{
    /// <summary>Index of the machine; -1 for `init`.</summary>
    public required int Index { get; init; }

    public required string Name { get; init; }

    /// <summary>`me`, or null if it runs on no CPU.</summary>
    public Expression? Me { get; set; }

    /// <summary>`self`, or null in rules and `init`.</summary>
    public Expression? Self { get; init; }

    /// <summary>`on` reads state: the machine can move.</summary>
    public bool CanMove { get; set; }

    public MachineKind Kind { get; init; }

    /// <summary>The CPU's own data is local now: interrupts are off, or this is a handler.</summary>
    public bool OwnsCpu { get; set; }

    /// <summary>Which variables only this machine names, with the locals that stand for them.</summary>
    public Dictionary<string, LocalSymbol> OwnVariables { get; } = [];

    /// <summary>Who names what, over all machines.</summary>
    public required VariableUse Use { get; init; }
}

/// <summary>Answers what properties ask of threads.</summary>
internal interface IThreadQueries
{
    /// <summary>Instances of the thread for these arguments (all if there are none and it has parameters); null if the
    /// arguments do not fit.</summary>
    IReadOnlyList<int>? Instances(MachineSymbol thread, IReadOnlyList<Machines.Values.Value> arguments);

    /// <summary>The parameter types of a thread.</summary>
    IReadOnlyList<Machines.Types.ModelType> ParameterTypes(MachineSymbol thread);

    /// <summary>Locations at which the labelled statement is next; null if no statement has the label.</summary>
    IReadOnlyList<int>? LocationsOf(int machine, string label);

    IReadOnlyList<int> EndLocations(int machine);

    Local? LocalOf(int machine, string name);
}
