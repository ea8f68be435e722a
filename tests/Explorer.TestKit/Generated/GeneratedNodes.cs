using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using static Explorer.TestKit.ModelTerms;

namespace Explorer.TestKit.Generated;

/// <summary>
/// A random graph of nodes, made from its entry on. On every path a local is assigned before it is read, loops are
/// bounded, and the step ends with Leave or Block. One object makes one graph.
/// </summary>
internal sealed class GeneratedNodes(Draws draws, GeneratedTypes types, GeneratedExpressions expressions, NodeOptions options)
{
    private const int Depth = 2;

    private readonly List<Node> _nodes = [];
    private readonly GeneratedPlaces _places = new(draws, expressions);
    private readonly List<Local> _loopLocals = [];
    private int _drawsLeft = 2;
    private bool _mayLoop = true;

    /// <summary>Ends a path: the node to go on with, given what is assigned there.</summary>
    private delegate int Ending(ExpressionContext context);

    /// <param name="context">Its locals are those that have a value at the start.</param>
    public ImmutableArray<Node> Graph(int length, ExpressionContext context)
    {
        Path(length, context, Finish);
        return [.. _nodes];
    }

    private int Path(int length, ExpressionContext context, Ending finish)
    {
        if (length <= 0)
        {
            return finish(context);
        }

        var at = Reserve();
        Fill(at, length, context, finish);
        return at;
    }

    private void Fill(int at, int length, ExpressionContext context, Ending finish)
    {
        var rest = length - 1;
        var ways = new List<(int, Func<Node>)>
        {
            (8, () => Assign(rest, context, finish)),
            (2, () => Fork(rest, context, finish, (a, b) => If(expressions.Condition(Depth, context), a, b))),
            (1, () => Fork(rest, context, finish, (a, b) => Either(a, b))),
        };
        if (options.MayBlock)
        {
            ways.Add((2, () => Await(Likely(context), Path(rest, context, finish))));
        }

        if (!options.Assertions.IsEmpty)
        {
            ways.Add((1, () => Check(
                draws.Pick(options.Assertions), expressions.Condition(Depth, context), Path(rest, context, finish))));
        }

        if (_drawsLeft > 0)
        {
            ways.Add((3, () => Draw(rest, context, finish)));
        }

        if (_mayLoop)
        {
            ways.Add((1, () => Count(rest, context, finish)));
            ways.Add((1, () => ForEach(rest, context, finish)));
        }

        _nodes[at] = draws.OneOf(ways);
    }

    private int Finish(ExpressionContext context)
    {
        var at = Reserve();
        if (options.MayBlock && draws.Chance(4))
        {
            _nodes[at] = Block();
            return at;
        }

        // Every local that is live there has a value.
        var possible = options.Targets.Where(l => l.Live.All(context.Locals.Contains)).ToArray();
        var goingOn = possible.Where(l => !l.IsEnd).ToArray();
        var targets = goingOn.Length > 0 && draws.Chance(85) ? goingOn : possible;
        _nodes[at] = Leave(targets.Length == 0 ? -1 : draws.Pick(targets).Index);
        return at;
    }

    private Node Assign(int rest, ExpressionContext context, Ending finish)
    {
        var isLocal = options.Locals.Count > 0 && draws.Chance(40);
        if (isLocal)
        {
            var local = draws.Pick(options.Locals);
            return Set(local, expressions.Of(local.Type, Depth, context), Path(rest, context.With(local), finish));
        }

        // What bounds a loop is assigned by the loop alone.
        var place = _places.Any(context with { Locals = context.Locals.RemoveRange(_loopLocals) });
        var value = draws.Chance(55) ? Changed(place, context) : expressions.Of(place.Type, Depth, context);
        return Set(place, value, Path(rest, context, finish));
    }

    // Both arms go on alone, or meet again: there, what an arm has assigned counts as unassigned.
    private Node Fork(int rest, ExpressionContext context, Ending finish, Func<int, int, Node> node)
    {
        if (draws.Chance(50))
        {
            return node(Path(rest, context, finish), Path(draws.Below(rest + 1), context, finish));
        }

        var join = Reserve();
        var result = node(Path(draws.Between(0, 1), context, _ => join), Path(draws.Between(0, 2), context, _ => join));
        Fill(join, Math.Max(rest, 1), context, finish);
        return result;
    }

    private Node Draw(int rest, ExpressionContext context, Ending finish)
    {
        _drawsLeft--;
        var candidates = options.Locals.Where(l => !l.Type.ContainsArray && l.Type.Cardinality <= GeneratedTypes.Small).ToArray();
        var target = candidates.Length > 0 ? draws.Pick(candidates) : options.NewLocal("c", types.Ordered());
        var set = draws.Chance(35) ? expressions.Of(new SetType(target.Type), Depth, context) : null;
        var inner = context.With(target);
        var condition = draws.Chance(50) ? Likely(inner) : null;
        return Choose(target, set, condition, Path(rest, inner, finish));
    }

    // i = 0; while (i < n) { …; i = i + 1; }
    private Node Count(int rest, ExpressionContext context, Ending finish)
    {
        _mayLoop = false;
        var type = Range(0, 3);
        var counter = LoopLocal("i", type);
        var inner = context.With(counter);
        var head = Reserve();
        var increment = Reserve();
        _nodes[increment] = Set(counter, CheckRange(type, Add(Read(counter), Constant(1))), head);
        var body = Path(draws.Between(1, 2), inner, _ => increment);
        _nodes[head] = If(Less(Read(counter), Constant(draws.Between(1, 3))), body, Path(rest, inner, finish));
        return Set(counter, ConstantAt(type, 0), head);
    }

    // s = e; while (s is not empty) { choose x in s; s = s - {x}; … }
    private Node ForEach(int rest, ExpressionContext context, Ending finish)
    {
        _mayLoop = false;
        _drawsLeft = 0;
        var element = types.AtMost(3);
        var type = new SetType(element);
        var left = LoopLocal("left", type);
        var one = options.NewLocal("each", element);
        var head = Reserve();
        var choice = Reserve();
        var removal = Reserve();
        var inner = context.With(left);
        var removed = Binary(BinaryKind.Difference, Read(left), new SetLiteral([Read(one)], type, None));
        _nodes[choice] = Choose(one, Read(left), null, removal);
        _nodes[removal] = Set(left, removed, Path(draws.Between(0, 1), inner.With(one), _ => head));
        var isEmpty = Equal(Unary(UnaryKind.Cardinality, Read(left), IntType.Unbounded), Constant(0));
        _nodes[head] = If(isEmpty, Path(rest, inner, finish), choice);
        return Set(left, expressions.Of(type, Depth, context), head);
    }

    // One more, or the contrary: so that there are many states.
    private Expression Changed(Place place, ExpressionContext context) => place.Type switch
    {
        IntType { IsUnbounded: false } t => Wrap(t, Add(GeneratedPlaces.Read(place), Constant(1))),
        BoolType => Not(GeneratedPlaces.Read(place)),
        _ => expressions.Of(place.Type, Depth, context),
    };

    // True more often than not, so that steps are possible.
    private Expression Likely(ExpressionContext context) => draws.Chance(40)
        ? expressions.Condition(Depth, context)
        : Or(expressions.Condition(Depth, context), expressions.Condition(Depth - 1, context));

    private Local LoopLocal(string name, ModelType type)
    {
        var local = options.NewLocal(name, type);
        _loopLocals.Add(local);
        return local;
    }

    private int Reserve()
    {
        _nodes.Add(Block());
        return _nodes.Count - 1;
    }
}
