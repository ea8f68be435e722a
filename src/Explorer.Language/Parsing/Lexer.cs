using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;

namespace Explorer.Language.Parsing;

/// <summary>
/// Cuts a text into tokens. The last token is always the end of the file; what cannot be part of any token is
/// reported and left out.
/// </summary>
internal sealed class Lexer
{
    // Longer symbols first, so that the first match is the longest.
    private static readonly ImmutableArray<string> Symbols =
    [
        "&&", "||", "=>", "==", "!=", "<=", ">=", "+=", "-=", "->", "..",
        "(", ")", "{", "}", "[", "]", ",", ";", ":", "?", ".", "@", "=", "<", ">", "+", "-", "*", "/", "%", "!", "&",
        "|",
    ];

    private readonly SourceText _source;
    private readonly string _text;
    private readonly DiagnosticBag _diagnostics;
    private readonly ImmutableArray<Token>.Builder _tokens = ImmutableArray.CreateBuilder<Token>();
    private string? _description;
    private int _position;

    private Lexer(SourceText source, DiagnosticBag diagnostics)
    {
        _source = source;
        _text = source.Text;
        _diagnostics = diagnostics;
    }

    public static ImmutableArray<Token> Tokenize(SourceText source, DiagnosticBag diagnostics)
    {
        var lexer = new Lexer(source, diagnostics);
        while (lexer._position < lexer._text.Length)
        {
            lexer.ReadOne();
        }

        lexer.Add(TokenKind.EndOfFile, "", lexer._position);
        return lexer._tokens.ToImmutable();
    }

    // Letters of other scripts are read as parts of a name, and then reported.
    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    private static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c);

    private static bool IsLineEnd(char c) => c is '\n' or '\r';

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r';

    private void ReadOne()
    {
        var c = _text[_position];
        if (IsSpace(c))
        {
            _position++;
        }
        else if (At("//"))
        {
            ReadComment();
        }
        else if (At("/*"))
        {
            SkipBlockComment();
        }
        else if (IsNameStart(c))
        {
            ReadName();
        }
        else if (char.IsAsciiDigit(c))
        {
            ReadNumber();
        }
        else if (c == '"')
        {
            ReadText();
        }
        else if (Symbols.FirstOrDefault(At) is { } symbol)
        {
            _position += symbol.Length;
            Add(TokenKind.Symbol, symbol, _position - symbol.Length);
        }
        else
        {
            SkipUnknown();
        }
    }

    private bool At(string expected) => _text.AsSpan(_position).StartsWith(expected, StringComparison.Ordinal);

    private void SkipWhile(Func<char, bool> condition)
    {
        while (_position < _text.Length && condition(_text[_position]))
        {
            _position++;
        }
    }

    private void Add(TokenKind kind, string text, int start)
    {
        _tokens.Add(new Token(kind, text, Span(start), _description));
        _description = null;
    }

    private SourceSpan Span(int start) => new(_source, start, _position);

    private void ReadComment()
    {
        var start = _position;
        SkipWhile(c => !IsLineEnd(c));
        var comment = _text[start.._position];

        // Four slashes and more are a ruler, not a description.
        if (comment.StartsWith("///", StringComparison.Ordinal) && !comment[3..].StartsWith('/'))
        {
            var line = comment[3..].Trim();
            _description = _description is null ? line : _description + "\n" + line;
        }
    }

    private void SkipBlockComment()
    {
        var start = _position;
        var end = _text.IndexOf("*/", start + 2, StringComparison.Ordinal);
        _position = start + 2;
        _diagnostics.Report(DiagnosticCatalog.BlockComment, Span(start));
        _position = end < 0 ? _text.Length : end + 2;
    }

    private void ReadName()
    {
        var start = _position;
        SkipWhile(IsNamePart);
        var name = _text[start.._position];
        if (name.FirstOrDefault(c => !char.IsAscii(c)) is var foreign and not '\0')
        {
            var place = start + name.IndexOf(foreign, StringComparison.Ordinal);
            var span = new SourceSpan(_source, place, place + 1);
            _diagnostics.Report(DiagnosticCatalog.UnknownCharacter, span, Display(foreign));
        }

        Add(Keywords.Reserved.Contains(name) ? TokenKind.Reserved : TokenKind.Name, name, start);
    }

    private void ReadNumber()
    {
        var start = _position;
        SkipWhile(IsNamePart);
        var number = _text[start.._position];
        if (!number.All(char.IsAsciiDigit))
        {
            _diagnostics.Report(DiagnosticCatalog.MalformedNumber, Span(start), number);
            number = "0";
        }

        Add(TokenKind.Number, number, start);
    }

    private void ReadText()
    {
        var start = _position++;
        SkipWhile(c => c != '"' && !IsLineEnd(c));
        var text = _text[(start + 1).._position];
        if (_position < _text.Length && _text[_position] == '"')
        {
            _position++;
        }
        else
        {
            _diagnostics.Report(DiagnosticCatalog.UnclosedText, Span(start));
        }

        Add(TokenKind.Text, text, start);
    }

    /// <summary>One diagnostic for a run of characters.</summary>
    private void SkipUnknown()
    {
        var start = _position;
        _position++;
        SkipWhile(c => !char.IsAscii(c));

        // A byte order mark is no mistake of the author.
        if (start > 0 || _text[start] != '\uFEFF')
        {
            _diagnostics.Report(DiagnosticCatalog.UnknownCharacter, Span(start), Display(_text[start]));
        }
    }

    private static string Display(char c) =>
        char.IsControl(c) || char.IsSurrogate(c) || char.IsWhiteSpace(c) || c == '\uFEFF' ? $"U+{(int)c:X4}" : $"'{c}'";
}
