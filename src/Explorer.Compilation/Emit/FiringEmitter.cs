using System.Reflection.Emit;
using Explorer.Compilation.Runtime;

namespace Explorer.Compilation.Emit;

/// <summary>
/// Within the code that expands: fires actions. Where the next successor and its action's id go is kept in locals, and put
/// into the frame before the library is called. Arguments of the method: source, frame, buffer.
/// </summary>
internal sealed class FiringEmitter(CompilationContext context, Il il)
{
    private readonly LocalBuilder _out = il.Pointer();
    private readonly LocalBuilder _outAction = il.Pointer();
    private readonly LocalBuilder _result = il.Number32();

    /// <summary>Emits the execution of an action in all its outcomes.</summary>
    public void Emit(int action, StepCode step)
    {
        if (step.HasDraws)
        {
            EmitDraws(action, step);
            return;
        }

        var next = il.Label();
        Fire(step);
        if (!step.MayViolate)
        {
            il.Jump(OpCodes.Brfalse, next);
            Advance(action);
            il.Mark(next);
            return;
        }

        il.Store(_result);
        TakeResult(action, next, () =>
        {
            // An action without draws has only outcome 0.
            il.Argument(1);
            il.Const32(0);
            il.StoreField(typeof(Frame).GetField(nameof(Frame.Choice))!);
        });
        il.Mark(next);
    }

    // Executes until all digits have been through.
    private void EmitDraws(int action, StepCode step)
    {
        var (again, next) = (il.Label(), il.Label());
        CallDraws(nameof(Draws.Begin));
        il.Mark(again);
        Fire(step);
        il.Store(_result);
        TakeResult(action, next, () => { });
        CountChoice();
        MakeRoom();
        il.Mark(next);
        CallDraws(nameof(Draws.Next));
        il.Jump(OpCodes.Brtrue, again);
    }

    // Jumps to `blocked` without an outcome; else notes the successor and the violations.
    private void TakeResult(int action, Label blocked, System.Action beforeReport)
    {
        var (clean, faulted) = (il.Label(), il.Label());
        il.Load(_result);
        il.Jump(OpCodes.Brfalse, blocked);
        il.Load(_result);
        il.Const32(StepResult.Faulted);
        il.Jump(OpCodes.Beq, faulted);
        Advance(action);
        il.Mark(faulted);
        il.Load(_result);
        il.Const32(StepResult.Fired);
        il.Jump(OpCodes.Beq, clean);
        beforeReport();
        SaveOut();
        il.Argument(1);
        il.Argument(2);
        il.Const32(action);
        il.Load(_result);
        il.Call(typeof(Successors), nameof(Successors.Report));
        il.Mark(clean);
    }

    private void Fire(StepCode step)
    {
        il.Argument(0);
        il.Load(_out);
        il.Argument(1);
        il.Call(step.Method);
    }

    private void Advance(int action)
    {
        il.Load(_outAction);
        il.Const32(action);
        il.Emit(OpCodes.Stind_I4);
        il.Load(_outAction);
        il.Const32(4);
        il.Emit(OpCodes.Add);
        il.Store(_outAction);
        il.Load(_out);
        il.AddWords(context.Layout.Words);
        il.Store(_out);
    }

    private void MakeRoom()
    {
        var enough = il.Label();
        il.Load(_out);
        il.Argument(1);
        il.LoadField(typeof(Frame).GetField(nameof(Frame.Last))!);
        il.Jump(OpCodes.Ble_Un, enough);
        SaveOut();
        il.Argument(1);
        il.Argument(2);
        il.Const32(context.Model.Actions.Length);
        il.Call(typeof(Successors), nameof(Successors.Grow));
        LoadOut();
        il.Mark(enough);
    }

    private void CountChoice()
    {
        var choice = typeof(Frame).GetField(nameof(Frame.Choice))!;
        il.Argument(1);
        il.Argument(1);
        il.LoadField(choice);
        il.Const32(1);
        il.Emit(OpCodes.Add);
        il.StoreField(choice);
    }

    private void CallDraws(string method)
    {
        il.Argument(1);
        il.Call(typeof(Draws), method);
    }

    public void LoadOut()
    {
        il.Argument(1);
        il.LoadField(typeof(Frame).GetField(nameof(Frame.Out))!);
        il.Store(_out);
        il.Argument(1);
        il.LoadField(typeof(Frame).GetField(nameof(Frame.OutAction))!);
        il.Store(_outAction);
    }

    public void SaveOut()
    {
        il.Argument(1);
        il.Load(_out);
        il.StoreField(typeof(Frame).GetField(nameof(Frame.Out))!);
        il.Argument(1);
        il.Load(_outAction);
        il.StoreField(typeof(Frame).GetField(nameof(Frame.OutAction))!);
    }
}
