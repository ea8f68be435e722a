using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;

namespace Explorer.Language.Parsing;

/// <content>Files and declarations.</content>
internal sealed partial class Parser
{
    private static readonly Dictionary<string, Func<Parser, DeclarationSyntax?>> DeclarationParsers =
        new Dictionary<string, Func<Parser, DeclarationSyntax?>>
        {
            ["config"] = parser => parser.ParseConfig(),
            ["deadlock"] = parser => parser.ParseDeadlockAllowed(),
            ["eventually"] = parser => parser.ParseUnknownDeclaration(),
            ["expect"] = parser => parser.ParseExpect(),
            ["fun"] = parser => parser.ParseFunction(),
            ["ghost"] = parser => parser.ParseVariable(),
            ["init"] = parser => parser.ParseInit(),
            ["interrupt"] = parser => parser.ParseInterrupt(),
            ["invariant"] = parser => parser.ParseProperty(PropertyKind.Invariant),
            ["lemma"] = parser => parser.ParseProperty(PropertyKind.Lemma),
            ["limit"] = parser => parser.ParseLimit(),
            ["may"] = parser => parser.ParseRule(),
            ["memory"] = parser => parser.ParseMemory(),
            ["name"] = parser => parser.ParseNames(),
            ["param"] = parser => parser.ParseParam(),
            ["percpu"] = parser => parser.ParseVariable(),
            ["private"] = parser => parser.ParseVariable(),
            ["proc"] = parser => parser.ParseProcedure(),
            ["reachable"] = parser => parser.ParseProperty(PropertyKind.Reachable),
            ["rule"] = parser => parser.ParseRule(),
            ["shared"] = parser => parser.ParseUnknownDeclaration(),
            ["switch"] = parser => parser.ParseSwitch(),
            ["thread"] = parser => parser.ParseThread(),
            ["type"] = parser => parser.ParseTypeDeclaration(),
            ["use"] = parser => parser.ParseUse(),
            ["var"] = parser => parser.ParseVariable(),
            ["workload"] = parser => parser.ParseWorkload(),
        };

    public FileSyntax ParseFile()
    {
        var declarations = ImmutableArray.CreateBuilder<DeclarationSyntax>();
        while (!AtEnd)
        {
            var start = _position;
            if (ParseDeclaration() is { } declaration)
            {
                declarations.Add(declaration);
            }

            if (_position == start)
            {
                Take();
            }

            if (_panicking)
            {
                SynchroniseDeclaration();
            }
        }

        return new FileSyntax(_source, declarations.ToImmutable(), new SourceSpan(_source, 0, _source.Text.Length));
    }

    /// <summary>Null, after a diagnostic, if nothing of a declaration could be read.</summary>
    private DeclarationSyntax? ParseDeclaration()
    {
        var first = Current;
        var isDefault = TryTake("default");
        if (!AtName || !DeclarationParsers.TryGetValue(Current.Text, out var parse))
        {
            Fail("a declaration", At("let") ? "state is declared with 'var'" : SpellingHint(DeclarationParsers.Keys));
            return null;
        }

        var declaration = parse(this);
        if (isDefault
            && declaration is not (null or ParamSyntax or TypeDeclarationSyntax or FunctionSyntax or ProcedureSyntax))
        {
            _diagnostics.Report(DiagnosticCatalog.NotDefaultable, first.Span);
        }

        return declaration is null
            ? null
            : declaration with { Description = first.Description, IsDefault = isDefault, Span = Since(first) };
    }

    /// <summary>Words that the language keeps for later.</summary>
    private DeclarationSyntax? ParseUnknownDeclaration()
    {
        var first = Take();
        _diagnostics.Report(DiagnosticCatalog.NotInLanguage, first.Span, first.Text);
        _panicking = true;
        return null;
    }

    private UseSyntax ParseUse()
    {
        var first = Take();
        var path = ExpectText();
        ExpectSemicolon();
        return new UseSyntax(path, Since(first));
    }

    private ParamSyntax ParseParam()
    {
        var first = Take();
        var name = ExpectName("the name of a parameter");
        var type = TryTake(":") ? ParseType() : null;
        Expect("=");
        var value = ParseExpression(Restrictions.In);
        var bounds = TryTake("in") ? ParseBounds() : null;
        ExpectSemicolon();
        return new ParamSyntax(name, type, value, bounds, Since(first));
    }

    private RangeTypeSyntax? ParseBounds()
    {
        if (AtRange)
        {
            return ParseRangeType();
        }

        Fail("a range");
        return null;
    }

    private SwitchSyntax ParseSwitch()
    {
        var first = Take();
        var name = ExpectName("the name of a switch");
        var type = TryTake(":") ? ParseType() : null;
        var text = TryTakeText();
        var cost = TryTake("cost") ? ParseExpression() : null;
        var isMonotone = TryTake("monotone");
        Expect("=");
        var value = ParseExpression();
        ExpectSemicolon();
        return new SwitchSyntax(name, type, text, cost, isMonotone, value, Since(first));
    }

    private ConfigSyntax ParseConfig()
    {
        var first = Take();
        var name = ExpectName("the name of a configuration");
        Expect("{");
        var settings = ImmutableArray.CreateBuilder<SettingSyntax>();
        while (!At("}") && !AtEnd && !AtDeclarationAtMargin && !_abandoned)
        {
            var start = _position;
            settings.Add(ParseSetting());
            ExpectSemicolon();
            if (_panicking)
            {
                SynchroniseStatement(start);
            }
        }

        Close("}");
        return new ConfigSyntax(name, settings.ToImmutable(), Since(first));
    }

    private SettingSyntax ParseSetting()
    {
        var first = Current;
        var name = ExpectName("the name of a switch or parameter");
        Expect("=");
        var value = ParseExpression();
        return new SettingSyntax(name, value, Since(first));
    }

    private TypeDeclarationSyntax ParseTypeDeclaration()
    {
        var first = Take();
        var name = ExpectName("the name of a type");
        Expect("=");
        var type = ParseType();
        var prefix = TryTake("as") ? ExpectText() : null;
        ExpectSemicolon();
        return new TypeDeclarationSyntax(name, type, prefix, Since(first));
    }

    private NamesSyntax ParseNames()
    {
        var first = Take();
        var type = ExpectName("the name of an identity type");
        var names = Expect("{") ? ParseList("}", () => ExpectName("the name of an identity")) : [];
        return new NamesSyntax(type, names, Since(first));
    }

    private VariableSyntax ParseVariable()
    {
        var first = Current;
        var isGhost = TryTake("ghost");
        var isPrivate = TryTake("private");
        var isPerCpu = TryTake("percpu");
        while (At("ghost") || At("private") || At("percpu"))
        {
            var misplaced = Take();
            _diagnostics.Report(DiagnosticCatalog.ModifierOrder, misplaced.Span, misplaced.Text);
        }

        Expect("var");
        var name = ExpectName("the name of a variable");
        Expect(":");
        var type = ParseType();
        var value = TryTake("=") ? ParseExpression() : null;
        ExpectSemicolon();
        return new VariableSyntax(name, type, value, isGhost, isPrivate, isPerCpu, Since(first));
    }

    private InitSyntax ParseInit()
    {
        var first = Take();
        var body = ParseBlock();
        return new InitSyntax(body, Since(first));
    }

    private LimitSyntax ParseLimit()
    {
        var first = Take();
        var condition = ParseExpression();
        ExpectSemicolon();
        return new LimitSyntax(condition, Since(first));
    }

    private DeadlockAllowedSyntax ParseDeadlockAllowed()
    {
        var first = Take();
        Expect("allowed");
        ExpectSemicolon();
        return new DeadlockAllowedSyntax(Since(first));
    }

    private MemorySyntax ParseMemory()
    {
        var first = Take();
        var model = ExpectName("the name of a memory model");
        var depth = TryTake("depth") ? ParseExpression() : null;
        ExpectSemicolon();
        return new MemorySyntax(model, depth, Since(first));
    }

    private PropertySyntax ParseProperty(PropertyKind kind)
    {
        var first = Take();
        var name = ExpectName("the name of a property");
        var text = TryTakeText();
        Expect(":");
        var condition = ParseExpression();
        ExpectSemicolon();
        return new PropertySyntax(kind, name, text, condition, Since(first));
    }
}
