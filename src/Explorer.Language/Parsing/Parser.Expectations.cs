using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Language.Syntax;

namespace Explorer.Language.Parsing;

/// <content>`expect`.</content>
internal sealed partial class Parser
{
    private static readonly Dictionary<string, ExpectationKind> ExpectationKinds =
        new Dictionary<string, ExpectationKind>
        {
            ["violated"] = ExpectationKind.Violated,
            ["holds"] = ExpectationKind.Holds,
            ["states"] = ExpectationKind.States,
            ["transitions"] = ExpectationKind.Transitions,
            ["orbits"] = ExpectationKind.Orbits,
        };

    private ExpectSyntax ParseExpect()
    {
        var first = Take();
        var kind = ParseExpectationKind();
        NameSyntax? property = null;
        long? number = null;
        if (kind == ExpectationKind.Violated)
        {
            property = ExpectName("the name of a property");
            number = TryTake("in") ? ParseSteps() : null;
        }
        else if (kind == ExpectationKind.Holds)
        {
            property = AtName ? TakeName() : null;
        }
        else
        {
            number = ExpectNumber();
        }

        var (configurations, settings) = TryTake("with") ? ParseWithList() : ([], []);
        ExpectSemicolon();
        return new ExpectSyntax(kind, property, number, configurations, settings, Since(first));
    }

    private ExpectationKind ParseExpectationKind()
    {
        if (AtName && ExpectationKinds.TryGetValue(Current.Text, out var kind))
        {
            Take();
            return kind;
        }

        const string Expected = "'violated', 'holds', 'states', 'transitions' or 'orbits'";
        Fail(Expected, SpellingHint(ExpectationKinds.Keys));
        return ExpectationKind.Holds;
    }

    private long? ParseSteps()
    {
        var number = ExpectNumber();
        if (!TryTake("step"))
        {
            Expect("steps");
        }

        return number;
    }

    private long? ExpectNumber()
    {
        if (Current.Kind == TokenKind.Number)
        {
            return ParseNumber(Current).Value;
        }

        Fail("a number");
        return null;
    }

    /// <summary>`v11, PAGES = 3`: a name alone is a configuration.</summary>
    private (ImmutableArray<NameSyntax> Configurations, ImmutableArray<SettingSyntax> Settings) ParseWithList()
    {
        var configurations = ImmutableArray.CreateBuilder<NameSyntax>();
        var settings = ImmutableArray.CreateBuilder<SettingSyntax>();
        do
        {
            if (Peek(1).Is("="))
            {
                settings.Add(ParseSetting());
            }
            else
            {
                configurations.Add(ExpectName("the name of a configuration, switch or parameter"));
            }
        }
        while (!_panicking && TryTake(","));

        return (configurations.ToImmutable(), settings.ToImmutable());
    }
}
