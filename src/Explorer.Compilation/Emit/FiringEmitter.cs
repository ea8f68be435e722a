using System.Reflection.Emit;
using Explorer.Compilation.Runtime;

namespace Explorer.Compilation.Emit;

/// <summary>
/// Within the code that expands: fires actions. Where the next successor and its action's id go is kept in locals, and put
/// into the frame before the library is called.
/// </summary>
internal sealed class FiringEmitter(CompilationContext context, Il il)
{
    private readonly LocalBuilder _out = il.TargetHolder!;
    private readonly LocalBuilder _outAction = il.Pointer();
    private readonly LocalBuilder _result = il.Number32();
    private readonly LocalBuilder _action = il.Number32();

    /// <summary>Emits the call of a step without draws.</summary>
    /// <param name="blocked">Where to go without an outcome.</param>
    /// <param name="fired">Where to go with a successor that is not yet counted and violates nothing.</param>
    public void Emit(int action, StepCode step, Label blocked, Label fired)
    {
        Fire(step);
        il.Store(_result);
        il.Load(_result);
        il.Const32(StepResult.Fired);
        il.Jump(OpCodes.Beq, fired);
        TakeResult(action, blocked, SetFirstChoice);
        il.Jump(blocked);
    }

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
        TakeResult(action, next, SetFirstChoice);
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
        il.Const32(action);
        il.Store(_action);
        CallReport(_action, _result);
        il.Mark(clean);
    }

    /// <summary>Notes the violations of an action without draws.</summary>
    public void Report(LocalBuilder action, LocalBuilder result)
    {
        SetFirstChoice();
        CallReport(action, result);
    }

    private void CallReport(LocalBuilder action, LocalBuilder result)
    {
        SaveOut();
        il.Frame();
        il.Buffer();
        il.Load(action);
        il.Load(result);
        il.Call(typeof(Successors), nameof(Successors.Report));
    }

    // An action without draws has only outcome 0.
    private void SetFirstChoice()
    {
        il.Frame();
        il.Const32(0);
        il.StoreField(typeof(Frame).GetField(nameof(Frame.Choice))!);
    }

    private void Fire(StepCode step)
    {
        il.Emit(OpCodes.Ldnull);
        il.Source();
        il.Load(_out);
        il.Frame();
        il.Call(step.Method);
    }

    /// <summary>Emits that a successor by the action is written.</summary>
    public void Advance(int action) => Advance(() => il.Const32(action));

    /// <summary>The same; `action` pushes the action's id.</summary>
    public void Advance(System.Action action)
    {
        il.Load(_outAction);
        action();
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
        il.Frame();
        il.LoadField(typeof(Frame).GetField(nameof(Frame.Last))!);
        il.Jump(OpCodes.Ble_Un, enough);
        SaveOut();
        il.Frame();
        il.Buffer();
        il.Const32(context.Model.Actions.Length);
        il.Call(typeof(Successors), nameof(Successors.Grow));
        LoadOut();
        il.Mark(enough);
    }

    private void CountChoice()
    {
        var choice = typeof(Frame).GetField(nameof(Frame.Choice))!;
        il.Frame();
        il.Frame();
        il.LoadField(choice);
        il.Const32(1);
        il.Emit(OpCodes.Add);
        il.StoreField(choice);
    }

    private void CallDraws(string method)
    {
        il.Frame();
        il.Call(typeof(Draws), method);
    }

    public void LoadOut()
    {
        il.Frame();
        il.LoadField(typeof(Frame).GetField(nameof(Frame.Out))!);
        il.Store(_out);
        il.Frame();
        il.LoadField(typeof(Frame).GetField(nameof(Frame.OutAction))!);
        il.Store(_outAction);
    }

    public void SaveOut()
    {
        il.Frame();
        il.Load(_out);
        il.StoreField(typeof(Frame).GetField(nameof(Frame.Out))!);
        il.Frame();
        il.Load(_outAction);
        il.StoreField(typeof(Frame).GetField(nameof(Frame.OutAction))!);
    }
}
