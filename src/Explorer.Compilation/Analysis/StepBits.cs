using System.Linq;
using Explorer.Compilation.Emit;
using Explorer.Compilation.Layout;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;

namespace Explorer.Compilation.Analysis;

/// <summary>
/// Which bits of the state a step without draws depends on and may change, if they are all in one word: what it does to
/// `Writes` follows from `Reads`. An element at an index that is not constant is the whole array, which is then read as
/// well as written; so is, in a step with branches, all that it writes.
/// </summary>
internal sealed class StepBits
{
    private readonly MachineModel _model;
    private readonly StateLayout _layout;
    private readonly BitSupport _support;
    private readonly StepSource _step;
    private readonly StepFlow _flow;
    private int _word = -1;
    private ulong _reads;
    private ulong _writes;
    private bool _isOneWord = true;

    private StepBits(MachineModel model, StateLayout layout, BitSupport support, StepSource step)
    {
        (_model, _layout, _support, _step) = (model, layout, support, step);
        var live = step.Machine is { } machine && step.From >= 0 ? machine.Locations[step.From].Live : [];
        _flow = new StepFlow(step.Nodes, step.Machine, live);
        foreach (var node in _flow.Reachable)
        {
            Add(node);
        }

        foreach (var local in _flow.ReadFirst.Where(_flow.LiveBefore.Contains))
        {
            Add(ref _reads, SlotOf(local));
        }

        if (_flow.Reachable.Any(n => n is Branch))
        {
            _reads |= _writes;
        }
    }

    public int Word => _word < 0 ? 0 : _word;

    public ulong Reads => _reads;

    public ulong Writes => _writes;

    /// <summary>Null if it draws, or if the bits are in several words.</summary>
    public static StepBits? Of(MachineModel model, StateLayout layout, BitSupport support, StepSource step)
    {
        if (step.Nodes.Any(n => n is Choose or Either))
        {
            return null;
        }

        var bits = new StepBits(model, layout, support, step);
        return bits._isOneWord ? bits : null;
    }

    private void Add(Node node)
    {
        foreach (var expression in ExpressionTree.Expressions(node))
        {
            Read(expression);
        }

        if (node is Assign { Target.Variable: { } variable } assign)
        {
            Write(variable, assign.Target);
        }
        else if (node is Leave leave && _step.Machine is { } machine && leave.Location >= 0)
        {
            End(machine, leave);
        }
    }

    private void Read(Expression expression)
    {
        if (_support.Static(expression) is { } slot)
        {
            Add(ref _reads, slot);
            return;
        }

        var machine = expression switch { AtLocation e => e.Machine, OtherLocalRead e => e.Machine, _ => -1 };
        if (machine >= 0 && _layout.OfLocation(machine) is { } location)
        {
            Add(ref _reads, location);
        }

        if (expression is OtherLocalRead read)
        {
            Add(ref _reads, _layout.OfLocal(machine, _model.Machines[machine].Locals.IndexOf(read.Local)));
        }

        foreach (var child in ExpressionTree.Children(expression))
        {
            Read(child);
        }
    }

    private void Write(Variable variable, Place place)
    {
        var (slot, isWhole) = (_layout.OfVariable(variable), true);
        foreach (var step in place.Path)
        {
            var part = step switch
            {
                ElementStep { Index: Literal index } when slot.Encoding is ArrayEncoding array => BitSupport.Element(slot, array, index.Value),
                FieldStep s when slot.Encoding is RecordEncoding record => BitSupport.Within(slot, record.Variants[0][s.Field]),
                _ => null,
            };
            isWhole = part is not null;
            if (!isWhole)
            {
                break;
            }

            slot = part!;
        }

        Add(ref _writes, slot);
        if (!isWhole)
        {
            Add(ref _reads, slot);
        }
    }

    private void End(Machine machine, Leave leave)
    {
        if (leave.Location != _step.From && _layout.OfLocation(machine.Index) is { } location)
        {
            Add(ref _writes, location);
        }

        var after = _flow.LiveAfter(leave);
        foreach (var local in _flow.LiveBefore.Where(l => !after.Contains(l)))
        {
            Add(ref _writes, SlotOf(local));
        }

        foreach (var local in after.Where(l => _flow.Assigned.Contains(l) || !_flow.LiveBefore.Contains(l)))
        {
            Add(ref _writes, SlotOf(local));
        }
    }

    private void Add(ref ulong bits, Slot slot)
    {
        if (slot.Width == 0)
        {
            return;
        }

        _word = _word < 0 ? slot.Word : _word;
        _isOneWord &= slot.Encoding.IsScalar && slot.Word == _word;
        bits |= slot.MaskInWord;
    }

    private Slot SlotOf(Local local) => _layout.OfLocal(_step.Machine!.Index, _step.Machine.Locals.IndexOf(local));
}
