using System.Reflection.Emit;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Emit;

/// <content>Locals of other machines, which have their defaults where they are not live.</content>
internal sealed partial class ExpressionEmitter
{
    private void EmitOtherLocal(OtherLocalRead e)
    {
        var machine = scope.Context.Model.Machines[e.Machine];
        var slot = scope.Layout.OfLocal(e.Machine, machine.Locals.IndexOf(e.Local));
        EmitIfLive(e, () => Load(Access.OfState(slot)), new Literal(ValueOrder.Default(e.Type), e.Type, e.Span));
    }

    // A part of such a local that is the mark while the local is not live.
    private void EmitMarkedPart(Expression e, OtherLocalRead root) => EmitIfLive(
        root, () => EmitKnown(e), new Literal(new IdentityValue((IdentityType)e.Type, -1), e.Type, e.Span));

    private void EmitIfLive(OtherLocalRead read, System.Action live, Literal otherwise)
    {
        var (elsewhere, done) = (Il.Label(), Il.Label());
        EmitJump(DeadLocals.IsLive(scope.Context.Model, read), elsewhere, false);
        live();
        Il.Jump(done);
        Il.Mark(elsewhere);
        Emit(otherwise);
        Il.Mark(done);
    }

    // What has marks in it is equal only to another local that is not live: as bits, marks look like identity 0.
    private void EmitMarkedComparison(Binary e, Label target, bool sense)
    {
        var sameLiveness = new Binary(BinaryKind.Equal, IsLive(e.Left), IsLive(e.Right), BoolType.Instance, e.Span);
        var jumpIfEqual = sense == (e.Kind == BinaryKind.Equal);
        var skip = Il.Label();
        EmitPlainComparison(e, jumpIfEqual ? skip : target, e.Kind != BinaryKind.Equal);
        EmitJump(sameLiveness, target, jumpIfEqual);
        Il.Mark(skip);
    }

    private Expression IsLive(Expression e) => DeadLocals.Marked(e) is { } marked
        ? DeadLocals.IsLive(scope.Context.Model, marked.Root)
        : new Literal(BoolValue.True, BoolType.Instance, e.Span);
}
