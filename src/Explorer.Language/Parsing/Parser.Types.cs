using System.Collections.Immutable;
using Explorer.Language.Syntax;

namespace Explorer.Language.Parsing;

/// <content>Types.</content>
internal sealed partial class Parser
{
    /// <param name="inExpression">After `all` and `in`, where a `?` may also be that of `c ? a : b`.</param>
    private TypeSyntax ParseType(bool inExpression = false)
    {
        if (!Enter() || _panicking)
        {
            Leave();
            return new ErrorTypeSyntax(Missing());
        }

        var first = Current;
        var type = ParsePlainType(inExpression);
        if (At("?") && (!inExpression || !StartsOperand(Peek(1))))
        {
            Take();
            type = new OptionTypeSyntax(type, Since(first));
        }

        Leave();
        return type;
    }

    /// <summary>Whether a `?` before this token asks for a choice between two expressions.</summary>
    private bool StartsOperand(Token token) => token.Kind switch
    {
        TokenKind.Number => true,
        TokenKind.Name => !token.Is("where") && !token.Is("at") && !token.Is("when") && !token.Is("on"),
        TokenKind.Reserved => !Keywords.Continuing.Contains(token.Text),
        _ => token.Is("(") || token.Is("!") || token.Is("[")
            || (token.Is("{") && !_restrictions.HasFlag(Restrictions.StructLiteral)),
    };

    private TypeSyntax ParsePlainType(bool inExpression)
    {
        var first = Current;
        switch (first.Text)
        {
            case "[" when first.Kind == TokenKind.Symbol:
                return ParseArrayType(inExpression);
            case "set" when first.Kind == TokenKind.Reserved:
                Take();
                var element = ParseType(inExpression);
                return new SetTypeSyntax(element, Since(first));
            case "enum" when first.Kind == TokenKind.Reserved:
                return ParseEnumType();
            case "struct" when first.Kind == TokenKind.Reserved:
                return ParseStructType();
            case "id" when AtName && Peek(1).Is("("):
                return ParseIdentityType();
            case "queue" when AtName && Peek(1).Is("("):
                return ParseQueueType(inExpression);
            default:
                return ParseRangeOrName();
        }
    }

    private TypeSyntax ParseRangeOrName()
    {
        if (AtRange)
        {
            return ParseRangeType();
        }

        if (AtName || At("bool"))
        {
            var name = TakeName();
            return new NamedTypeSyntax(name, name.Span);
        }

        Fail("a type");
        return new ErrorTypeSyntax(Missing());
    }

    /// <summary>Whether what follows is `a..b`: its low bound is arithmetic without any other operator.</summary>
    private bool AtRange
    {
        get
        {
            var open = 0;
            for (var distance = 0; distance < MaximumTokens; distance++)
            {
                var token = Peek(distance);
                open += IsOpening(token) ? 1 : IsClosing(token) ? -1 : 0;
                if (open == 0 && token.Is(".."))
                {
                    return distance > 0;
                }

                if (open < 0 || token.Kind == TokenKind.EndOfFile || token.Is(";") || token.Is("{")
                    || (open == 0 && !IsArithmetic(token)))
                {
                    return false;
                }
            }

            return false;
        }
    }

    private static bool IsArithmetic(Token token) => token.Kind switch
    {
        TokenKind.Number or TokenKind.Name => true,
        TokenKind.Symbol => token.Text is "+" or "-" or "*" or "/" or "%" or ")" or "]",
        _ => false,
    };

    private RangeTypeSyntax ParseRangeType()
    {
        var first = Current;
        var low = ParseBound();
        Expect("..");
        var high = ParseBound();
        var wraps = TryTake("wraps");
        return new RangeTypeSyntax(low, high, wraps, Since(first));
    }

    private ExpressionSyntax ParseBound()
    {
        var saved = _restrictions;
        _restrictions |= Restrictions.StructLiteral;
        var start = _position;
        var bound = Limited(start, ParseBinary(OperatorTable.AdditiveLevel));
        _restrictions = saved;
        return bound;
    }

    private ArrayTypeSyntax ParseArrayType(bool inExpression)
    {
        var first = Take();
        var saved = _restrictions;
        _restrictions = Restrictions.None;
        var index = ParseType();
        _restrictions = saved;
        Close("]");
        var element = ParseType(inExpression);
        return new ArrayTypeSyntax(index, element, Since(first));
    }

    private QueueTypeSyntax ParseQueueType(bool inExpression)
    {
        var first = Take();
        Take();
        var capacity = ParseExpression();
        Close(")");
        var element = ParseType(inExpression);
        return new QueueTypeSyntax(capacity, element, Since(first));
    }

    private IdentityTypeSyntax ParseIdentityType()
    {
        var first = Take();
        Take();
        var size = ParseExpression();
        Close(")");
        var named = ImmutableArray<NameSyntax>.Empty;
        if (At("{") && !_restrictions.HasFlag(Restrictions.StructLiteral))
        {
            Take();
            named = ParseList("}", () => ExpectName("the name of an identity"));
        }

        return new IdentityTypeSyntax(size, named, Since(first));
    }

    private EnumTypeSyntax ParseEnumType()
    {
        var first = Take();
        Expect("{");
        var variants = ParseList("}", ParseVariant);
        return new EnumTypeSyntax(variants, Since(first));
    }

    private VariantSyntax ParseVariant()
    {
        var first = Current;
        var name = ExpectName("the name of a variant");
        var fields = TryTake("(") ? ParseList(")", ParseField) : [];
        return new VariantSyntax(name, fields, Since(first));
    }

    private StructTypeSyntax ParseStructType()
    {
        var first = Take();
        Expect("{");
        var fields = ImmutableArray.CreateBuilder<FieldDeclarationSyntax>();
        while (!_panicking && !At("}") && !AtEnd && !AtDeclarationAtMargin)
        {
            var start = _position;
            fields.Add(ParseField());
            ExpectSemicolon();
            if (_panicking)
            {
                SynchroniseStatement(start);
            }
        }

        Close("}");
        return new StructTypeSyntax(fields.ToImmutable(), Since(first));
    }

    private FieldDeclarationSyntax ParseField()
    {
        var first = Current;
        var isGhost = At("ghost") && Peek(1).Kind == TokenKind.Name;
        if (isGhost)
        {
            Take();
        }

        var name = ExpectName("the name of a field");
        Expect(":");
        var type = ParseType();
        return new FieldDeclarationSyntax(isGhost, name, type, Since(first));
    }
}
