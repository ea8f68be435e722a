using System.Collections.Immutable;
using Explorer.Core.Diagnostics;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Story;

/// <summary>Why a condition is what it is: the smallest part of it that decides, for which values of the names bound
/// around it, and what that part looked at.</summary>
/// <param name="Deciding">Places in the model of the parts that decide, outermost names bound as in Bindings.</param>
/// <param name="Value">What the deciding part is: true or false.</param>
internal sealed record Reason(
    SourceSpan Deciding, bool Value, ImmutableArray<(string Name, Value Value)> Bindings, ImmutableArray<Evidence> Evidence);
