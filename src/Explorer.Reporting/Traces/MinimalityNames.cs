using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Verdicts;

namespace Explorer.Reporting.Traces;

/// <summary>What is minimal in a trace, as files name it: a list that is the longer the more is established.</summary>
public static class MinimalityNames
{
    private static readonly ImmutableArray<string> Steps = ["steps"];
    private static readonly ImmutableArray<string> Switches = ["steps", "contextSwitches"];
    private static readonly ImmutableArray<string> All = ["steps", "contextSwitches", "participants", "order"];

    public static ImmutableArray<string> Of(Minimality established) => established switch
    {
        Minimality.Steps => Steps,
        Minimality.ContextSwitches => Switches,
        Minimality.First => All,
        _ => [],
    };

    /// <summary>Reads what <see cref="Of"/> gives; null for any other list.</summary>
    public static Minimality? Parse(ImmutableArray<string> names)
    {
        foreach (var established in (Minimality[])
            [Minimality.NotEstablished, Minimality.Steps, Minimality.ContextSwitches, Minimality.First])
        {
            if (names.SequenceEqual(Of(established)))
            {
                return established;
            }
        }

        return null;
    }
}
