using System.Linq;
using Explorer.Machines.Expressions;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Story;

/// <summary>
/// Finds out why a condition is true or false at a moment, by going down to the part that decides: the first false
/// operand of `&amp;&amp;`, the first value for which a `forall` fails, the first for which an `exists` succeeds, and so on.
/// Where several parts decide together (`||` that is false, `&amp;&amp;` that is true), their evidence is put together
/// under the place of the whole.
/// </summary>
internal sealed class ReasonFinder(EvidenceCollector collector)
{
    /// <exception cref="Machines.Interpretation.FaultException">The evaluation met a fault.</exception>
    public Reason Why(Expression condition, Moment moment)
    {
        var isTrue = moment.IsTrue(condition);
        return condition switch
        {
            Unary { Kind: UnaryKind.Not } e => Negated(e, moment, isTrue),
            Binary { Kind: BinaryKind.And } e => isTrue ? Both(e, moment, true) : FirstOf(e, moment, false),
            Binary { Kind: BinaryKind.Or } e => isTrue ? FirstOf(e, moment, true) : Both(e, moment, false),
            Binary { Kind: BinaryKind.Implies } e => isTrue ? OfTrueImplication(e, moment) : OfFalseImplication(e, moment),
            Quantified { Kind: QuantifierKind.ForAll } e when !isTrue => AtFirst(e, moment, false),
            Quantified { Kind: QuantifierKind.Exists } e when isTrue => AtFirst(e, moment, true),
            Conditional e => Why(moment.IsTrue(e.Condition) ? e.WhenTrue : e.WhenFalse, moment),
            _ => new Reason(condition.Span, isTrue, [], collector.Reads(condition, moment)),
        };
    }

    private Reason Negated(Unary e, Moment moment, bool isTrue)
    {
        var inner = Why(e.Operand, moment);
        return inner.Deciding == e.Operand.Span ? inner with { Deciding = e.Span, Value = isTrue } : inner;
    }

    private Reason FirstOf(Binary e, Moment moment, bool value) =>
        Why(moment.IsTrue(e.Left) == value ? e.Left : e.Right, moment);

    private Reason Both(Binary e, Moment moment, bool value) => Together(e, value, Why(e.Left, moment), Why(e.Right, moment));

    private Reason OfTrueImplication(Binary e, Moment moment) => Why(moment.IsTrue(e.Left) ? e.Right : e.Left, moment);

    // The right side is what fails; the left side is why it had to hold.
    private Reason OfFalseImplication(Binary e, Moment moment)
    {
        var right = Why(e.Right, moment);
        var left = Why(e.Left, moment);
        return right with
        {
            Bindings = [.. left.Bindings.Concat(right.Bindings).Distinct()],
            Evidence = [.. left.Evidence.Concat(right.Evidence).Distinct()],
        };
    }

    private static Reason Together(Binary e, bool value, Reason left, Reason right) => new(
        e.Span, value,
        [.. left.Bindings.Concat(right.Bindings).Distinct()],
        [.. left.Evidence.Concat(right.Evidence).Distinct()]);

    private Reason AtFirst(Quantified e, Moment moment, bool value)
    {
        for (long i = 0; i < (long)e.Bound.Type.Cardinality; i++)
        {
            var candidate = ValueOrder.At(e.Bound.Type, i);
            var inside = moment.With(e.Bound, candidate, []);
            if (inside.IsTrue(e.Body) == value)
            {
                var inner = Why(e.Body, inside);
                return inner with { Bindings = inner.Bindings.Insert(0, (e.Bound.Name, candidate)) };
            }
        }

        return new Reason(e.Span, !value, [], collector.Reads(e, moment));
    }
}
