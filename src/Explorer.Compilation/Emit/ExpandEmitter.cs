using System.Collections.Generic;
using System.Reflection.Emit;
using Explorer.Core.Systems;
using Explorer.Machines;

namespace Explorer.Compilation.Emit;

/// <summary>
/// The code that writes the successors of a state by a segment of the actions, in the order of their ids. The actions
/// that can be possible are found by tables and taken bit by bit; or, in the segment of one large machine, by a switch on
/// its location, and then tried one after the other.
/// </summary>
internal sealed class ExpandEmitter
{
    private readonly CompilationContext _context;
    private readonly List<MachineAction> _actions;
    private readonly StepSource[] _steps;
    private readonly Il _il;
    private readonly FiringEmitter _firing;

    private ExpandEmitter(CompilationContext context, List<MachineAction> actions, StepSource[] steps, DynamicMethod method)
    {
        _actions = actions;
        _context = context;
        _steps = steps;
        var generator = method.GetILGenerator();
        _il = new Il(generator) { TargetHolder = generator.DeclareLocal(typeof(ulong*)) };
        _firing = new FiringEmitter(context, _il);
    }

    /// <param name="steps">The steps of the segment's actions; for tables without what these decide.</param>
    /// <param name="guards">The tables; null to switch on locations.</param>
    public static DynamicMethod Compile(
        CompilationContext context, List<MachineAction> actions, StepSource[] steps, GuardTables? guards)
    {
        var method = GeneratedMethod.Create("expand", typeof(void), typeof(SuccessorBuffer));
        var emitter = new ExpandEmitter(context, actions, steps, method);
        emitter._firing.LoadOut();
        if (guards is null)
        {
            emitter.EmitMachine();
        }
        else
        {
            emitter.EmitCandidates(guards);
        }

        emitter._firing.SaveOut();
        emitter._il.Emit(OpCodes.Ret);
        return method;
    }

    // The masks of the candidates, then a loop over the bits of each.
    private void EmitCandidates(GuardTables guards)
    {
        var masks = new LocalBuilder[guards.Words];
        for (var word = 0; word < masks.Length; word++)
        {
            masks[word] = _il.Number();
            var left = _actions.Count - (64 * word);
            _il.Const(left >= 64 ? ulong.MaxValue : (1UL << left) - 1);
            _il.Store(masks[word]);
        }

        foreach (var table in guards.Tables)
        {
            Narrow(masks, table);
        }

        for (var i = 0; i < masks.Length; i++)
        {
            var word = i;
            var (first, count) = (64 * word, System.Math.Min(64, _actions.Count - (64 * word)));
            _il.WithOwnLocals(() => new CandidateEmitter(
                _context, _il, _firing, _actions.GetRange(first, count), _steps[first..(first + count)]).Emit(masks[word]));
        }
    }

    private void Narrow(LocalBuilder[] masks, ConjunctTable table)
    {
        var entry = _il.Pointer();
        _il.Address(_context.Pool.Add(table.Entries));
        _il.Source();
        _il.AddWords(table.Bits.Word);
        _il.Emit(OpCodes.Ldind_I8);
        _il.ShiftRight(table.Bits.Low);
        _il.Mask(table.Bits.Length);
        _il.Multiply(8L * masks.Length);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        _il.Store(entry);
        for (var word = 0; word < masks.Length; word++)
        {
            _il.Load(masks[word]);
            _il.Load(entry);
            _il.AddWords(word);
            _il.Emit(OpCodes.Ldind_I8);
            _il.Emit(OpCodes.And);
            _il.Store(masks[word]);
        }
    }

    // A switch on the location of the one machine.
    private void EmitMachine()
    {
        var location = _context.Layout.OfLocation(_actions[0].Machine)!;
        var done = _il.Label();
        var labels = _il.Labels(_context.Model.Machines[_actions[0].Machine].Locations.Length);
        _il.Source();
        _il.AddWords(location.Word);
        _il.Emit(OpCodes.Ldind_I8);
        _il.ShiftRight(location.Shift);
        _il.Mask(location.Width);
        _il.Emit(OpCodes.Conv_I4);
        _il.Switch(labels);
        _il.Jump(done);
        for (var from = 0; from < labels.Length; from++)
        {
            _il.Mark(labels[from]);
            for (var i = 0; i < _actions.Count; i++)
            {
                if (_actions[i].From == from)
                {
                    _firing.Emit(_actions[i].Id, StepEmitter.Compile(_context, _steps[i]));
                }
            }

            _il.Jump(done);
        }

        _il.Mark(done);
    }
}
