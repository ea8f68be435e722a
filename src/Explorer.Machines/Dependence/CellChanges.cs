using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Dependence;

/// <summary>
/// What an action does to one small cell: for each value that the cell can have before the step, those that it can have
/// behind it. A forward analysis of the step's nodes with sets of values, one run for each value before; conditions that
/// read nothing but the cell cut off paths. Of everything else nothing is known: it can be anything of its type.
/// </summary>
internal sealed class CellChanges
{
    private readonly MachineModel _model;
    private readonly CellValues _values;
    private readonly MachineAction _action;
    private readonly StateCell _cell;
    private readonly Dictionary<Local, List<Expression>?> _locals = [];

    private CellChanges(MachineModel model, CellValues values, MachineAction action, StateCell cell)
    {
        (_model, _values, _action, _cell) = (model, values, action, cell);
        CollectLocals();
    }

    /// <summary>Element a: the values that can be behind a step before which the cell has value a; none if there is no such
    /// step.</summary>
    public static ulong[] Of(MachineModel model, CellValues values, MachineAction action, StateCell cell)
    {
        var changes = new CellChanges(model, values, action, cell);
        var after = new ulong[values.Count(cell)];
        for (var before = 0; before < after.Length; before++)
        {
            after[before] = cell.IsLocation ? changes.LocationsAfter(before) : changes.Follow(1UL << before);
        }

        return after;
    }

    private ulong LocationsAfter(int before)
    {
        if (_action.Machine != _cell.Machine)
        {
            return 1UL << before;
        }

        if (before != _action.From)
        {
            return 0;
        }

        var reachable = StepGraph.Reachable(_action.Nodes);
        return _action.Nodes.Where((_, i) => reachable[i]).OfType<Leave>().Aggregate(0UL, (all, n) => all | 1UL << n.Location);
    }

    private ulong Follow(ulong before)
    {
        var nodes = _action.Nodes;
        var (known, behind) = (new ulong[nodes.Length], 0UL);
        var waiting = new Queue<int>();
        Reach(0, before);
        while (waiting.TryDequeue(out var index))
        {
            var values = known[index];
            switch (nodes[index])
            {
                case Assign n:
                    Reach(n.Next, After(n, values));
                    break;
                case Await n:
                    Reach(n.Next, Truth(n.Condition, values).True);
                    break;
                case Branch n:
                    var truth = Truth(n.Condition, values);
                    Reach(n.WhenTrue, truth.True);
                    Reach(n.WhenFalse, truth.False);
                    break;
                case Leave:
                    behind |= values;
                    break;
                default:
                    foreach (var next in ExpressionTree.Successors(nodes[index]))
                    {
                        Reach(next, values);
                    }

                    break;
            }
        }

        return behind;

        void Reach(int index, ulong values)
        {
            if ((values & ~known[index]) != 0)
            {
                known[index] |= values;
                waiting.Enqueue(index);
            }
        }
    }

    private CellTruth Truth(Expression condition, ulong values) => _values.MayBe(condition, _cell, values);

    private ulong After(Assign node, ulong values)
    {
        var place = node.Target;
        if (place.Variable != _cell.Variable)
        {
            return values;
        }

        // Whether the path leads to the cell, and whether it certainly does.
        var indices = StateCells.Indices(place);
        var (mayBe, mustBe) = (true, true);
        for (var i = 0; i < Math.Min(indices.Count, _cell.Indices.Length); i++)
        {
            var constant = StateCells.Constant(place.Variable!, i, indices[i]);
            mayBe &= constant < 0 || constant == _cell.Indices[i];
            mustBe &= constant == _cell.Indices[i];
        }

        return !mayBe ? values : Assigned(node, indices.Count, values) | (mustBe ? 0 : values);
    }

    private ulong Assigned(Assign node, int indices, ulong values)
    {
        var (path, value) = (node.Target.Path, node.Value);
        if (indices > _cell.Indices.Length)
        {
            return _values.All(_cell);
        }

        if (path.Length == indices)
        {
            return ElementOf(value, indices) is { } element ? ValuesOf(element, values) : _values.All(_cell);
        }

        // One field of a struct that is a cell: the struct with that field replaced.
        if (path.Length == indices + 1 && path[^1] is FieldStep field && indices == _cell.Indices.Length)
        {
            return ValuesOf(new With(ReadOfCell(), [(field.Field, value)], node.Span), values);
        }

        return _values.All(_cell);
    }

    // The value of the cell within the value of an array around it.
    private Expression? ElementOf(Expression value, int taken)
    {
        for (; taken < _cell.Indices.Length; taken++)
        {
            var type = (ArrayType)value.Type;
            var index = new Literal(ValueOrder.At(type.Index, _cell.Indices[taken]), type.Index, value.Span);
            switch (value)
            {
                case ArrayComprehension e:
                    value = ExpressionRewriter.Substitute(e.Body, e.Bound, index);
                    break;
                case Unary { Kind: UnaryKind.Fill } e when e.Operand.Type == type.Element:
                    value = e.Operand;
                    break;
                case Unary { Kind: UnaryKind.Fill } e:
                    value = e with { Type = type.Element };
                    break;
                case Literal { Value: ArrayValue array }:
                    value = new Literal(array.Elements[_cell.Indices[taken]], type.Element, value.Span);
                    break;
                case VariableRead or ElementRead:
                    value = new ElementRead(value, index, type.Element, value.Span);
                    break;
                default:
                    return null;
            }
        }

        return value;
    }

    private Expression ReadOfCell()
    {
        Expression read = new VariableRead(_cell.Variable!, _action.Span);
        foreach (var index in _cell.Indices)
        {
            var type = (ArrayType)read.Type;
            read = new ElementRead(read, new Literal(ValueOrder.At(type.Index, index), type.Index, _action.Span), type.Element, _action.Span);
        }

        return read;
    }

    private ulong ValuesOf(Expression value, ulong values) =>
        _values.ValuesOf(value, _cell, values, local => _locals.GetValueOrDefault(local));

    // What the step gives each of its locals, as far as these have no value before it and are only assigned as a whole.
    // The cell may have changed between the assignment and its use, so only what does not read the cell counts.
    private void CollectLocals()
    {
        if (_action.From >= 0)
        {
            foreach (var local in _model.Machines[_action.Machine].Locations[_action.From].Live)
            {
                _locals[local] = null;
            }
        }

        foreach (var node in _action.Nodes)
        {
            if (node is Choose choose)
            {
                _locals[choose.Target] = null;
            }
            else if (node is Assign { Target.Local: { } local } assign)
            {
                if (!assign.Target.Path.IsEmpty || ReadsCell(assign.Value) || MayBeUnset(local))
                {
                    _locals[local] = null;
                }
                else if (!_locals.TryGetValue(local, out var values))
                {
                    _locals[local] = [assign.Value];
                }
                else
                {
                    values?.Add(assign.Value);
                }
            }
        }
    }

    // Whether some node that the step can come to without an assignment reads the local: then that has its default there.
    private bool MayBeUnset(Local local)
    {
        var (nodes, seen, waiting) = (_action.Nodes, new HashSet<int>(), new Stack<int>([0]));
        while (waiting.TryPop(out var index))
        {
            if (!seen.Add(index))
            {
                continue;
            }

            if (ExpressionTree.Expressions(nodes[index]).SelectMany(ExpressionTree.SelfAndDescendants)
                .Any(e => e is LocalRead read && read.Local == local))
            {
                return true;
            }

            var assigns = nodes[index] is Assign { Target: { Path.IsEmpty: true } target } && target.Local == local;
            foreach (var next in assigns ? [] : ExpressionTree.Successors(nodes[index]))
            {
                waiting.Push(next);
            }
        }

        return false;
    }

    private bool ReadsCell(Expression expression) => ExpressionTree.SelfAndDescendants(expression).Any(e =>
        e is VariableRead read && read.Variable == _cell.Variable);
}
