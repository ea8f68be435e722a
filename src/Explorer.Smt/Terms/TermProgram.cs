using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Core;

namespace Explorer.Smt.Terms;

/// <summary>
/// Terms made ready to be computed for many states: a list of operations, operands first. A state is the number of each
/// of its leaves. Numbers are kept as two's complement of 64 bits; where a term is wider, all are of 128. For one thread
/// at a time.
/// </summary>
public sealed class TermProgram
{
    private readonly Operation[] _operations;
    private readonly int[] _roots;
    private readonly long[] _values;
    private readonly WideTermProgram? _wide;

    public TermProgram(IReadOnlyList<Term> roots)
    {
        var order = TermOrder.Of(roots);
        var positions = order.Select((term, i) => (term, i)).ToDictionary(p => p.term, p => p.i);
        _roots = [.. roots.Select(r => positions[r])];
        _wide = order.Exists(t => t.Width > 64) ? new WideTermProgram(order, positions) : null;
        _operations = _wide is null ? [.. order.Select(t => new Operation(t, positions))] : [];
        _values = new long[_operations.Length];
    }

    /// <summary>Computes everything for a state.</summary>
    /// <param name="leaves">By leaf index, the bits of its value; a truth value is 0 or 1.</param>
    public void Run(ReadOnlySpan<ulong> leaves)
    {
        _wide?.Run(leaves);
        var values = _values;
        for (var i = 0; i < values.Length; i++)
        {
            ref readonly var operation = ref _operations[i];
            values[i] = operation.Kind switch
            {
                TermKind.Constant => operation.Number,
                TermKind.Leaf => operation.Signed((long)leaves[(int)operation.Number]),
                TermKind.Not => values[operation.A] ^ 1,
                TermKind.And => values[operation.A] & values[operation.B],
                TermKind.Equal => values[operation.A] == values[operation.B] ? 1 : 0,
                TermKind.IfThenElse => values[operation.A] != 0 ? values[operation.B] : values[operation.C],
                TermKind.Less => values[operation.A] < values[operation.B] ? 1 : 0,
                TermKind.SignExtend => values[operation.A],
                TermKind.ZeroExtend => values[operation.A] & operation.Number,
                TermKind.Truncate => operation.Signed(values[operation.A]),
                _ => operation.Signed(Arithmetic(operation.Kind, values[operation.A], values[operation.B])),
            };
        }
    }

    /// <summary>A root's value after <see cref="Run"/>, if it is a truth value.</summary>
    public bool IsTrue(int root) => _wide?.IsTrue(_roots[root]) ?? _values[_roots[root]] != 0;

    /// <summary>The bits of a root's value after <see cref="Run"/>: at most 64.</summary>
    public ulong Bits(int root) => _wide?.Bits(_roots[root]) ?? (ulong)_values[_roots[root]] & _operations[_roots[root]].Mask;

    // By zero as in SMT-LIB, though nobody asks: all ones or one, and the left side.
    private static long Arithmetic(TermKind kind, long a, long b) => unchecked(kind switch
    {
        TermKind.Add => a + b,
        TermKind.Subtract => a - b,
        TermKind.Multiply => a * b,
        TermKind.Divide => b == 0 ? (a < 0 ? 1 : -1) : b == -1 ? -a : a / b,
        TermKind.Remainder => b == 0 ? a : b == -1 ? 0 : a % b,
        _ => throw new InternalErrorException($"unknown kind of term {kind}"),
    });

    private readonly struct Operation
    {
        private readonly int _shift;

        public Operation(Term term, Dictionary<Term, int> positions)
        {
            Kind = term.Kind;
            A = term.A is null ? -1 : positions[term.A];
            B = term.B is null ? -1 : positions[term.B];
            C = term.C is null ? -1 : positions[term.C];

            // A truth value has its bit above the sign's place, so that it stays 0 or 1.
            _shift = term.IsBoolean ? 0 : 64 - term.Width;
            Mask = (ulong)TermFactory.Mask(term.Width);
            Number = term.Kind switch
            {
                TermKind.Constant when !term.IsBoolean => (long)term.Signed,
                TermKind.ZeroExtend => (long)(ulong)TermFactory.Mask(term.A!.Width),
                _ => (long)term.Number,
            };
        }

        public TermKind Kind { get; }

        public int A { get; }

        public int B { get; }

        public int C { get; }

        /// <summary>Of a constant its value, of a leaf its index, of an extension by zeros the bits of its operand.</summary>
        public long Number { get; }

        public ulong Mask { get; }

        public long Signed(long bits) => bits << _shift >> _shift;
    }
}
