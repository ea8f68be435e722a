namespace Explorer.Search.Graphs;

/// <summary>One outcome of an action in a state.</summary>
/// <param name="Action">The action's id.</param>
/// <param name="Choice">Which outcome of the action, from 0.</param>
/// <param name="Target">The number of the successor, or -1 if a fault kept the step from ending.</param>
/// <param name="Violations">The properties that the step itself violates, as a mask.</param>
public readonly record struct GraphStep(int Action, int Choice, int Target, ulong Violations);

/// <summary>One outcome of the initial step.</summary>
/// <param name="State">The number of the state after it, or -1 if a fault kept it from ending.</param>
/// <param name="Violations">The properties that the initial step itself violates, as a mask.</param>
public readonly record struct GraphStart(int State, ulong Violations);
