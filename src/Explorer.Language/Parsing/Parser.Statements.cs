using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;

namespace Explorer.Language.Parsing;

/// <content>Statements.</content>
internal sealed partial class Parser
{
    private static readonly Dictionary<string, Func<Parser, StatementSyntax>> StatementParsers =
        new Dictionary<string, Func<Parser, StatementSyntax>>
        {
            ["assert"] = parser => parser.ParseAssert(),
            ["atomic"] = parser => parser.ParseAtomic(),
            ["await"] = parser => parser.ParseAwait(),
            ["break"] = parser => new BreakSyntax(parser.ParseWordAlone()),
            ["choose"] = parser => parser.ParseChoose(),
            ["continue"] = parser => new ContinueSyntax(parser.ParseWordAlone()),
            ["either"] = parser => parser.ParseEither(),
            ["for"] = parser => parser.ParseFor(),
            ["foreach"] = parser => parser.ParseForeach(),
            ["if"] = parser => parser.ParseIf(),
            ["irqs_off"] = parser => parser.ParseHoldOff(HoldOff.Interrupts),
            ["let"] = parser => parser.ParseLet(),
            ["loop"] = parser => parser.ParseLoop(),
            ["preempt_off"] = parser => parser.ParseHoldOff(HoldOff.Preemption),
            ["return"] = parser => parser.ParseReturn(),
            ["skip"] = parser => new SkipSyntax(parser.ParseWordAlone()),
            ["while"] = parser => parser.ParseWhile(),
        };

    private static readonly Dictionary<string, AssignmentOperator> AssignmentOperators =
        new Dictionary<string, AssignmentOperator>
        {
            ["="] = AssignmentOperator.Assign,
            ["+="] = AssignmentOperator.Add,
            ["-="] = AssignmentOperator.Subtract,
        };

    private BlockSyntax ParseBlock()
    {
        var open = Current;
        if (!Expect("{"))
        {
            RecoverToBody();
            if (!TryTake("{"))
            {
                return new BlockSyntax([], Missing());
            }
        }

        open = Previous;
        var saved = _restrictions;
        _restrictions = Restrictions.None;
        var statements = ImmutableArray.CreateBuilder<StatementSyntax>();
        while (!At("}") && !AtEnd && !AtDeclarationAtMargin)
        {
            statements.Add(ParseStatement());
        }

        _restrictions = saved;
        CloseBody(open);
        return new BlockSyntax(statements.ToImmutable(), Since(open));
    }

    private StatementSyntax ParseStatement()
    {
        var start = _position;
        if (!Enter())
        {
            Leave();
            return new ErrorStatementSyntax(Missing());
        }

        var statement = ParseHeadedStatement();
        if (_panicking)
        {
            SynchroniseStatement(start);
        }

        Leave();
        return statement;
    }

    /// <summary>A statement with its text and its label, in either order.</summary>
    private StatementSyntax ParseHeadedStatement()
    {
        var first = Current;
        string? text = null;
        NameSyntax? label = null;
        while (Current.Kind == TokenKind.Text || (AtName && Peek(1).Is(":")))
        {
            var isText = Current.Kind == TokenKind.Text;
            if (isText ? text is not null : label is not null)
            {
                _diagnostics.Report(DiagnosticCatalog.RepeatedHeading, Current.Span, isText ? "text" : "label");
            }

            if (isText)
            {
                text = Take().Text;
            }
            else
            {
                label = TakeName();
                Take();
            }
        }

        var statement = ParsePlainStatement();
        return text is null && label is null
            ? statement
            : statement with { Text = text, Label = label, Span = Since(first) };
    }

    private StatementSyntax ParsePlainStatement()
    {
        if (Current.Kind == TokenKind.Reserved && StatementParsers.TryGetValue(Current.Text, out var parse))
        {
            return parse(this);
        }

        if (At("{"))
        {
            return ParseBlock();
        }

        if (AtDeclaration && !AtDeclarationAtMargin)
        {
            return ParseMisplacedDeclaration();
        }

        if (AtName && !AtDeclarationAtMargin)
        {
            return At("fence") && Peek(1).Is(";") ? ParseFence() : ParseAssignmentOrCall();
        }

        Fail("a statement");
        return new ErrorStatementSyntax(Missing());
    }

    private ErrorStatementSyntax ParseMisplacedDeclaration()
    {
        var first = Current;
        var hint = first.Is("var") ? "a local variable is declared with 'let'" : null;
        _diagnostics.ReportWith(DiagnosticCatalog.DeclarationInBody, first.Span, hint, [], first.Text);
        ParseDeclaration();
        return new ErrorStatementSyntax(Since(first));
    }

    private ErrorStatementSyntax ParseFence()
    {
        var first = Take();
        _diagnostics.Report(DiagnosticCatalog.NotInLanguage, first.Span, first.Text);
        Take();
        return new ErrorStatementSyntax(Since(first));
    }

    private StatementSyntax ParseAssignmentOrCall()
    {
        var first = Current;
        var targets = ParseTargets();
        if (targets is [CallSyntax call] && !AssignmentOperators.ContainsKey(Current.Text))
        {
            ExpectSemicolon();
            return new CallStatementSyntax(call, Since(first));
        }

        var token = Current;
        if (token.Kind != TokenKind.Symbol || !AssignmentOperators.TryGetValue(token.Text, out var assignment))
        {
            Fail("'='", AssignmentHint());
            return new ErrorStatementSyntax(Since(first));
        }

        Take();
        var values = ParseValues();
        CheckCounts(token, targets.Length, values.Length);
        ExpectSemicolon();
        return new AssignmentSyntax(targets, assignment, values, Since(first));
    }

    private string? AssignmentHint() => Current.Text switch
    {
        "==" => "'=' assigns, '==' compares",
        "+" when Peek(1).Is("+") => "write 'x += 1'",
        "-" when Peek(1).Is("-") => "write 'x -= 1'",
        "@" => "'@' stands directly behind the name of a variable",
        _ => null,
    };

    private ImmutableArray<ExpressionSyntax> ParseTargets()
    {
        var targets = ImmutableArray.CreateBuilder<ExpressionSyntax>();
        do
        {
            var start = _position;
            targets.Add(Limited(start, ParsePostfix()));
        }
        while (!_panicking && TryTake(","));

        return targets.ToImmutable();
    }

    private ImmutableArray<ExpressionSyntax> ParseValues()
    {
        var values = ImmutableArray.CreateBuilder<ExpressionSyntax>();
        do
        {
            values.Add(ParseExpression());
        }
        while (!_panicking && TryTake(","));

        return values.ToImmutable();
    }

    private void CheckCounts(Token assignment, int targets, int values)
    {
        var several = assignment.Is("=");
        if (!_panicking && (targets != values || (targets > 1 && !several)))
        {
            var needed = several ? "as many on both sides" : "one on each side";
            _diagnostics.Report(
                DiagnosticCatalog.UnevenAssignment, assignment.Span, targets, values, assignment.Text, needed);
        }
    }

    private LetSyntax ParseLet()
    {
        var first = Take();
        var name = ExpectName("the name of a variable");
        var type = TryTake(":") ? ParseType() : null;
        ExpressionSyntax? value = null;
        if (type is null ? Expect("=") : TryTake("="))
        {
            value = ParseExpression();
        }

        ExpectSemicolon();
        return new LetSyntax(name, type, value, Since(first));
    }

    private ChooseSyntax ParseChoose()
    {
        var first = Take();
        var name = ExpectName("the name of a variable");
        Expect("in");
        var start = _position;
        var domain = Limited(start, ParseDomain(0));
        var condition = TryTake("where") ? ParseExpression() : null;
        ExpectSemicolon();
        return new ChooseSyntax(name, domain, condition, Since(first));
    }

    private AwaitSyntax ParseAwait()
    {
        var first = Take();
        var condition = ParseExpression();
        ExpectSemicolon();
        return new AwaitSyntax(condition, Since(first));
    }

    private ReturnSyntax ParseReturn()
    {
        var first = Take();
        var value = At(";") ? null : ParseExpression();
        ExpectSemicolon();
        return new ReturnSyntax(value, Since(first));
    }

    private AtomicSyntax ParseAtomic()
    {
        var first = Take();
        var body = ParseStatement();
        return new AtomicSyntax(body, Since(first));
    }
}
