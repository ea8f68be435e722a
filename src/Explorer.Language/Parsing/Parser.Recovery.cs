using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;

namespace Explorer.Language.Parsing;

/// <content>Reporting, and going on after a mistake.</content>
internal sealed partial class Parser
{
    /// <summary>Whether a declaration begins here; also in a body, where no statement looks like it.</summary>
    private bool AtDeclaration => AtName && Current.Text switch
    {
        "use" => Peek(1).Kind == TokenKind.Text,
        "init" => Peek(1).Is("{"),
        "workload" => Peek(1).Is("for"),
        _ => Keywords.DeclarationStart.Contains(Current.Text) && Peek(1).Kind == TokenKind.Name,
    };

    /// <summary>Whether a declaration begins here at the margin, before which all bodies should be closed.</summary>
    private bool AtDeclarationAtMargin => AtDeclaration && _source.Position(Current.Span.Start).Column == 1;

    private void Fail(string expected, string? hint = null)
    {
        if (!_panicking && _lastReport != _position)
        {
            _lastReport = _position;
            hint ??= HintFor(expected);
            _diagnostics.ReportWith(
                DiagnosticCatalog.UnexpectedToken, Current.Span, hint, [], expected, Current.Display);
        }

        _panicking = true;
    }

    private string? HintFor(string expected) => Current.Text switch
    {
        _ when Current.Kind == TokenKind.Text => null,
        "=" when expected is "';'" or "')'" => "'==' compares, '=' assigns",
        "and" => "'and' is written '&&'",
        "or" when expected != "'or'" => "'or' is written '||'",
        "||" => "two '|' side by side are written with a space between them",
        "," when expected == "']'" => "several indices are written 'a[i][j]'",
        _ when Previous.Is("not") => "'not' is written '!'",
        _ when Previous.Is("|") => "inside '|s|' a union needs parentheses",
        _ => null,
    };

    private string? SpellingHint(IEnumerable<string> words) =>
        AtName && Spelling.Nearest(Current.Text, words) is { } word ? $"did you mean '{word}'?" : null;

    /// <summary>Ends a statement or declaration. A `;` missing at the end of a line does no further harm.</summary>
    private void ExpectSemicolon()
    {
        if (TryTake(";"))
        {
            _panicking = _abandoned;
        }
        else if (_panicking)
        {
            return;
        }
        else if (!AtLineStart && !AtEnd && !At("}"))
        {
            Fail("';'");
        }
        else if (_lastReport != _position)
        {
            _lastReport = _position;
            var behind = Previous.Span with { Start = Previous.Span.End };
            _diagnostics.Report(DiagnosticCatalog.UnexpectedToken, behind, "';'", Current.Display);
        }
    }

    /// <summary>Closes a list in brackets; after a mistake in it goes on behind its closing bracket, if any.</summary>
    private void Close(string close)
    {
        if (!_panicking && TryTake(close))
        {
            return;
        }

        Fail($"'{close}'");

        // Where an opening brace is one too many, it begins the body.
        while (!AtEnd && !(At("{") && _lastReport == _position) && !At(";") && !IsClosing(Current) && !At(close)
            && !AtStatementOnNewLine() && !AtDeclarationAtMargin)
        {
            SkipOne();
        }

        if (TryTake(close))
        {
            _panicking = _abandoned;
        }
    }

    /// <summary>Closes a body, whose missing `}` is reported at its `{`.</summary>
    private void CloseBody(Token open)
    {
        if (TryTake("}"))
        {
            return;
        }

        if (!_panicking && _lastReport != _position)
        {
            _lastReport = _position;
            ImmutableArray<RelatedPlace> related = AtEnd
                ? []
                : [new RelatedPlace(Current.Span, "a declaration begins before it is.")];
            _diagnostics.ReportWith(DiagnosticCatalog.Unclosed, open.Span, null, related, open.Text);
        }

        _panicking = true;
    }

    /// <summary>After a mistake in the head of a statement or declaration, goes on at its body.</summary>
    private void RecoverToBody()
    {
        while (_panicking && !AtEnd && !At(";") && !At("}") && !AtStatementOnNewLine() && !AtDeclarationAtMargin)
        {
            if (At("{"))
            {
                _panicking = _abandoned;
                return;
            }

            Take();
        }
    }

    /// <summary>Goes on behind or before the next sign of a new statement, at least one token further on.</summary>
    private void SynchroniseStatement(int start)
    {
        var isForced = _position == start && !At("}") && !AtDeclarationAtMargin;
        if (isForced)
        {
            Take();
        }

        while (!(isForced && AtLineStart) && !AtEnd && !At("}") && !AtStatementOnNewLine() && !AtDeclarationAtMargin
            && !TryTake(";"))
        {
            isForced = false;
            var wasBody = At("{");
            SkipOne();
            if (wasBody && AtLineStart)
            {
                break;
            }
        }

        _panicking = _abandoned;
    }

    private void SynchroniseDeclaration()
    {
        while (!AtEnd && !AtDeclaration)
        {
            SkipOne();
        }

        _panicking = _abandoned;
    }

    private bool AtStatementOnNewLine() => Keywords.StatementStart.Contains(Current.Text) && AtLineStart
        && Current.Kind == TokenKind.Reserved;

    private static bool IsOpening(Token token) => token.Is("{") || token.Is("(") || token.Is("[");

    private static bool IsClosing(Token token) => token.Is("}") || token.Is(")") || token.Is("]");

    /// <summary>Skips a token, or from an opening bracket to behind the closing one.</summary>
    private void SkipOne()
    {
        var open = 0;
        do
        {
            open += IsOpening(Current) ? 1 : IsClosing(Current) ? -1 : 0;
            Take();
        }
        while (open > 0 && !AtEnd && !AtDeclarationAtMargin);
    }
}
