using System;
using System.Collections.Immutable;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;

namespace Explorer.Language.Parsing;

/// <content>Expressions: operators.</content>
internal sealed partial class Parser
{
    /// <summary>An expression in brackets or by itself, free of what restricts the one around it.</summary>
    private ExpressionSyntax ParseExpression(Restrictions restrictions = Restrictions.None)
    {
        var start = _position;
        var saved = _restrictions;
        _restrictions = restrictions;
        var expression = ParseConditional();
        _restrictions = saved;
        return Limited(start, expression);
    }

    /// <summary>Chains of operators are read without recursion and yet give deep trees: so they are limited too.</summary>
    private ExpressionSyntax Limited(int start, ExpressionSyntax expression)
    {
        if (_position - start <= MaximumTokens || _abandoned)
        {
            return expression;
        }

        Abandon(expression.Span);
        return new ErrorExpressionSyntax(expression.Span);
    }

    private ExpressionSyntax ParseConditional()
    {
        if (!Enter())
        {
            Leave();
            return new ErrorExpressionSyntax(Missing());
        }

        var first = Current;
        var expression = ParseBinary(OperatorTable.ImpliesLevel);
        if (TryTake("?"))
        {
            var whenTrue = ParseConditional();
            Expect(":");
            var whenFalse = ParseConditional();
            expression = new ConditionalSyntax(expression, whenTrue, whenFalse, Since(first));
        }

        Leave();
        return expression;
    }

    /// <summary>Operators of this level and tighter ones.</summary>
    private ExpressionSyntax ParseBinary(int minimum)
    {
        var first = Current;
        var left = ParseUnary();
        var maximum = int.MaxValue;
        Token? comparison = null;
        while (LevelHere() is var level && level >= minimum && level <= maximum)
        {
            if (level == OperatorTable.ComparisonLevel)
            {
                CheckChain(comparison);
                comparison = Current;
            }

            left = ParseRight(first, left, level);
            maximum = level;
        }

        return left;
    }

    private int LevelHere()
    {
        var excluded = (At("in") && _restrictions.HasFlag(Restrictions.In))
            || ((At("|") || At("||")) && _restrictions.HasFlag(Restrictions.Bar));
        return excluded ? 0 : OperatorTable.LevelOf(Current);
    }

    private void CheckChain(Token? before)
    {
        if (before is { } other && !_panicking)
        {
            const string Hint = "put one of the two comparisons in parentheses, or join them with '&&'";
            _diagnostics.ReportWith(
                DiagnosticCatalog.ChainedComparison, Current.Span, Hint, [], Current.Text, other.Text);
        }
    }

    /// <summary>An operator and what stands at its right.</summary>
    private ExpressionSyntax ParseRight(Token first, ExpressionSyntax left, int level)
    {
        var token = Take();
        switch (token.Text)
        {
            case "is":
                var variant = ExpectName("the name of a variant");
                return new IsSyntax(left, variant, Since(first));
            case "at":
                var label = ExpectName("the name of a statement");
                return new AtLabelSyntax(left, label, Since(first));
            default:
                var right = token.Is("in") ? ParseDomain(level + 1)
                    : level == OperatorTable.ImpliesLevel ? ParseImplied()
                    : ParseBinary(level + 1);
                return new BinarySyntax(OperatorTable.OperatorOf(token), left, right, Since(first));
        }
    }

    /// <summary>`a => b => c` is `a => (b => c)`.</summary>
    private ExpressionSyntax ParseImplied()
    {
        var right = Enter() ? ParseBinary(OperatorTable.ImpliesLevel) : new ErrorExpressionSyntax(Missing());
        Leave();
        return right;
    }

    /// <summary>What a value is taken from: a set, or a type; `0..3`, `bool` and `T?` need no `all`.</summary>
    private ExpressionSyntax ParseDomain(int level)
    {
        var isOption = AtName && Peek(1).Is("?") && !StartsOperand(Peek(2));
        if (!AtRange && !isOption && !At("bool") && !At("set"))
        {
            return level == 0 ? ParseConditional() : ParseBinary(level);
        }

        var type = ParseType(inExpression: true);
        return new AllSyntax(type, type.Span);
    }

    private ExpressionSyntax ParseUnary()
    {
        var first = Current;
        if (!At("!") && !At("-"))
        {
            return ParsePostfix();
        }

        Take();
        if (first.Is("-") && Current.Kind == TokenKind.Number && !IsPostfix(Peek(1)))
        {
            return ParseNumber(first);
        }

        var operand = Enter() ? ParseUnary() : new ErrorExpressionSyntax(Missing());
        Leave();
        return new UnarySyntax(first.Is("!") ? UnaryOperator.Not : UnaryOperator.Negate, operand, Since(first));
    }

    private static bool IsPostfix(Token token) => token.Is(".") || token.Is("[") || token.Is("with");

    /// <summary>`.f`, `[i]` and `with { … }` behind an operand.</summary>
    private ExpressionSyntax ParsePostfix()
    {
        var first = Current;
        var expression = ParseOperand();
        while (!_panicking)
        {
            if (TryTake("."))
            {
                var field = ExpectName("the name of a field");
                expression = new FieldSyntax(expression, field, Since(first));
            }
            else if (TryTake("["))
            {
                var index = ParseExpression();
                Close("]");
                expression = new IndexSyntax(expression, index, Since(first));
            }
            else if (TryTake("with"))
            {
                Expect("{");
                var fields = ParseList("}", ParseFieldValue);
                expression = new WithSyntax(expression, fields, Since(first));
            }
            else
            {
                break;
            }
        }

        return expression;
    }

    /// <summary>Items with commas between them, and one behind the last if wanted, up to the closing bracket.</summary>
    private ImmutableArray<T> ParseList<T>(string close, Func<T> parseItem)
    {
        var saved = _restrictions;
        _restrictions = Restrictions.None;
        var items = ImmutableArray.CreateBuilder<T>();
        while (!_panicking && !At(close) && !AtEnd)
        {
            items.Add(parseItem());
            if (!TryTake(","))
            {
                break;
            }
        }

        _restrictions = saved;
        Close(close);
        return items.ToImmutable();
    }
}
