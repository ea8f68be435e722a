using System;
using System.Collections.Immutable;
using Explorer.Core;
using Explorer.Machines.Values;
using Explorer.Smt.Symbolic;
using Explorer.Smt.Terms;

namespace Explorer.Smt.States;

/// <summary>Puts the scalars of values at the places of their leaves.</summary>
internal sealed class LeafWriter(ulong[] bits)
{
    public void Write(SymbolicValue place, Value value)
    {
        switch (place, value)
        {
            case (SymbolicBool p, BoolValue v):
                Put(p.Term, v.IsTrue ? 1UL : 0);
                break;
            case (SymbolicInt p, IntValue v):
                if (StateTerms.LeafOf(p.Term) is { } leaf)
                {
                    Put(leaf, (ulong)v.Number);
                }

                break;
            case (SymbolicIdentity p, IdentityValue v):
                Put(p.Term, (ulong)(v.Index < 0 ? p.Type.Size : v.Index));
                break;
            case (SymbolicEnum p, EnumValue v):
                Put(p.Tag, (ulong)v.Variant);
                WriteAll(p.Fields[v.Variant], v.Fields);
                break;
            case (SymbolicOption p, OptionValue v):
                Put(p.IsSome, v.Content is null ? 0UL : 1);
                if (v.Content is not null)
                {
                    Write(p.Content, v.Content);
                }

                break;
            default:
                WriteParts(place, value);
                break;
        }
    }

    private void WriteParts(SymbolicValue place, Value value)
    {
        switch (place, value)
        {
            case (SymbolicStruct p, StructValue v):
                WriteAll(p.Fields, v.Fields);
                break;
            case (SymbolicArray p, ArrayValue v):
                WriteAll(p.Elements, v.Elements);
                break;
            case (SymbolicSet p, SetValue v):
                for (var i = 0; i < p.Members.Length; i++)
                {
                    Put(p.Members[i], v.Mask >> i & 1);
                }

                break;
            case (SymbolicQueue p, QueueValue v):
                Put(p.Length, (ulong)v.Elements.Length);
                WriteAll(p.Places, v.Elements);
                break;
            default:
                throw new InternalErrorException($"{value} does not fit {place}");
        }
    }

    private void WriteAll(ImmutableArray<SymbolicValue> places, ImmutableArray<Value> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Write(places[i], values[i]);
        }
    }

    private void Put(Term leaf, ulong value) =>
        bits[(int)leaf.Number] = (ulong)((UInt128)value & TermFactory.Mask(leaf.Width));
}
