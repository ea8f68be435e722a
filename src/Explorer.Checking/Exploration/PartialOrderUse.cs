namespace Explorer.Checking;

/// <summary>When interleavings of independent steps are left out.</summary>
public enum PartialOrderUse
{
    Never,

    /// <summary>Once a breadth-first search has shown itself to be large, and a trial says that it pays.</summary>
    WhenLarge,

    Always,
}
