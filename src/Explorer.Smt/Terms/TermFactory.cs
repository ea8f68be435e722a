using System;
using System.Collections.Concurrent;
using System.Threading;

namespace Explorer.Smt.Terms;

/// <summary>
/// Makes terms, each once (hash consing), and simplifies while it does: what is constant is computed, and constants move
/// through conditionals, so that an index that is known selects an element before the solver sees an array. Safe for
/// several threads; what a term looks like does not depend on their order.
/// </summary>
public sealed partial class TermFactory
{
    // A tree of conditionals over constants is rebuilt by an operation only up to this many ends.
    private const int MostBranches = 32;

    private readonly ConcurrentDictionary<Key, Lazy<Term>> _terms = new();
    private int _count;

    public TermFactory()
    {
        True = Make(TermKind.Constant, 0, 1);
        False = Make(TermKind.Constant, 0, 0);
    }

    public Term True { get; }

    public Term False { get; }

    /// <summary>How many terms there are.</summary>
    public int Count => _count;

    public Term Boolean(bool value) => value ? True : False;

    /// <summary>The number modulo 2^width.</summary>
    public Term Constant(Int128 number, int width) => Make(TermKind.Constant, width, (UInt128)number & Mask(width));

    /// <param name="width">0 for a truth value.</param>
    public Term Leaf(int index, int width) => Make(TermKind.Leaf, width, (UInt128)index);

    internal static UInt128 Mask(int width) => width >= 128 ? UInt128.MaxValue : (UInt128.One << Math.Max(width, 1)) - 1;

    private Term Make(TermKind kind, int width, UInt128 number, Term? a = null, Term? b = null, Term? c = null)
    {
        var key = new Key(kind, width, number, a, b, c);
        return _terms.GetOrAdd(
            key, static (k, factory) => new Lazy<Term>(
                () => new Term(Interlocked.Increment(ref factory._count), k.Kind, k.Width, k.Number, k.A, k.B, k.C)), this).Value;
    }

    // Operands are compared by reference: they are made once.
    private readonly record struct Key(TermKind Kind, int Width, UInt128 Number, Term? A, Term? B, Term? C)
    {
        public override int GetHashCode()
        {
            var hash = unchecked(((((int)Kind * 131) + Width) * 31) + (int)(ulong)Number + (int)((ulong)Number >> 32));
            hash = unchecked((hash * 16777619) ^ (A?.Id ?? 0));
            hash = unchecked((hash * 16777619) ^ (B?.Id ?? 0));
            return unchecked((hash * 16777619) ^ (C?.Id ?? 0));
        }
    }
}
