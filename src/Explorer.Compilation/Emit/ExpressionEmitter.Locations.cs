using System.Reflection.Emit;
using Explorer.Machines.Expressions;

namespace Explorer.Compilation.Emit;

/// <content>Where machines are.</content>
internal sealed partial class ExpressionEmitter
{
    private void EmitAtLocation(AtLocation e, Label target, bool sense)
    {
        LoadRaw(Access.OfState(scope.Layout.OfLocation(e.Machine)!));
        if (e.Locations.Length == 1)
        {
            Il.Const(e.Locations[0]);
            Il.Jump(sense ? OpCodes.Beq : OpCodes.Bne_Un, target);
            return;
        }

        if (scope.Context.Model.Machines[e.Machine].Locations.Length <= 64)
        {
            var location = Il.Number();
            Il.Store(location);
            Il.Const(MaskOf(e));
            LoadBit(location);
            Il.Jump(sense ? OpCodes.Brtrue : OpCodes.Brfalse, target);
            return;
        }

        EmitAtOneOfMany(e, target, sense);
    }

    private static ulong MaskOf(AtLocation e)
    {
        ulong mask = 0;
        foreach (var location in e.Locations)
        {
            mask |= location < 0 ? 0 : 1UL << location;
        }

        return mask;
    }

    private void EmitAtOneOfMany(AtLocation e, Label target, bool sense)
    {
        var (other, is1) = (Il.Label(), Il.Label());
        var targets = new Label[scope.Context.Model.Machines[e.Machine].Locations.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] = e.Locations.Contains(i) ? is1 : other;
        }

        Il.Emit(OpCodes.Conv_I4);
        Il.Switch(targets);
        Il.Mark(sense ? other : is1);
        var done = Il.Label();
        Il.Jump(done);
        Il.Mark(sense ? is1 : other);
        Il.Jump(target);
        Il.Mark(done);
    }
}
