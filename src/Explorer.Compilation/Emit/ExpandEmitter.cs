using System.Collections.Generic;
using System.Linq;
using System.Reflection.Emit;
using Explorer.Compilation.Runtime;
using Explorer.Core.Systems;
using Explorer.Machines;

namespace Explorer.Compilation.Emit;

/// <summary>
/// The code that writes the successors of a state by a run of actions: of each machine only the actions at its location
/// are tried, in the order of their ids. Arguments: source, frame, buffer. Where the next successor goes is kept in
/// locals and put into the frame before the library is called.
/// </summary>
internal sealed class ExpandEmitter
{
    private readonly CompilationContext _context;
    private readonly StepCode[] _steps;
    private readonly Il _il;
    private readonly LocalBuilder _out;
    private readonly LocalBuilder _outAction;
    private readonly LocalBuilder _result;

    private ExpandEmitter(CompilationContext context, StepCode[] steps, DynamicMethod method)
    {
        _context = context;
        _steps = steps;
        _il = new Il(method.GetILGenerator());
        _out = _il.Pointer();
        _outAction = _il.Pointer();
        _result = _il.Number32();
    }

    public static DynamicMethod Compile(CompilationContext context, StepCode[] steps, IReadOnlyList<MachineAction> actions)
    {
        var method = new DynamicMethod(
            "expand", typeof(void), [typeof(ulong*), typeof(Frame*), typeof(SuccessorBuffer)], typeof(ExpandEmitter).Module, true)
        {
            InitLocals = false,
        };
        var emitter = new ExpandEmitter(context, steps, method);
        emitter.LoadOut();
        foreach (var run in Runs(actions))
        {
            emitter.EmitMachine(run);
        }

        emitter.SaveOut();
        emitter._il.Emit(OpCodes.Ret);
        return method;
    }

    // Neighbours of one machine.
    private static List<List<MachineAction>> Runs(IReadOnlyList<MachineAction> actions)
    {
        var runs = new List<List<MachineAction>>();
        foreach (var action in actions)
        {
            if (runs.Count == 0 || runs[^1][0].Machine != action.Machine)
            {
                runs.Add([]);
            }

            runs[^1].Add(action);
        }

        return runs;
    }

    private void EmitMachine(List<MachineAction> actions)
    {
        var machine = actions[0].Machine;
        if (_context.Layout.OfLocation(machine) is not { } location)
        {
            actions.ForEach(EmitAction);
            return;
        }

        var done = _il.Label();
        var byLocation = actions.ToLookup(a => a.From);
        var labels = _context.Model.Machines[machine].Locations.Select(l => byLocation.Contains(l.Index) ? _il.Label() : done).ToArray();
        _il.Argument(0);
        _il.AddWords(location.Word);
        _il.Emit(OpCodes.Ldind_I8);
        _il.ShiftRight(location.Shift);
        _il.Mask(location.Width);
        _il.Emit(OpCodes.Conv_I4);
        _il.Switch(labels);
        _il.Jump(done);
        foreach (var group in byLocation)
        {
            _il.Mark(labels[group.Key]);
            group.ToList().ForEach(EmitAction);
            _il.Jump(done);
        }

        _il.Mark(done);
    }

    private void EmitAction(MachineAction action)
    {
        var step = _steps[action.Id];
        if (step.HasDraws)
        {
            EmitDraws(action.Id, step);
            return;
        }

        var next = _il.Label();
        Fire(step);
        if (!step.MayViolate)
        {
            _il.Jump(OpCodes.Brfalse, next);
            Advance(action.Id);
            _il.Mark(next);
            return;
        }

        _il.Store(_result);
        TakeResult(action.Id, next, () =>
        {
            // An action without draws has only outcome 0.
            _il.Argument(1);
            _il.Const32(0);
            _il.StoreField(typeof(Frame).GetField(nameof(Frame.Choice))!);
        });
        _il.Mark(next);
    }

    // Executes until all digits have been through.
    private void EmitDraws(int action, StepCode step)
    {
        var (again, next) = (_il.Label(), _il.Label());
        CallDraws(nameof(Draws.Begin));
        _il.Mark(again);
        Fire(step);
        _il.Store(_result);
        TakeResult(action, next, () => { });
        CountChoice();
        MakeRoom();
        _il.Mark(next);
        CallDraws(nameof(Draws.Next));
        _il.Jump(OpCodes.Brtrue, again);
    }

    // Jumps to `blocked` without an outcome; else notes the successor and the violations.
    private void TakeResult(int action, Label blocked, System.Action beforeReport)
    {
        var (clean, faulted) = (_il.Label(), _il.Label());
        _il.Load(_result);
        _il.Jump(OpCodes.Brfalse, blocked);
        _il.Load(_result);
        _il.Const32(StepResult.Faulted);
        _il.Jump(OpCodes.Beq, faulted);
        Advance(action);
        _il.Mark(faulted);
        _il.Load(_result);
        _il.Const32(StepResult.Fired);
        _il.Jump(OpCodes.Beq, clean);
        beforeReport();
        SaveOut();
        _il.Argument(1);
        _il.Argument(2);
        _il.Const32(action);
        _il.Load(_result);
        _il.Call(typeof(Successors), nameof(Successors.Report));
        _il.Mark(clean);
    }

    private void Fire(StepCode step)
    {
        _il.Argument(0);
        _il.Load(_out);
        _il.Argument(1);
        _il.Call(step.Method);
    }

    private void Advance(int action)
    {
        _il.Load(_outAction);
        _il.Const32(action);
        _il.Emit(OpCodes.Stind_I4);
        _il.Load(_outAction);
        _il.Const32(4);
        _il.Emit(OpCodes.Add);
        _il.Store(_outAction);
        _il.Load(_out);
        _il.AddWords(_context.Layout.Words);
        _il.Store(_out);
    }

    private void MakeRoom()
    {
        var enough = _il.Label();
        _il.Load(_out);
        _il.Argument(1);
        _il.LoadField(typeof(Frame).GetField(nameof(Frame.Last))!);
        _il.Jump(OpCodes.Ble_Un, enough);
        SaveOut();
        _il.Argument(1);
        _il.Argument(2);
        _il.Const32(_context.Model.Actions.Length);
        _il.Call(typeof(Successors), nameof(Successors.Grow));
        LoadOut();
        _il.Mark(enough);
    }

    private void CountChoice()
    {
        var choice = typeof(Frame).GetField(nameof(Frame.Choice))!;
        _il.Argument(1);
        _il.Argument(1);
        _il.LoadField(choice);
        _il.Const32(1);
        _il.Emit(OpCodes.Add);
        _il.StoreField(choice);
    }

    private void CallDraws(string method)
    {
        _il.Argument(1);
        _il.Call(typeof(Draws), method);
    }

    private void LoadOut()
    {
        _il.Argument(1);
        _il.LoadField(typeof(Frame).GetField(nameof(Frame.Out))!);
        _il.Store(_out);
        _il.Argument(1);
        _il.LoadField(typeof(Frame).GetField(nameof(Frame.OutAction))!);
        _il.Store(_outAction);
    }

    private void SaveOut()
    {
        _il.Argument(1);
        _il.Load(_out);
        _il.StoreField(typeof(Frame).GetField(nameof(Frame.Out))!);
        _il.Argument(1);
        _il.Load(_outAction);
        _il.StoreField(typeof(Frame).GetField(nameof(Frame.OutAction))!);
    }
}
