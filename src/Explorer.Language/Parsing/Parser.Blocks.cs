using System.Collections.Immutable;
using Explorer.Core.Diagnostics;
using Explorer.Language.Syntax;

namespace Explorer.Language.Parsing;

/// <content>Statements that hold others, and the shorter ones.</content>
internal sealed partial class Parser
{
    /// <summary>`skip;`, `break;`, `continue;`</summary>
    private SourceSpan ParseWordAlone()
    {
        var first = Take();
        ExpectSemicolon();
        return Since(first);
    }

    private AssertSyntax ParseAssert()
    {
        var first = Take();
        NameSyntax? name = null;
        if (AtName && (Peek(1).Is(":") || Peek(1).Kind == TokenKind.Text))
        {
            name = TakeName();
        }

        var text = TryTakeText();
        if (name is not null || text is not null)
        {
            Expect(":");
        }

        var condition = ParseExpression();
        ExpectSemicolon();
        return new AssertSyntax(name, text, condition, Since(first));
    }

    private ExpressionSyntax ParseParenthesised()
    {
        if (!Expect("("))
        {
            return new ErrorExpressionSyntax(Missing());
        }

        var condition = ParseExpression();
        Close(")");
        return condition;
    }

    /// <summary>The condition of `if` and `while`; after a mistake in it the body is read all the same.</summary>
    private ExpressionSyntax ParseHeadCondition()
    {
        var condition = ParseParenthesised();
        RecoverToBody();
        return condition;
    }

    private IfSyntax ParseIf()
    {
        var first = Take();
        var condition = ParseHeadCondition();
        var then = ParseBranch();
        var otherwise = TryTake("else") ? ParseBranch() : null;
        return new IfSyntax(condition, then, otherwise, Since(first));
    }

    private WhileSyntax ParseWhile()
    {
        var first = Take();
        var condition = ParseHeadCondition();
        var body = ParseBranch();
        return new WhileSyntax(condition, body, Since(first));
    }

    /// <summary>A statement after a head, unless the head is broken beyond it.</summary>
    private StatementSyntax ParseBranch() => _panicking ? new ErrorStatementSyntax(Missing()) : ParseStatement();

    private LoopSyntax ParseLoop()
    {
        var first = Take();
        var body = ParseBlock();
        return new LoopSyntax(body, Since(first));
    }

    private EitherSyntax ParseEither()
    {
        var first = Take();
        var branches = ImmutableArray.CreateBuilder<BlockSyntax>();
        branches.Add(ParseBlock());
        if (Expect("or"))
        {
            do
            {
                branches.Add(ParseBlock());
            }
            while (!_panicking && TryTake("or"));
        }

        return new EitherSyntax(branches.ToImmutable(), Since(first));
    }

    private ForeachSyntax ParseForeach()
    {
        var first = Take();
        var name = ExpectName("the name of a variable");
        Expect("in");
        var saved = _restrictions;
        _restrictions = Restrictions.StructLiteral;
        var start = _position;
        var domain = Limited(start, ParseDomain(0));
        _restrictions = saved;
        var body = ParseBlock();
        return new ForeachSyntax(name, domain, body, Since(first));
    }

    private ForSyntax ParseFor()
    {
        var first = Take();
        var name = ExpectName("the name of a variable");
        Expect("in");
        var low = ParseBound();
        Expect("..", "'for' runs over a range of numbers, 'foreach' over a set");
        var high = ParseBound();
        var body = ParseBlock();
        return new ForSyntax(name, low, high, body, Since(first));
    }

    private HoldOffSyntax ParseHoldOff(HoldOff kind)
    {
        var first = Take();
        var body = ParseBlock();
        return new HoldOffSyntax(kind, body, Since(first));
    }
}
