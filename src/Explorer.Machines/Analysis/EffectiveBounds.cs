using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Analysis;

/// <summary>
/// What variables and locals can hold, whatever the order of steps: the least fixpoint of all assignments, as intervals
/// with widening (Cousot and Cousot, Abstract interpretation, 1977). Initial values, the initial step, the starts of
/// machines and all actions are looked at in rounds, each with what the round before said, so that machines that are
/// alike get bounds that are alike; a bound that grows again and again becomes that of the type. All elements of an array
/// share one interval, all identities of a type are alike, and a local can always have its default.
///
/// Of control flow it knows where machines can be at all: an action counts once its location is reached, and what is behind
/// a condition that never holds, given the bounds, is not looked at. Else flow-insensitive. Nothing is said of queues, and
/// of structs, options and enums with arrays in them.
/// </summary>
public sealed class EffectiveBounds
{
    private readonly Dictionary<object, Interval> _intervals = [];
    private readonly List<Step> _steps = [];
    private readonly BoundsEvaluation _evaluation;
    private readonly bool[][] _isReached;
    private readonly HashSet<(int Machine, int Location)> _entered = [];

    private EffectiveBounds(MachineModel model)
    {
        _evaluation = new BoundsEvaluation(
            v => _intervals.TryGetValue(v, out var interval) ? interval.Bounds : BoundsEvaluation.OfInnermost(v.Type),
            l => _intervals.TryGetValue(l, out var interval) ? interval.Bounds : null);
        foreach (var variable in model.Variables)
        {
            // What a workload runs may be anything, although no step writes it.
            Add(variable, variable.Type, variable == model.Workload?.Program
                ? BoundsEvaluation.OfInnermost(variable.Type)
                : _evaluation.Of(variable.Initial));
        }

        foreach (var local in model.Machines.SelectMany(m => m.Locals).Concat(model.InitialLocals))
        {
            Add(local, local.Type, _evaluation.Of(new Literal(ValueOrder.Default(local.Type), local.Type, local.Span)));
        }

        _isReached = [.. model.Machines.Select(m => new bool[m.Locations.Length])];
        AddStep(model.InitialNodes, -1, -1);
        foreach (var machine in model.Machines)
        {
            if (!machine.StartNodes.IsEmpty)
            {
                AddStep(machine.StartNodes, machine.Index, -1);
            }
            else if (!machine.Locations.IsEmpty)
            {
                _isReached[machine.Index][machine.Start] = true;
            }
        }

        foreach (var action in model.Actions)
        {
            AddStep(action.Nodes, action.Machine, action.From);
        }

        while (Round())
        {
        }
    }

    /// <summary>The fixpoint of a model.</summary>
    public static EffectiveBounds Of(MachineModel model) => new(model);

    /// <summary>Bounds on the numbers of the values of a variable (of an array: of its elements) in the order of their type;
    /// null if they have none.</summary>
    public IntegerBounds? NumbersOf(Variable variable) => NumbersOf(variable, variable.Type);

    /// <summary>The same for a local.</summary>
    public IntegerBounds? NumbersOf(Local local) => NumbersOf(local, local.Type);

    /// <summary>Whether an action's machine can be where it starts; else it never runs. Rules can always run, by this.</summary>
    public bool IsReached(MachineAction action) => action.From < 0 || _isReached[action.Machine][action.From];

    /// <summary>Whether a machine can be at one of its locations; if not, the bounds need not hold of what is done there.</summary>
    public bool CanBeAt(Machine machine, int location) => _isReached[machine.Index][location];

    private IntegerBounds? NumbersOf(object key, ModelType type) => _intervals.TryGetValue(key, out var interval)
        ? PartBounds.Numbers(PartBounds.Innermost(type), interval.Bounds)
        : null;

    private void Add(object key, ModelType type, IntegerBounds bounds)
    {
        var element = PartBounds.Innermost(type);
        if (element is IntType || ValueOrder.IsNumbered(element))
        {
            _intervals.Add(key, new Interval(PartBounds.OfType(element), bounds));
        }
    }

    private void AddStep(ImmutableArray<Node> nodes, int machine, int from)
    {
        var targets = new List<Interval>();
        foreach (var node in nodes)
        {
            if (Target(node) is { } target)
            {
                targets.Add(target);
            }
        }

        var leaves = machine < 0 ? [] : nodes.OfType<Leave>().Where(n => IsLocation(machine, n.Location)).Select(n => n.Location).ToList();
        if (targets.Count > 0 || leaves.Count > 0)
        {
            _steps.Add(new Step(nodes, machine, from, targets, leaves));
        }
    }

    // The interval that the node may widen.
    private Interval? Target(Node node)
    {
        object? key = node switch
        {
            Assign n => (object?)n.Target.Variable ?? n.Target.Local,
            Choose n => n.Target,
            _ => null,
        };
        return key is not null && _intervals.TryGetValue(key, out var interval) ? interval : null;
    }

    private bool Round()
    {
        _steps.RemoveAll(s => s.Targets.TrueForAll(t => t.IsFull) && s.Leaves.TrueForAll(l => _isReached[s.Machine][l]));
        foreach (var step in _steps.Where(s => s.From < 0 || _isReached[s.Machine][s.From]))
        {
            Follow(step);
        }

        var grows = false;
        foreach (var (machine, location) in _entered)
        {
            grows |= !_isReached[machine][location];
            _isReached[machine][location] = true;
        }

        _entered.Clear();
        foreach (var interval in _intervals.Values)
        {
            grows |= interval.Grow();
        }

        return grows;
    }

    private bool IsLocation(int machine, int location) => location >= 0 && location < _isReached[machine].Length;

    private void Follow(Step step)
    {
        var nodes = step.Nodes;
        var seen = new bool[nodes.Length];
        var waiting = new Stack<int>();
        waiting.Push(0);
        while (waiting.TryPop(out var index))
        {
            if (seen[index])
            {
                continue;
            }

            seen[index] = true;
            if (Target(nodes[index]) is { IsFull: false } target)
            {
                target.Add(Assigned(nodes[index], target));
            }

            if (nodes[index] is Leave leave && step.Machine >= 0 && IsLocation(step.Machine, leave.Location))
            {
                _entered.Add((step.Machine, leave.Location));
            }

            foreach (var next in Next(nodes[index]))
            {
                waiting.Push(next);
            }
        }
    }

    private IEnumerable<int> Next(Node node) => node switch
    {
        Await n when !_evaluation.MayHold(n.Condition) => [],
        Branch n when !_evaluation.MayHold(n.Condition) => [n.WhenFalse],
        Branch n when !_evaluation.MayFail(n.Condition) => [n.WhenTrue],
        _ => ExpressionTree.Successors(node),
    };

    private IntegerBounds Assigned(Node node, Interval target) => node switch
    {
        Assign n => Replaced(PartBounds.Innermost((n.Target.Variable?.Type ?? n.Target.Local?.Type)!), n, 0, target.Bounds),
        Choose { Set: { } set } => PartBounds.OfType(((SetType)set.Type).Element),
        _ => target.Full,
    };

    // The bounds of a value in which the part behind the first steps of the path is replaced.
    private IntegerBounds Replaced(ModelType type, Assign node, int taken, IntegerBounds whole)
    {
        var path = node.Target.Path;
        while (taken < path.Length && path[taken] is ElementStep)
        {
            taken++;
        }

        if (taken == path.Length)
        {
            return _evaluation.Of(node.Value);
        }

        switch (path[taken], type)
        {
            case (ContentStep, OptionType t):
                return PartBounds.Some(t, Replaced(t.Element, node, taken + 1, PartBounds.Content(t, whole)));
            case (FieldStep s, StructType t):
                return ReplacedField(t.Fields, s.Field, node, taken + 1, whole);
            case (VariantFieldStep s, EnumType t):
                return ReplacedVariantField(t, s.Fields, node, taken + 1, whole);
            default:
                return PartBounds.OfType(type);
        }
    }

    private IntegerBounds ReplacedVariantField(
        EnumType type, ImmutableArray<(int Variant, int Field)> fields, Assign node, int taken, IntegerBounds whole)
    {
        IntegerBounds? union = null;
        foreach (var (variant, field) in fields)
        {
            if (PartBounds.InVariant(type, variant, whole) is { } within)
            {
                var bounds = PartBounds.OfVariant(
                    type, variant, i => FieldAfter(type.Variants[variant].Fields, i, field, node, taken, within));
                union = union?.Union(bounds) ?? bounds;
            }
        }

        return union ?? whole;
    }

    private IntegerBounds ReplacedField(ImmutableArray<FieldInfo> fields, int field, Assign node, int taken, IntegerBounds whole) =>
        PartBounds.OfFields(fields, i => FieldAfter(fields, i, field, node, taken, whole));

    private IntegerBounds FieldAfter(
        ImmutableArray<FieldInfo> fields, int index, int changed, Assign node, int taken, IntegerBounds whole)
    {
        var before = PartBounds.Field(fields, index, whole);
        return index == changed ? Replaced(fields[index].Type, node, taken, before) : before;
    }

    // Machine: -1 for the initial step. From: -1 for what runs at the start, and for rules.
    private sealed record Step(ImmutableArray<Node> Nodes, int Machine, int From, List<Interval> Targets, List<int> Leaves);

    private sealed class Interval(IntegerBounds full, IntegerBounds bounds)
    {
        // A bound that has grown this often is widened.
        private const int Patience = 3;

        private IntegerBounds _next = bounds;
        private int _lowGrowths;
        private int _highGrowths;

        public IntegerBounds Full { get; } = full;

        public IntegerBounds Bounds { get; private set; } = bounds;

        public bool IsFull => Bounds == Full;

        public void Add(IntegerBounds values) => _next = _next.Union(values).Within(Full);

        // What was added becomes visible.
        public bool Grow()
        {
            if (_next == Bounds)
            {
                return false;
            }

            var low = _next.Low < Bounds.Low && ++_lowGrowths > Patience ? Full.Low : _next.Low;
            var high = _next.High > Bounds.High && ++_highGrowths > Patience ? Full.High : _next.High;
            _next = Bounds = new(low, high);
            return true;
        }
    }
}
