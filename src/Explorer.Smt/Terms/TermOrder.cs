using System;
using System.Collections.Generic;

namespace Explorer.Smt.Terms;

/// <summary>Terms in an order in which operands come first.</summary>
internal static class TermOrder
{
    /// <summary>The terms and all that they consist of, without repetition.</summary>
    /// <param name="isKnown">Terms that are left out, with what only they consist of; null: none.</param>
    public static List<Term> Of(IEnumerable<Term> roots, Func<Term, bool>? isKnown = null)
    {
        var seen = new HashSet<Term>();
        var order = new List<Term>();
        var waiting = new Stack<Term>(roots);
        while (waiting.TryPop(out var term))
        {
            if (isKnown?.Invoke(term) == true || !seen.Add(term))
            {
                continue;
            }

            order.Add(term);
            foreach (var operand in (Term?[])[term.A, term.B, term.C])
            {
                if (operand is not null)
                {
                    waiting.Push(operand);
                }
            }
        }

        order.Sort((x, y) => x.Id.CompareTo(y.Id));
        return order;
    }
}
