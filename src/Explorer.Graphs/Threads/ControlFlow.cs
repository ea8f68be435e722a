using System.Collections.Immutable;

namespace Explorer.Graphs.Threads;

/// <summary>A place between two steps of a thread or handler.</summary>
/// <param name="Index">The location's number within its machine.</param>
/// <param name="Labels">Labels of the statements that are next, for `at`.</param>
/// <param name="Live">Names of the locals that are kept here.</param>
/// <param name="Source">`path:line` of the statement that is next.</param>
/// <param name="Loop">Number of the loop it is part of, from 0; -1 if no way leads back to it. The loops are the strongly
/// connected components with a cycle.</param>
public sealed record FlowLocation(
    int Index,
    string Name,
    bool IsStart,
    bool IsEnd,
    bool IrqsOff,
    bool PreemptOff,
    ImmutableArray<string> Labels,
    ImmutableArray<string> Live,
    string Source,
    int Loop);

/// <summary>An action of a thread or handler: what it does from one location.</summary>
/// <param name="From">The location from which it starts.</param>
/// <param name="Targets">The locations to which its outcomes lead, each once, ascending; empty if it never ends.</param>
/// <param name="Headings">The texts and calls around it, outermost first.</param>
/// <param name="Source">`path:line` of the statement.</param>
public sealed record FlowStep(
    string Name, ImmutableArray<string> Headings, int From, ImmutableArray<int> Targets, string Source);

/// <summary>The control-flow graph of one thread or handler, or of several that are alike.</summary>
/// <param name="Machines">Their names, e.g. `reader[CPU0]`, in the order of the model; at least one.</param>
/// <param name="Kind">`thread` or `interrupt`.</param>
/// <param name="Cpu">The text of its `on`; empty without one.</param>
/// <param name="Description">What the model says of it.</param>
public sealed record ControlFlow(
    ImmutableArray<string> Machines,
    string Template,
    string Kind,
    string Cpu,
    string Description,
    ImmutableArray<FlowLocation> Locations,
    ImmutableArray<FlowStep> Steps);
