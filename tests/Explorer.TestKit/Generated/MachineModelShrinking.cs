using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Nodes;

namespace Explorer.TestKit.Generated;

/// <summary>Makes a failing model smaller: without one of its actions, or with one node or condition made trivial.</summary>
internal static class MachineModelShrinking
{
    public static IEnumerable<MachineModel> Smaller(MachineModel model) =>
        WithoutAnAction(model).Concat(WithSimplerNodes(model)).Concat(WithSimplerConditions(model));

    private static IEnumerable<MachineModel> WithoutAnAction(MachineModel model) => model.Actions.Select(dropped =>
        model with { Actions = [.. model.Actions.Remove(dropped).Select((action, id) => action with { Id = id })] });

    private static IEnumerable<MachineModel> WithSimplerNodes(MachineModel model)
    {
        foreach (var action in model.Actions)
        {
            foreach (var nodes in Simpler(action.Nodes))
            {
                yield return model with { Actions = model.Actions.SetItem(action.Id, action with { Nodes = nodes }) };
            }
        }

        foreach (var nodes in Simpler(model.InitialNodes))
        {
            yield return model with { InitialNodes = nodes };
        }
    }

    private static IEnumerable<ImmutableArray<Node>> Simpler(ImmutableArray<Node> nodes) =>
        from i in Enumerable.Range(0, nodes.Length)
        let simpler = Skipped(nodes[i])
        where simpler is not null
        select nodes.SetItem(i, simpler);

    // A step that does nothing; locals keep being assigned where others read them.
    private static Await? Skipped(Node node) => node switch
    {
        Assign { Target.Variable: not null } n => new Await(ModelTerms.True, n.Next, n.Span),
        Assert n => new Await(ModelTerms.True, n.Next, n.Span),
        Await n when n.Condition != ModelTerms.True => n with { Condition = ModelTerms.True },
        _ => null,
    };

    private static IEnumerable<MachineModel> WithSimplerConditions(MachineModel model)
    {
        if (model.Limit is not null)
        {
            yield return model with { Limit = null };
        }

        for (var i = 0; i < model.Conditions.Length; i++)
        {
            if (model.Conditions[i] is { } condition && condition != ModelTerms.True)
            {
                yield return model with { Conditions = model.Conditions.SetItem(i, ModelTerms.True) };
            }
        }
    }
}
