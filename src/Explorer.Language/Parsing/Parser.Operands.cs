using System.Collections.Immutable;
using System.Globalization;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;

namespace Explorer.Language.Parsing;

/// <content>Expressions: what stands between operators.</content>
internal sealed partial class Parser
{
    private ExpressionSyntax ParseOperand() => Current.Kind switch
    {
        _ when _panicking => MissingOperand(),
        TokenKind.Number => ParseNumber(Current),
        TokenKind.Name => ParseNameOrQuantified(),
        TokenKind.Reserved => ParseReservedOperand(),
        TokenKind.Symbol => ParseSymbolOperand(),
        _ => MissingOperand(),
    };

    private ErrorExpressionSyntax MissingOperand()
    {
        Fail("an expression");
        return new ErrorExpressionSyntax(Missing());
    }

    private ExpressionSyntax ParseReservedOperand()
    {
        var first = Current;
        switch (first.Text)
        {
            case "true" or "false":
                return new BooleanSyntax(Take().Text == "true", first.Span);
            case "none":
                return new NoneSyntax(Take().Span);
            case "me":
                return new MeSyntax(Take().Span);
            case "self":
                return new SelfSyntax(Take().Span);
            case "all":
                Take();
                var all = ParseType(inExpression: true);
                return new AllSyntax(all, Since(first));
            case "any":
                Take();
                var any = ParseType();
                return new AnySyntax(any, Since(first));
            case "forall":
                return ParseQuantified(Quantifier.ForAll);
            case "exists":
                return ParseQuantified(Quantifier.Exists);
            default:
                return MissingOperand();
        }
    }

    private ExpressionSyntax ParseSymbolOperand()
    {
        var first = Current;
        switch (first.Text)
        {
            case "(":
                Take();
                var inner = ParseExpression();
                Close(")");
                // The parentheses belong to the span, so that its text is the same expression.
                return inner with { Span = Since(first) };
            case "{":
                Take();
                return ParseSet(first);
            case "[":
                Take();
                return ParseArrayComprehension(first);
            case "|":
                Take();
                var operand = ParseExpression(Restrictions.Bar);
                Close("|");
                return new CardinalitySyntax(operand, Since(first));
            default:
                return MissingOperand();
        }
    }

    /// <param name="first">The number, or the minus sign before it: so the smallest number can be written.</param>
    private NumberSyntax ParseNumber(Token first)
    {
        var text = (first.Is("-") ? "-" : "") + Take().Text;
        var span = Since(first);
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            _diagnostics.Report(DiagnosticCatalog.NumberTooLarge, span, text);
        }

        return new NumberSyntax(value, span);
    }

    private ExpressionSyntax ParseNameOrQuantified()
    {
        var first = Current;

        // `count` and `the` are names everywhere else.
        if ((At("count") || At("the")) && Peek(1).Kind == TokenKind.Name && Peek(2).Is(":"))
        {
            return ParseQuantified(At("the") ? Quantifier.The : Quantifier.Count);
        }

        var name = TakeName();
        if (TryTake("("))
        {
            var arguments = ParseList(")", ParseArgument);
            return new CallSyntax(name, arguments, Since(first));
        }

        if (TryTake("@"))
        {
            var cpu = ParseCpu();
            return new AtCpuSyntax(name, cpu, Since(first));
        }

        if (At("{") && IsStructLiteral(first))
        {
            Take();
            var fields = ParseList("}", ParseFieldValue);
            return new StructLiteralSyntax(name, fields, Since(first));
        }

        return new NameExpressionSyntax(name, name.Span);
    }

    /// <summary>
    /// Whether the brace after a name belongs to a struct literal. Where a body may follow it begins the body; but what
    /// looks like a literal and has another brace or an operator behind it was meant as one, and is reported.
    /// </summary>
    private bool IsStructLiteral(Token name)
    {
        if (!_restrictions.HasFlag(Restrictions.StructLiteral))
        {
            return !IsStatement(1);
        }

        if (!Peek(2).Is(":") || Peek(1).Kind != TokenKind.Name)
        {
            return false;
        }

        var behind = BehindBrackets();
        var isLiteral = behind.Is("{") || OperatorTable.LevelOf(behind) > 0;
        if (isLiteral && !_panicking)
        {
            _diagnostics.Report(DiagnosticCatalog.BareStructLiteral, name.Span, name.Text);
        }

        return isLiteral;
    }

    /// <summary>The token behind the bracket that closes the current one.</summary>
    private Token BehindBrackets()
    {
        var open = 0;
        var distance = 0;
        do
        {
            open += IsOpening(Peek(distance)) ? 1 : IsClosing(Peek(distance)) ? -1 : 0;
            distance++;
        }
        while (open > 0 && distance < MaximumTokens && Peek(distance).Kind != TokenKind.EndOfFile);

        return Peek(distance);
    }

    /// <summary>Whether a statement begins at this distance: then the brace before it is that of a body.</summary>
    private bool IsStatement(int distance)
    {
        var token = Peek(distance);
        return token.Kind == TokenKind.Text
            || (token.Kind == TokenKind.Reserved && Keywords.StatementStart.Contains(token.Text))
            || (token.Kind == TokenKind.Name
                && Peek(distance + 1) is { Kind: TokenKind.Symbol } next
                && next.Text is ("=" or "+=" or "-=" or "(" or "[" or "." or "@"));
    }

    private ExpressionSyntax ParseCpu()
    {
        if (AtName)
        {
            var name = TakeName();
            return new NameExpressionSyntax(name, name.Span);
        }

        if (Current.Kind == TokenKind.Number || At("me") || At("("))
        {
            return ParseOperand();
        }

        Fail("a CPU", "other expressions need parentheses: 'x@(…)'");
        return new ErrorExpressionSyntax(Missing());
    }

    private ArgumentSyntax ParseArgument()
    {
        var first = Current;
        NameSyntax? name = null;
        if (AtName && Peek(1).Is(":"))
        {
            name = TakeName();
            Take();
        }

        var value = ParseExpression();
        return new ArgumentSyntax(name, value, Since(first));
    }

    private FieldValueSyntax ParseFieldValue()
    {
        var first = Current;
        var name = ExpectName("the name of a field");
        Expect(":");
        var value = ParseExpression();
        return new FieldValueSyntax(name, value, Since(first));
    }

    private QuantifiedSyntax ParseQuantified(Quantifier quantifier)
    {
        var first = Take();
        var binders = ParseBinders();
        Expect(":");
        var body = ParseConditional();
        return new QuantifiedSyntax(quantifier, binders, body, Since(first));
    }

    private ImmutableArray<BinderSyntax> ParseBinders()
    {
        var binders = ImmutableArray.CreateBuilder<BinderSyntax>();
        do
        {
            binders.Add(ParseBinder());
        }
        while (!_panicking && TryTake(","));

        return binders.ToImmutable();
    }

    private BinderSyntax ParseBinder()
    {
        var first = Current;
        var name = ExpectName("the name of a variable");
        Expect(":", At("in") ? "a variable that runs over a type is written 'x: T'" : null);
        var type = ParseType();
        return new BinderSyntax(name, type, Since(first));
    }

    /// <summary>`{}`, `{a, b}` or `{ x: T where e }`, behind the brace.</summary>
    private ExpressionSyntax ParseSet(Token first)
    {
        if (!AtName || !Peek(1).Is(":"))
        {
            var elements = ParseList("}", () => ParseExpression());
            return new SetLiteralSyntax(elements, Since(first));
        }

        var saved = _restrictions;
        _restrictions = Restrictions.None;
        var binder = ParseBinder();
        Expect("where", At(",") || At("}") ? "a struct's fields stand behind its type: 'T { f: e }'" : null);
        var condition = ParseConditional();
        _restrictions = saved;
        Close("}");
        return new SetComprehensionSyntax(binder, condition, Since(first));
    }

    /// <summary>`[i: T: e]`, behind the bracket.</summary>
    private ArrayComprehensionSyntax ParseArrayComprehension(Token first)
    {
        var saved = _restrictions;
        _restrictions = Restrictions.None;
        var binder = ParseBinder();
        Expect(":");
        var body = ParseConditional();
        _restrictions = saved;
        Close("]");
        return new ArrayComprehensionSyntax(binder, body, Since(first));
    }
}
