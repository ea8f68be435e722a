using System.Reflection.Emit;
using Explorer.Compilation.Runtime;

namespace Explorer.Compilation.Emit;

/// <summary>How the code of a step ends.</summary>
internal abstract class StepExit
{
    /// <summary>The local that holds the kind of a fault, if the steps of a method share one.</summary>
    public virtual LocalBuilder? Fault => null;

    /// <summary>There is no outcome.</summary>
    public abstract void Blocked();

    /// <summary>The successor is written.</summary>
    public abstract void Fired();

    /// <summary>The successor is written, and the properties in the local are violated.</summary>
    public abstract void Violated(LocalBuilder violations);

    /// <summary>A fault was met, after the properties in the local, if any, were violated.</summary>
    public abstract void Faulted(MethodScope scope, LocalBuilder? violations);
}

/// <summary>A step that is a method: it returns a <see cref="StepResult"/>.</summary>
internal sealed class MethodExit(Il il) : StepExit
{
    public override void Blocked() => Return(StepResult.Blocked);

    public override void Fired() => Return(StepResult.Fired);

    public override void Violated(LocalBuilder violations)
    {
        SetViolations(violations);
        Return(StepResult.FiredWithViolations);
    }

    public override void Faulted(MethodScope scope, LocalBuilder? violations)
    {
        var bits = FaultBits.Of(il, scope.Context.Model, scope.Fault, violations);
        SetViolations(bits);
        Return(StepResult.Faulted);
    }

    private void SetViolations(LocalBuilder bits)
    {
        il.Frame();
        il.Load(bits);
        il.StoreField(typeof(Frame).GetField(nameof(Frame.Violations))!);
    }

    private void Return(int result)
    {
        il.Const32(result);
        il.Emit(OpCodes.Ret);
    }
}
