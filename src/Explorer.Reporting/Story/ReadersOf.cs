using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;

namespace Explorer.Reporting.Story;

/// <summary>Which calls of a model act on what a variable says.</summary>
internal static class ReadersOf
{
    /// <summary>The names of the calls, or of the steps outside calls, that read the variable for more than to change it; in
    /// the model's order.</summary>
    public static ImmutableArray<string> Variable(MachineModel model, string variable) =>
    [
        .. model.Actions
            .Where(a => a.Nodes.Any(n => ReadsForMore(n, variable)))
            .Select(a => a.Headings.IsEmpty ? a.Name : a.Headings[^1])
            .Select(call => call.IndexOf('(') is > 0 and var end ? call[..end] + "()" : call)
            .Distinct(),
    ];

    private static bool ReadsForMore(Node node, string variable) =>
        !(node is Assign assign && NameOf(assign.Target) == variable)
        && ExpressionTree.Expressions(node).SelectMany(ExpressionTree.SelfAndDescendants).Any(e => e switch
        {
            VariableRead r => r.Variable.Name == variable,
            LocalRead r => r.Local.IsVariable && r.Local.Name == variable,
            _ => false,
        });

    private static string? NameOf(Place place) =>
        place.Variable?.Name ?? (place.Local is { IsVariable: true } local ? local.Name : null);
}
