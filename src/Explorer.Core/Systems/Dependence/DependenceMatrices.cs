using System.Collections.Immutable;

namespace Explorer.Core.Systems.Dependence;

/// <summary>
/// What a partial-order reduction knows of a system: the matrices of guard-based stubborn sets (Alfons Laarman, Elwin Pater,
/// Jaco van de Pol, Michael Weber, "Guard-based partial-order reduction", SPIN 2013). Every statement is about reachable
/// states only, and a set bit is always the safe side.
///
/// Columns are actions. Labels are the guards, by id, and behind them the properties: the label of property p, number
/// `GuardCount + p`, is true in a state if bit p of <see cref="ITransitionSystem.EvaluateState"/> is set there (the invariant
/// does not hold, the reachable does, a fault is met). A guard that is false disables its actions; one whose evaluation
/// meets a fault counts as true. An action whose guards are all true may be disabled all the same: then its residual
/// guard, the condition "it is enabled" itself, stands for what is false.
///
/// Two actions accord if, wherever both are enabled, neither disables the other nor changes which outcomes it has and which
/// properties these violate, and both orders of any two outcomes lead to the same state.
/// </summary>
/// <param name="GuardsOf">For each action the ids of its guards, without the residual one.</param>
/// <param name="ResidualOf">For each action the id of its residual guard, or -1 if its guards decide alone.</param>
/// <param name="GuardCount">Number of guards, the residual ones among them.</param>
/// <param name="PropertyCount">Number of properties.</param>
/// <param name="MayBeCoenabled">Guards by guards: both may be true in one state. Symmetric.</param>
/// <param name="DoNotAccord">Actions by actions: they may not accord. Symmetric; an action does not accord with itself.</param>
/// <param name="NecessaryEnabling">Labels by actions: a step of the action may make the label true where it was false. Of
/// any path to where the label is true the actions of its row are a necessary part.</param>
/// <param name="NecessaryDisabling">Labels by actions: a step of the action may make the label false where it was true.</param>
public sealed record DependenceMatrices(
    ImmutableArray<ImmutableArray<int>> GuardsOf,
    ImmutableArray<int> ResidualOf,
    int GuardCount,
    int PropertyCount,
    DependenceMatrix MayBeCoenabled,
    DependenceMatrix DoNotAccord,
    DependenceMatrix NecessaryEnabling,
    DependenceMatrix NecessaryDisabling)
{
    /// <summary>Number of actions.</summary>
    public int ActionCount => GuardsOf.Length;

    /// <summary>The label that belongs to a property.</summary>
    public int LabelOf(int property) => GuardCount + property;
}
