using System.Collections.Generic;
using Explorer.Compilation.Layout;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Symmetry;

/// <summary>Numbers of values with too many for a table: the numbers of the identities in them are digits with different
/// bases.</summary>
internal sealed partial class StateParts
{
    /// <summary>A number within the number at `Slot`, of which one step adds `Weight` to that.</summary>
    private readonly record struct Digits(int Field, ulong Weight, Slot Slot);

    private void CutDigits(PartPath path, ModelType type, Digits digits, int guard)
    {
        switch (type)
        {
            case { ContainsIdentity: false }:
                AddPart(path, digits, guard, null, 1);
                break;
            case var t when t.Cardinality <= 1 << TableBits:
                AddPart(path, digits, guard, t, (int)t.Cardinality);
                break;
            case OptionType t:
                var content = Digit(digits, 1, 1, (ulong)t.Element.Cardinality);
                CutDigits(path.Field(0), t.Element, content, AddGuard(new PartGuard(guard, digits.Field, 1, ulong.MaxValue, null)));
                break;
            case StructType t:
                CutFields(path, t.Fields, digits, 0, guard);
                break;
            case EnumType t:
                CutVariants(path, t, digits, guard);
                break;
            case SetType t:
                CutMembers(path, t.Element, digits, guard);
                break;
            default:
                IsComplete = false;
                break;
        }
    }

    private void AddPart(PartPath path, Digits digits, int guard, object? domain, int count) =>
        Parts.Add(new StatePart(path, digits.Field, guard, domain, count, digits.Weight, digits.Slot.Word, digits.Slot.Shift));

    private void CutFields(PartPath path, IReadOnlyList<FieldInfo> fields, Digits digits, ulong offset, int guard)
    {
        var stride = 1UL;
        for (var i = fields.Count - 1; i >= 0; i--)
        {
            var cardinality = (ulong)fields[i].Type.Cardinality;
            CutDigits(path.Field(i), fields[i].Type, Digit(digits, offset, stride, cardinality), guard);
            stride *= cardinality;
        }
    }

    private void CutVariants(PartPath path, EnumType type, Digits digits, int guard)
    {
        for (var i = 0; i < type.Variants.Length; i++)
        {
            var low = (ulong)OrdinalEncoding.Offset(type, i);
            var high = low + (ulong)type.Variants[i].Cardinality - 1;
            var there = AddGuard(new PartGuard(guard, digits.Field, low, high, null));
            CutFields(path.Field(i), type.Variants[i].Fields, digits, low, there);
        }
    }

    // A member moves to another digit: its domain is the number of the set with only this member in it.
    private void CutMembers(PartPath path, ModelType member, Digits digits, int guard)
    {
        for (var i = 0; i < (int)member.Cardinality; i++)
        {
            AddPart(path.Element(member, i), Digit(digits, 0, 1UL << i, 2), guard, BoolType.Instance, 2);
        }
    }

    private Digits Digit(Digits whole, ulong offset, ulong divisor, ulong modulus)
    {
        var field = AddField(new PartField(whole.Field, offset, divisor, modulus));
        return new Digits(field, whole.Weight * divisor, whole.Slot);
    }
}
