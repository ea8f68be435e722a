using System.Collections.Immutable;
using Explorer.Core.Verdicts;

namespace Explorer.Reporting.Traces;

/// <summary>The settings of a model as they were given: named configs, then parameters and switches.</summary>
public sealed record TraceSettings(ImmutableArray<string> Configs, ImmutableArray<(string Name, string Value)> Values);

/// <summary>A part of the state that a step changed, in words.</summary>
public sealed record RecordedChange(string Name, string Before, string After);

/// <summary>A step as it was when the trace was written: enough to say where a changed model departs from it.</summary>
/// <param name="Source">Path and line of the statement, e.g. `models/luf/a.model:17`.</param>
/// <param name="State">The variables after the step, by name; empty if a fault kept it from ending.</param>
public sealed record RecordedStep(
    string Actor,
    string Action,
    string Source,
    ImmutableArray<RecordedChange> Changes,
    ImmutableArray<(string Name, string Value)> State);

/// <summary>A counterexample as a file: the schedule, what it needs to be replayed, and what the steps were.</summary>
/// <param name="Tool">Version of the tool that wrote it.</param>
/// <param name="Model">Path of the model, relative to the trace file's folder if it has one, with `/`.</param>
/// <param name="ModelHash">16 hexadecimal digits over the model's files.</param>
/// <param name="Property">What it violates.</param>
/// <param name="Selection">The properties with which the model was built; null: all of them. Action numbers may depend
/// on it.</param>
/// <param name="Minimum">In what it is minimal; nothing is established for a file that does not say.</param>
/// <param name="InitialState">The variables at step 0, by name.</param>
public sealed record TraceDocument(
    string Tool,
    string Model,
    string ModelHash,
    TraceSettings Settings,
    string Property,
    ImmutableArray<string>? Selection,
    Schedule Schedule,
    Minimum Minimum,
    ImmutableArray<(string Name, string Value)> InitialState,
    ImmutableArray<RecordedStep> Steps);
