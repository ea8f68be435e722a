namespace Explorer.Generation;

/// <summary>Whose knowledge it took to see that a workload violates nothing.</summary>
public enum DiscardedBy
{
    Syntax,

    /// <summary>Syntax did not suffice.</summary>
    Solver,
}
