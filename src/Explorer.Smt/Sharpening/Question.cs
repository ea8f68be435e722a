namespace Explorer.Smt.Sharpening;

/// <summary>Which matrix an entry is in.</summary>
internal enum MatrixKind
{
    MayBeCoenabled,
    DoNotAccord,
    NecessaryEnabling,
    NecessaryDisabling,

    /// <summary>Properties by actions: what a step violates by itself.</summary>
    Violation,
}

/// <summary>An entry that syntax calls dependent.</summary>
internal readonly record struct Question(MatrixKind Kind, int Row, int Column);

/// <summary>What became of it.</summary>
internal enum Finding
{
    /// <summary>They depend, or the solver has a state, reachable or not, in which they do.</summary>
    Dependent,

    Independent,

    /// <summary>Nothing is known.</summary>
    Unknown,
}
