using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Core;

namespace Explorer.Smt.Terms;

/// <summary>A <see cref="TermProgram"/> with terms of more than 64 bits: rare, and some times slower.</summary>
internal sealed class WideTermProgram
{
    private readonly Operation[] _operations;
    private readonly Int128[] _values;

    public WideTermProgram(List<Term> order, Dictionary<Term, int> positions)
    {
        _operations = [.. order.Select(t => new Operation(t, Position(t.A), Position(t.B), Position(t.C)))];
        _values = new Int128[order.Count];

        int Position(Term? operand) => operand is null ? -1 : positions[operand];
    }

    public void Run(ReadOnlySpan<ulong> leaves)
    {
        for (var i = 0; i < _operations.Length; i++)
        {
            _values[i] = Compute(_operations[i], leaves);
        }
    }

    public bool IsTrue(int position) => _values[position] != 0;

    public ulong Bits(int position) =>
        (ulong)((UInt128)_values[position] & TermFactory.Mask(_operations[position].Term.Width));

    private Int128 Compute(Operation operation, ReadOnlySpan<ulong> leaves)
    {
        var term = operation.Term;
        return term.Kind switch
        {
            TermKind.Constant => term.IsBoolean ? (Int128)term.Number : term.Signed,
            TermKind.Leaf => term.IsBoolean ? leaves[(int)term.Number] : Signed(leaves[(int)term.Number], term.Width),
            TermKind.Not => _values[operation.A] ^ 1,
            TermKind.And => _values[operation.A] & _values[operation.B],
            TermKind.Equal => _values[operation.A] == _values[operation.B] ? 1 : 0,
            TermKind.IfThenElse => _values[operation.A] != 0 ? _values[operation.B] : _values[operation.C],
            TermKind.Less => _values[operation.A] < _values[operation.B] ? 1 : 0,
            _ => ComputeNumber(operation, term),
        };
    }

    private Int128 ComputeNumber(Operation operation, Term term)
    {
        var a = _values[operation.A];
        switch (term.Kind)
        {
            case TermKind.SignExtend:
                return a;
            case TermKind.ZeroExtend:
                return (Int128)((UInt128)a & TermFactory.Mask(term.A!.Width));
            case TermKind.Truncate:
                return Signed((UInt128)a, term.Width);
            case TermKind.Divide or TermKind.Remainder when _values[operation.B] == 0:
                return term.Kind == TermKind.Remainder ? a : a < 0 ? 1 : -1;
            case TermKind.Add or TermKind.Subtract or TermKind.Multiply or TermKind.Divide or TermKind.Remainder:
                return Signed((UInt128)TermFactory.Compute(term.Kind, a, _values[operation.B]), term.Width);
            default:
                throw new InternalErrorException($"unknown kind of term {term.Kind}");
        }
    }

    private static Int128 Signed(UInt128 bits, int width)
    {
        var shift = 128 - width;
        return (Int128)(bits << shift) >> shift;
    }

    private readonly record struct Operation(Term Term, int A, int B, int C);
}
