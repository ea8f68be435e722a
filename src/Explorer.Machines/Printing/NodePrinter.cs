using System.Collections.Immutable;
using Explorer.Core;
using Explorer.Core.Properties;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;

namespace Explorer.Machines.Printing;

/// <summary>Nodes as statements of the model language, without where they go on.</summary>
/// <param name="expressions">Prints what stands in them.</param>
/// <param name="properties">Those that asserts name; without them an assert shows its condition alone.</param>
public sealed class NodePrinter(ExpressionPrinter expressions, ImmutableArray<PropertyInfo> properties)
{
    public NodePrinter()
        : this(new ExpressionPrinter(), [])
    {
    }

    /// <summary>One node. Of a Branch and an Either only what they test; of a Leave the number of the location.</summary>
    public string Print(Node node) => node switch
    {
        Assign n => Assignment(expressions.Print(n.Target), n.Value),
        Branch n => $"if ({expressions.Print(n.Condition)})",
        Choose n => $"choose {n.Target.Name} in {Domain(n)}{Where(n)}",
        Either => "either",
        Await n => $"await {expressions.Print(n.Condition)}",
        Assert n => $"assert {PropertyName(n)}{expressions.Print(n.Condition)}",
        Leave n => n.Location < 0 ? "end" : $"leave to {n.Location}",
        Block => "block",
        _ => throw new InternalErrorException($"unknown kind of node {node.GetType().Name}"),
    };

    private string Assignment(string target, Expression value)
    {
        var bare = value is Unary { Kind: UnaryKind.CheckRange or UnaryKind.Wrap } check ? check.Operand : value;
        return bare switch
        {
            Binary { Kind: BinaryKind.Add or BinaryKind.Union } e when IsRead(e.Left, target) =>
                $"{target} += {expressions.Print(e.Right)}",
            Binary { Kind: BinaryKind.Subtract or BinaryKind.Difference } e when IsRead(e.Left, target) =>
                $"{target} -= {expressions.Print(e.Right)}",
            Binary { Kind: BinaryKind.QueuePush } e when IsRead(e.Left, target) => expressions.Print(e),
            Unary { Kind: UnaryKind.QueueTail } e when IsRead(e.Operand, target) => $"pop({target})",
            _ => $"{target} = {expressions.Print(value)}",
        };
    }

    private bool IsRead(Expression e, string target) => expressions.Print(e) == target;

    private string Domain(Choose node) => node.Set is null ? node.Target.Type.Display : expressions.Print(node.Set);

    private string Where(Choose node) => node.Condition is null ? "" : $" where {expressions.Print(node.Condition)}";

    private string PropertyName(Assert node) =>
        node.Property < properties.Length ? properties[node.Property].Name + ": " : "";
}
