namespace Explorer.Graphs;

/// <summary>The form of the JSON that `graph` writes.</summary>
public static class GraphFormat
{
    /// <summary>The value of `format`. The number changes when a key changes its meaning or goes away.</summary>
    public const string Name = "explorer-graph-1";
}
