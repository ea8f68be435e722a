using System.Linq;
using Explorer.Core.Verdicts;
using Explorer.Language;
using Explorer.Language.Syntax;
using Explorer.Reporting.Expectations;
using Explorer.Reporting.Summaries;

namespace Explorer.Checking;

/// <summary>Compares an expectation with what was explored for it.</summary>
public static class ExpectationJudge
{
    /// <summary>Whether it is met, and if not, what was found instead.</summary>
    public static (ExpectationStatus Status, string Found) Judge(Expectation expectation, SearchResult result) =>
        expectation.Kind switch
        {
            ExpectationKind.Violated => Violated(expectation, result),
            ExpectationKind.Holds when expectation.Property is not null => HoldsOne(result),
            ExpectationKind.Holds => HoldsAll(result),
            ExpectationKind.States => Count(expectation, result, result.Statistics.States, "states"),
            ExpectationKind.Transitions => Count(expectation, result, result.Statistics.Transitions, "transitions"),
            ExpectationKind.Orbits => Count(expectation, result, result.Statistics.States, "orbits"),
            _ => (ExpectationStatus.NotJudged, "this version does not count it"),
        };

    private static (ExpectationStatus, string) Violated(Expectation expectation, SearchResult result)
    {
        var property = result.Properties[0];
        return property.Verdict switch
        {
            VerdictKind.Violated when expectation.Number is null || expectation.Number == property.Steps => Met,
            VerdictKind.Violated => NotMet(Describe(property)),
            VerdictKind.Holds when property.Steps is { } steps => NotMet($"reached in {Words.Of(steps, "step")}"),
            VerdictKind.Holds => NotMet($"it holds in all {Words.Of(result.Statistics.States, "state")}"),
            _ => NotMet(Stopped(result)),
        };
    }

    private static (ExpectationStatus, string) HoldsOne(SearchResult result)
    {
        var property = result.Properties[0];
        return property.Verdict switch
        {
            VerdictKind.Holds => Met,
            VerdictKind.Violated => NotMet(Describe(property)),
            _ => NotMet(Stopped(result)),
        };
    }

    private static (ExpectationStatus, string) HoldsAll(SearchResult result)
    {
        if (CheckReport.Shortest(result.Properties) is { } violated)
        {
            return NotMet($"{violated.Property.Name}: {Describe(violated)}");
        }

        var isDecided = result.Completeness == Completeness.Exhausted
            && result.Properties.All(p => p.Verdict == VerdictKind.Holds);
        return isDecided ? Met : NotMet(Stopped(result));
    }

    private static (ExpectationStatus, string) Count(Expectation expectation, SearchResult result, long found, string what) =>
        result.Completeness != Completeness.Exhausted ? NotMet(Stopped(result))
        : found == expectation.Number ? Met
        : NotMet($"{Words.Of(found)} {what}");

    private static (ExpectationStatus, string) Met => (ExpectationStatus.Met, "");

    private static (ExpectationStatus, string) NotMet(string found) => (ExpectationStatus.NotMet, found);

    private static string Describe(PropertyResult property) =>
        property.Steps is { } steps ? $"violated in {Words.Of(steps, "step")}" : "never reached";

    private static string Stopped(SearchResult result) => $"inconclusive: {result.Reason ?? "it could not be decided"}";
}
