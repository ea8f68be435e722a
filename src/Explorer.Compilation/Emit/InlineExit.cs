using System.Reflection.Emit;
using Explorer.Compilation.Runtime;

namespace Explorer.Compilation.Emit;

/// <summary>
/// The ends of steps that are part of the code that expands: each goes on with the next candidate. What happens rarely,
/// faults and violations, is in one place for all steps.
/// </summary>
/// <param name="next">Where the next candidate is looked for.</param>
internal sealed class InlineExit(CompilationContext context, Il il, FiringEmitter firing, Label next) : StepExit
{
    private readonly LocalBuilder _action = il.Number32();
    private readonly LocalBuilder _result = il.Number32();
    private readonly LocalBuilder _violations = il.Number();
    private readonly Label _faulted = il.Label();
    private readonly Label _report = il.Label();
    private bool _isUsed;

    public override LocalBuilder Fault { get; } = il.Number32();

    /// <summary>The action of the step at hand.</summary>
    public int Action { get; set; }

    public override void Blocked() => il.Jump(next);

    public override void Fired()
    {
        firing.Advance(Action);
        il.Jump(next);
    }

    public override void Violated(LocalBuilder violations)
    {
        firing.Advance(Action);
        il.Load(violations);
        il.Store(_violations);
        il.Const32(StepResult.FiredWithViolations);
        il.Store(_result);
        Report(_report);
    }

    public override void Faulted(MethodScope scope, LocalBuilder? violations)
    {
        il.Const(0);
        il.Store(_violations);
        if (violations is not null)
        {
            il.Load(violations);
            il.Store(_violations);
        }

        Report(_faulted);
    }

    /// <summary>Emits what all steps share.</summary>
    public void EmitShared()
    {
        il.Mark(_faulted);
        if (!_isUsed)
        {
            return;
        }

        var bits = FaultBits.Of(il, context.Model, Fault, _violations);
        il.Load(bits);
        il.Store(_violations);
        il.Const32(StepResult.Faulted);
        il.Store(_result);
        il.Mark(_report);
        il.Frame();
        il.Load(_violations);
        il.StoreField(typeof(Frame).GetField(nameof(Frame.Violations))!);
        firing.Report(_action, _result);
        il.Jump(next);
    }

    private void Report(Label label)
    {
        _isUsed = true;
        il.Const32(Action);
        il.Store(_action);
        il.Jump(label);
    }
}
