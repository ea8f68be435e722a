using System.Collections.Generic;
using System.Text;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;

namespace Explorer.Machines.Dependence;

/// <summary>Tells expressions apart by what they mean, wherever in the model they stand: equal keys, equal expressions.
/// Variables, locals and types are told apart by reference.</summary>
internal sealed class ExpressionKey
{
    private readonly Dictionary<object, int> _numbers = new(ReferenceEqualityComparer.Instance);

    public string Of(Expression expression)
    {
        var text = new StringBuilder();
        Append(text, expression);
        return text.ToString();
    }

    private void Append(StringBuilder text, Expression expression)
    {
        text.Append('(').Append(expression.GetType().Name).Append(' ').Append(Detail(expression));
        text.Append(' ').Append(Number(expression.Type));
        foreach (var operand in ExpressionTree.Children(expression))
        {
            Append(text, operand);
        }

        text.Append(')');
    }

    private string Detail(Expression expression) => expression switch
    {
        Literal e => $"{e.Value.GetType().Name} {e.Value.Display}",
        VariableRead e => $"{Number(e.Variable)}",
        LocalRead e => $"{Number(e.Local)}",
        OtherLocalRead e => $"{e.Machine} {Number(e.Local)}",
        AtLocation e => $"{e.Machine} {string.Join(',', e.Locations)}",
        Unary e => $"{e.Kind}",
        Binary e => $"{e.Kind}",
        Quantified e => $"{e.Kind} {Number(e.Bound)}",
        SetComprehension e => $"{Number(e.Bound)}",
        ArrayComprehension e => $"{Number(e.Bound)}",
        IsVariant e => $"{e.Variant}",
        FieldRead e => $"{e.Field}",
        VariantLiteral e => $"{e.Variant}",
        VariantFieldRead e => string.Join(',', e.Fields),
        With e => string.Join(',', System.Linq.Enumerable.Select(e.Changes, c => c.Field)),
        _ => "",
    };

    private int Number(object thing)
    {
        if (!_numbers.TryGetValue(thing, out var number))
        {
            _numbers.Add(thing, number = _numbers.Count);
        }

        return number;
    }
}
