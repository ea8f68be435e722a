using System.Reflection.Emit;
using Explorer.Compilation.Runtime;
using Explorer.Core.Properties;

namespace Explorer.Compilation.Emit;

/// <summary>From the kind of a fault to the bit of the property that it violates.</summary>
internal static class FaultBits
{
    /// <summary>Pushes the bit for the fault that was met; 0 if there was none or no property stands for its kind.</summary>
    public static void Load(MethodScope scope)
    {
        var il = scope.Il;
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
            var other = il.Label();
            if (scope.Context.Model.BuiltIn(property) is >= 0 and var index)
            {
                il.Load(scope.Fault);
                il.Const32(kind);
                il.Jump(OpCodes.Bne_Un, other);
                il.Const(1UL << index);
                il.Store(bits);
                il.Mark(other);
            }
        }

        il.Load(bits);
    }
}
