using System.Reflection.Emit;
using Explorer.Compilation.Runtime;
using Explorer.Core.Properties;
using Explorer.Machines;

namespace Explorer.Compilation.Emit;

/// <summary>From the kind of a fault to the bit of the property that it violates.</summary>
internal static class FaultBits
{
    /// <summary>A local with the bit for the fault that was met, if any and if a property stands for its kind; and with the
    /// bits of another local.</summary>
    public static LocalBuilder Of(Il il, MachineModel model, LocalBuilder fault, LocalBuilder? others = null)
    {
        var bits = il.Number();
        il.Const(0);
        il.Store(bits);
        foreach (var (kind, property) in new[]
        {
            (CheckedArithmetic.RangeFault, PropertyKind.Range),
            (CheckedArithmetic.OverflowFault, PropertyKind.Overflow),
            (CheckedArithmetic.IndexFault, PropertyKind.Index),
        })
        {
            if (model.BuiltIn(property) is >= 0 and var index)
            {
                var other = il.Label();
                il.Load(fault);
                il.Const32(kind);
                il.Jump(OpCodes.Bne_Un, other);
                il.Const(1UL << index);
                il.Store(bits);
                il.Mark(other);
            }
        }

        if (others is not null)
        {
            il.Load(bits);
            il.Load(others);
            il.Emit(OpCodes.Or);
            il.Store(bits);
        }

        return bits;
    }
}
