using System.Collections.Immutable;
using Explorer.Compilation.Runtime;

namespace Explorer.Compilation;

/// <summary>What a model has been compiled to.</summary>
/// <param name="Expand">One after the other they write all successors.</param>
/// <param name="Properties">Each answers for some of the properties.</param>
internal sealed record CompiledCode(
    ImmutableArray<ExpandDelegate> Expand,
    ImmutableArray<QuestionDelegate> Properties,
    QuestionDelegate? Limit,
    QuestionDelegate Terminal);
