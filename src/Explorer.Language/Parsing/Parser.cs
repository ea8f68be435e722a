// A hand-written recursive descent parser; binary operators by precedence climbing.
//
// Mistakes: the first one in a statement or declaration is reported and sets `_panicking`, which silences the others
// until the parser has found a place to go on: behind a `;`, at a `}`, at a word that begins a statement on a new line,
// or at a declaration. Bracketed lists recover at their own closing bracket. Every loop consumes a token or ends.
//
// Nesting is limited, so that neither this parser nor a recursive pass over its result can run out of stack.
using System;
using System.Collections.Immutable;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;

namespace Explorer.Language.Parsing;

internal sealed partial class Parser
{
    private const int MaximumDepth = 200;
    private const int MaximumTokens = 5000;

    private readonly SourceText _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly ImmutableArray<Token> _tokens;
    private int _position;
    private int _depth;
    private int _lastReport = -1;
    private bool _panicking;
    private bool _abandoned;
    private Restrictions _restrictions;

    public Parser(SourceText source, DiagnosticBag diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics;
        _tokens = Lexer.Tokenize(source, diagnostics);
    }

    private Token Current => _tokens[_position];

    private Token Previous => _tokens[Math.Max(0, _position - 1)];

    private bool AtEnd => Current.Kind == TokenKind.EndOfFile;

    private bool AtName => Current.Kind == TokenKind.Name;

    /// <summary>Whether the current token is the first one of its line.</summary>
    private bool AtLineStart => _position == 0 || LineOf(Previous.Span.End) < LineOf(Current.Span.Start);

    public ExpressionSyntax ParseSingleExpression()
    {
        var expression = ParseExpression();
        if (!AtEnd)
        {
            Fail("the end of the expression");
        }

        return expression;
    }

    private int LineOf(int offset) => _source.Position(offset).Line;

    private Token Peek(int distance) => _tokens[Math.Min(_position + distance, _tokens.Length - 1)];

    private bool At(string word) => Current.Is(word);

    private Token Take()
    {
        var token = Current;
        if (!AtEnd)
        {
            _position++;
        }

        return token;
    }

    private bool TryTake(string word)
    {
        var found = At(word);
        if (found)
        {
            Take();
        }

        return found;
    }

    /// <summary>From a token to the last one taken.</summary>
    private SourceSpan Since(Token first) => first.Span.To(Previous.Span);

    /// <summary>The empty place before the current token, for what is missing there.</summary>
    private SourceSpan Missing() => Current.Span with { End = Current.Span.Start };

    private bool Expect(string word, string? hint = null)
    {
        var found = TryTake(word);
        if (!found)
        {
            Fail($"'{word}'", hint);
        }

        return found;
    }

    private NameSyntax ExpectName(string what)
    {
        if (AtName)
        {
            return TakeName();
        }

        if (Current.Kind == TokenKind.Reserved && !Keywords.Continuing.Contains(Current.Text) && !_panicking)
        {
            _diagnostics.Report(DiagnosticCatalog.ReservedWord, Current.Span, Current.Text);
            return TakeName();
        }

        Fail(what);
        return new NameSyntax("", Missing());
    }

    private NameSyntax TakeName()
    {
        var token = Take();
        return new NameSyntax(token.Text, token.Span);
    }

    private string? TryTakeText() => Current.Kind == TokenKind.Text ? Take().Text : null;

    private string ExpectText()
    {
        if (Current.Kind == TokenKind.Text)
        {
            return Take().Text;
        }

        Fail("a text in quotes");
        return "";
    }

    /// <summary>Counts one level of nesting in; false, after a diagnostic, if it is one too many.</summary>
    private bool Enter()
    {
        if (++_depth <= MaximumDepth)
        {
            return true;
        }

        Abandon(Current.Span);
        return false;
    }

    private void Leave() => _depth--;

    /// <summary>Reads no further: the rest could only repeat the mistake.</summary>
    private void Abandon(SourceSpan span)
    {
        if (!_abandoned)
        {
            _diagnostics.Report(DiagnosticCatalog.TooDeep, span, MaximumDepth, MaximumTokens);
        }

        _abandoned = true;
        _panicking = true;
        _position = _tokens.Length - 1;
    }
}
