using Explorer.Core.Diagnostics;

namespace Explorer.Core.Properties;

public enum PropertyKind
{
    /// <summary>Must hold in every state.</summary>
    Invariant,

    /// <summary>Must hold in some state: the guard against a model in which nothing happens.</summary>
    Reachable,

    /// <summary>Must hold wherever an `assert` of its name is passed.</summary>
    Assertion,

    /// <summary>From every state in which some thread has not ended, may-rules alone lead to another step.</summary>
    Deadlock,

    /// <summary>No assignment leaves its target's range.</summary>
    Range,

    /// <summary>No arithmetic leaves 64 bits or divides by zero.</summary>
    Overflow,

    /// <summary>No index, field or value is taken through `none`, another variant, or outside an array.</summary>
    Index,
}

/// <summary>A property of a model, user-declared or built in.</summary>
/// <param name="Name">The name in the model; built in: `deadlock`, `range`, `overflow`, `index`.</param>
/// <param name="Text">What it says in words, empty if the model does not say.</param>
public sealed record PropertyInfo(string Name, PropertyKind Kind, string Text, SourceSpan Span);
