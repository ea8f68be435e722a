using System.Collections.Immutable;
using Explorer.Core.Diagnostics;
using Explorer.Core.Properties;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.Machines.Workloads;

namespace Explorer.Machines;

/// <summary>
/// A model as state machines: the one intermediate form. Everything is instantiated (one machine for each thread,
/// interrupt handler and rule instance), every procedure is inlined, every constant is in place, and what holds off
/// interrupts and other threads is part of the actions' guards.
/// </summary>
/// <param name="Name">Path of the model's file as given.</param>
/// <param name="Variables">Shared variables that are stored, in declaration order.</param>
/// <param name="Machines">All machines, in the order of the model; the index is the actor's number.</param>
/// <param name="Actions">All actions, by machine and then by place in the model; the index is the action's id.</param>
/// <param name="InitialNodes">The initial step: runs after all variables have their `Initial` values and all machines
/// are at their start with locals at their defaults; its outcomes are the initial states, each after the `Start` nodes
/// of every machine have run in order.</param>
/// <param name="Properties">The properties being checked, at most 64; nodes refer to them by index.</param>
/// <param name="Conditions">For each property the condition of an invariant or reachable, null for the others.</param>
/// <param name="Limit">States where it does not hold are not expanded; null without one.</param>
public sealed record MachineModel(
    string Name,
    ImmutableArray<Variable> Variables,
    ImmutableArray<Machine> Machines,
    ImmutableArray<MachineAction> Actions,
    ImmutableArray<Node> InitialNodes,
    ImmutableArray<Local> InitialLocals,
    ImmutableArray<PropertyInfo> Properties,
    ImmutableArray<Expression?> Conditions,
    Expression? Limit)
{
    /// <summary>Index of a built-in property of this kind, or -1 if it is not being checked.</summary>
    public int BuiltIn(PropertyKind kind)
    {
        for (var i = 0; i < Properties.Length; i++)
        {
            if (Properties[i].Kind == kind)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The identity types that occur, for symmetry and for the sizes in a report.</summary>
    public ImmutableArray<IdentityType> IdentityTypes { get; init; } = [];

    /// <summary>The built-in type of threads, if the model uses it.</summary>
    public IdentityType? ThreadType { get; init; }

    /// <summary>The type of CPUs, if the model has one.</summary>
    public ModelType? CpuType { get; init; }

    /// <summary>What may run on it, if the model leaves that open.</summary>
    public WorkloadShape? Workload { get; init; }
}

public enum MachineKind
{
    Thread,
    Interrupt,
    Rule,
}

/// <summary>One thread, interrupt handler or rule with its parameters in place.</summary>
/// <param name="Index">The actor's number.</param>
/// <param name="Template">The declaration's name; `Arguments` are the values of its parameters.</param>
/// <param name="Cpu">The CPU on which it runs, evaluated at every step; null without `on`.</param>
/// <param name="Locations">Empty for a rule. Location 0 is a handler's idle location.</param>
/// <param name="Start">Location at the start. A thread's is where its `StartNodes` leave it.</param>
/// <param name="StartNodes">Deterministic local work before the first step; ends with Leave. Empty for rules and handlers.</param>
/// <param name="Locals">Every local that its nodes use, the stored ones (live at some location) first.</param>
/// <param name="StoredLocals">How many of `Locals` are stored.</param>
public sealed record Machine(
    int Index,
    MachineKind Kind,
    string Template,
    ImmutableArray<Value> Arguments,
    Expression? Cpu,
    ImmutableArray<Location> Locations,
    int Start,
    ImmutableArray<Node> StartNodes,
    ImmutableArray<Local> Locals,
    int StoredLocals,
    string Description,
    SourceSpan Span)
{
    /// <summary>Who takes its steps, for counting context switches: a thread or handler is an actor of its own (its
    /// index); the rules of one CPU are one actor (the index of the first of them), as are the rules without a CPU.</summary>
    public int Actor { get; init; } = Index;

    /// <summary>Which identity of <see cref="MachineModel.ThreadType"/> it is; -1 for a rule.</summary>
    public int Thread { get; init; } = -1;

    /// <summary>E.g. `reader[CPU0]`, or `migrator` without parameters.</summary>
    public string Name => Arguments.IsEmpty
        ? Template
        : $"{Template}[{string.Join(", ", System.Linq.Enumerable.Select(Arguments, a => a.Display))}]";
}

/// <summary>A place between two steps of a machine.</summary>
/// <param name="Live">The stored locals that are live here; all others have their defaults.</param>
/// <param name="IsEnd">A thread that is here has ended.</param>
/// <param name="Names">Labels of the statements that are next here, for `at`.</param>
public sealed record Location(
    int Index, string Name, ImmutableArray<Local> Live, bool IrqsOff, bool PreemptOff, bool IsEnd, ImmutableArray<string> Names, SourceSpan Span);

/// <summary>One atomic step of one machine.</summary>
/// <param name="From">The location from which it starts; -1 for a rule.</param>
/// <param name="Name">What a trace shows: the text before the statement, or the statement itself.</param>
/// <param name="Headings">The texts and calls around it, outermost first: under which it is shown.</param>
public sealed record MachineAction(
    int Id, int Machine, int From, string Name, ImmutableArray<string> Headings, bool IsMay, ImmutableArray<Node> Nodes, SourceSpan Span);
