using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Core;

namespace Explorer.Smt.Terms;

/// <summary>
/// Terms made ready to be computed for many states: a list of operations, operands first. A state is the number of each
/// of its leaves. For one thread at a time.
/// </summary>
public sealed class TermProgram
{
    private readonly Operation[] _operations;
    private readonly int[] _roots;
    private readonly Int128[] _values;

    public TermProgram(IReadOnlyList<Term> roots)
    {
        var order = TermOrder.Of(roots);
        var positions = order.Select((term, i) => (term, i)).ToDictionary(p => p.term, p => p.i);
        _operations = [.. order.Select(t => new Operation(t, Position(t.A), Position(t.B), Position(t.C)))];
        _roots = [.. roots.Select(r => positions[r])];
        _values = new Int128[order.Count];

        int Position(Term? operand) => operand is null ? -1 : positions[operand];
    }

    /// <summary>Computes everything for a state.</summary>
    /// <param name="leaves">By leaf index, the bits of its value; a truth value is 0 or 1.</param>
    public void Run(ReadOnlySpan<ulong> leaves)
    {
        for (var i = 0; i < _operations.Length; i++)
        {
            _values[i] = Compute(_operations[i], leaves);
        }
    }

    /// <summary>A root's value after <see cref="Run"/>, if it is a truth value.</summary>
    public bool IsTrue(int root) => _values[_roots[root]] != 0;

    /// <summary>The bits of a root's value after <see cref="Run"/>: at most 64.</summary>
    public ulong Bits(int root)
    {
        var term = _operations[_roots[root]].Term;
        return (ulong)((UInt128)_values[_roots[root]] & TermFactory.Mask(term.Width));
    }

    private Int128 Compute(Operation operation, ReadOnlySpan<ulong> leaves)
    {
        var term = operation.Term;
        switch (term.Kind)
        {
            case TermKind.Constant:
                return term.IsBoolean ? (Int128)term.Number : term.Signed;
            case TermKind.Leaf:
                return term.IsBoolean ? leaves[(int)term.Number] : Signed(leaves[(int)term.Number], term.Width);
            case TermKind.Not:
                return _values[operation.A] ^ 1;
            case TermKind.And:
                return _values[operation.A] & _values[operation.B];
            case TermKind.Equal:
                return _values[operation.A] == _values[operation.B] ? 1 : 0;
            case TermKind.IfThenElse:
                return _values[operation.A] != 0 ? _values[operation.B] : _values[operation.C];
            case TermKind.Less:
                return _values[operation.A] < _values[operation.B] ? 1 : 0;
            default:
                return ComputeNumber(operation, term);
        }
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
                // As in SMT-LIB, though nobody asks: all ones or one, and the left side.
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
