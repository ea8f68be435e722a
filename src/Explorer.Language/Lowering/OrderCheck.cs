using System.Collections.Generic;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;

namespace Explorer.Language.Lowering;

/// <summary>
/// Does the result of a `foreach` within one step depend on the order of its elements? A sufficient condition for "no",
/// by syntax. Everything that the body writes outside itself is one of: an element that the loop's name selects, and of
/// which the body reads no other; a sum, union, difference, … of itself with something else, that the body does not
/// read otherwise; or one and the same value, whatever the element.
/// It does not see that two writes happen to commute for other reasons; such a body is refused.
/// </summary>
internal static class OrderCheck
{
    /// <summary>Null if the order cannot show, else a reason in words.</summary>
    /// <param name="first">Index of the body's first node; it reaches to the current end of the graph.</param>
    public static string? WhyOrderShows(GraphBuilder graph, int first, Local element)
    {
        var nodes = Enumerable.Range(first, graph.Count - first).Select(i => graph[i]).ToList();
        var inner = nodes.SelectMany(Mentioned).Where(l => !graph.IsMentionedBefore(l, first)).ToHashSet();
        inner.Add(element);
        foreach (var writes in nodes.Where(n => n.Kind == MicroKind.Assign && !IsInner(n.Target!, inner)).GroupBy(n => RootOf(n.Target!)))
        {
            if (!IsOrderless(writes.Key, [.. writes], nodes, element, inner))
            {
                var name = writes.Key is Variable v ? v.Name : ((Local)writes.Key).Name;
                return $"it changes '{name}'";
            }
        }

        var last = graph.Count;
        return nodes.Any(n => Targets(n).Any(t => t >= 0 && t < first && !IsHead(graph, t, element))) || nodes.Any(n => Targets(n).Any(t => t >= last))
            ? "it can end before all elements have had their turn"
            : null;
    }

    // Jumps to before the body are the loop's own head (a Nop), or leave it: `break` and `return` go to labels made before.
    private static bool IsHead(GraphBuilder graph, int target, Local element)
    {
        var node = graph[target];
        return node.Kind == MicroKind.Nop && node.Next >= 0 && graph[node.Next].Kind == MicroKind.Branch
            && graph[node.Next].Next >= 0 && SetsElement(graph, graph[node.Next].Next, element);
    }

    private static bool SetsElement(GraphBuilder graph, int index, Local element) =>
        graph[index].Target?.Local == element || graph[index].Local == element;

    private static IEnumerable<int> Targets(MicroNode node) => node.Branches.Append(node.Next).Append(node.Other);

    private static object RootOf(Place place) => (object?)place.Variable ?? place.Local!;

    private static bool IsInner(Place place, HashSet<Local> inner) => place.Local is { } local && inner.Contains(local);

    // A local that is first mentioned in the body is declared there, and set anew for each element before it is read.
    internal static IEnumerable<Local> Mentioned(MicroNode node)
    {
        var reads = Reads(node).SelectMany(ExpressionParts.Locals);
        var set = node.Target?.Local ?? node.Local;
        return set is null ? reads : reads.Append(set);
    }

    private static IEnumerable<Expression> Reads(MicroNode node)
    {
        if (node.Value is not null)
        {
            yield return node.Value;
        }

        if (node.Condition is not null)
        {
            yield return node.Condition;
        }

        foreach (var step in (node.Target?.Path ?? []).OfType<ElementStep>())
        {
            yield return step.Index;
        }
    }

    private static bool IsOrderless(object root, List<MicroNode> writes, List<MicroNode> nodes, Local element, HashSet<Local> inner) =>
        IsPartitioned(root, writes, nodes, element) || IsAccumulated(root, writes, nodes) || IsConstant(root, writes, nodes, inner);

    private static bool IsPartitioned(object root, List<MicroNode> writes, List<MicroNode> nodes, Local element)
    {
        var position = writes[0].Target!.Path.ToList().FindIndex(s => IsElement(s, element));
        return position >= 0
            && writes.All(w => w.Target!.Path.Length > position && IsElement(w.Target.Path[position], element))
            && nodes.SelectMany(Reads).All(e => ReadsOnlyOwn(e, root, position, element));
    }

    private static bool IsElement(PlaceStep step, Local element) => step is ElementStep { Index: LocalRead read } && read.Local == element;

    private static bool ReadsOnlyOwn(Expression expression, object root, int position, Local element)
    {
        if (PathOf(expression, out var indices) == root)
        {
            return indices.Count > position && indices[position] is LocalRead read && read.Local == element
                && indices.OfType<Expression>().All(i => ReadsOnlyOwn(i, root, position, element));
        }

        return ExpressionParts.Operands(expression).All(o => ReadsOnlyOwn(o, root, position, element));
    }

    // The root of a chain of reads, with the index of each step (null for a step that is no element).
    private static object? PathOf(Expression expression, out List<Expression?> indices)
    {
        indices = [];
        var steps = new Stack<Expression?>();
        var e = expression;
        while (true)
        {
            switch (e)
            {
                case VariableRead read:
                    indices = [.. steps];
                    return read.Variable;
                case LocalRead read:
                    indices = [.. steps];
                    return read.Local;
                case ElementRead read:
                    steps.Push(read.Index);
                    e = read.Array;
                    break;
                case FieldRead read:
                    steps.Push(null);
                    e = read.Operand;
                    break;
                case VariantFieldRead read:
                    steps.Push(null);
                    e = read.Operand;
                    break;
                case Unary { Kind: UnaryKind.Unwrap } unwrap:
                    steps.Push(null);
                    e = unwrap.Operand;
                    break;
                default:
                    return null;
            }
        }
    }

    // Every write is `x = x op e`, all with operators of one family, and nothing else reads x.
    private static bool IsAccumulated(object root, List<MicroNode> writes, List<MicroNode> nodes)
    {
        var families = new HashSet<int>();
        foreach (var write in writes)
        {
            var value = write.Value is Unary { Kind: UnaryKind.CheckRange or UnaryKind.Wrap } check ? check.Operand : write.Value;
            var isEach = value is ArrayComprehension;
            if (value is not (Binary or ArrayComprehension { Body: Binary })
                || (isEach ? ((ArrayComprehension)value).Body : value) is not Binary binary || Family(binary.Kind) is not { } family
                || Mentions(binary.Right, root) || !IsOldValue(binary.Left, write.Target!, value as ArrayComprehension, root))
            {
                return false;
            }

            families.Add(family);
        }

        var reads = nodes.Except(writes).SelectMany(Reads).Concat(writes.SelectMany(w => w.Target!.Path.OfType<ElementStep>().Select(s => s.Index)));
        return families.Count == 1 && !reads.Any(e => Mentions(e, root));
    }

    // The left operand is the place itself; in `x = [i: T: x[i] op e]` it is its element i.
    private static bool IsOldValue(Expression left, Place place, ArrayComprehension? each, object root)
    {
        if (each is null)
        {
            return PathOf(left, out var indices) == root && !indices.OfType<Expression>().Any(i => Mentions(i, root)) && SamePath(place, left);
        }

        return left is ElementRead { Index: LocalRead index } element && index.Local == each.Bound && PathOf(element.Array, out _) == root
            && SamePath(place, element.Array);
    }

    private static int? Family(BinaryKind kind) => kind switch
    {
        BinaryKind.Add or BinaryKind.Subtract => 0,
        BinaryKind.Union => 1,
        BinaryKind.Difference => 2,
        BinaryKind.Intersect => 3,
        BinaryKind.And => 4,
        BinaryKind.Or => 5,
        BinaryKind.Min => 6,
        BinaryKind.Max => 7,
        _ => null,
    };

    private static bool SamePath(Place place, Expression read)
    {
        var e = read;
        for (var i = place.Path.Length - 1; i >= 0; i--)
        {
            var (inner, fits) = (place.Path[i], e) switch
            {
                (ElementStep s, ElementRead r) => (r.Array, Same(s.Index, r.Index)),
                (FieldStep s, FieldRead r) => (r.Operand, s.Field == r.Field),
                (VariantFieldStep s, VariantFieldRead r) => (r.Operand, s.Fields.SequenceEqual(r.Fields)),
                (ContentStep, Unary { Kind: UnaryKind.Unwrap } r) => (r.Operand, true),
                _ => (e, false),
            };
            if (!fits)
            {
                return false;
            }

            e = inner;
        }

        return e is VariableRead v ? v.Variable == place.Variable : e is LocalRead l && l.Local == place.Local;
    }

    private static bool Same(Expression left, Expression right) => (left, right) switch
    {
        (Literal a, Literal b) => a.Value.Equals(b.Value),
        (LocalRead a, LocalRead b) => a.Local == b.Local,
        _ => ReferenceEquals(left, right),
    };

    private static bool IsConstant(object root, List<MicroNode> writes, List<MicroNode> nodes, HashSet<Local> inner) =>
        writes.All(w => w.Target!.Path.IsEmpty && Same(w.Value!, writes[0].Value!)
            && w.Value is Literal or LocalRead && !(w.Value is LocalRead read && inner.Contains(read.Local)))
        && !nodes.SelectMany(Reads).Any(e => Mentions(e, root));

    private static bool Mentions(Expression expression, object root) =>
        ExpressionParts.All(expression).Any(e => e is VariableRead v ? ReferenceEquals(v.Variable, root) : e is LocalRead l && ReferenceEquals(l.Local, root));
}
