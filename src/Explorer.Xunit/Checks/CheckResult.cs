using Explorer.Checking;
using Explorer.Core.Verdicts;
using Explorer.Reporting.Summaries;

namespace Explorer.Xunit;

/// <summary>What a check has found.</summary>
/// <param name="Check">What was checked.</param>
/// <param name="Verdict">`Holds` only if all states were seen.</param>
/// <param name="Property">The violated property with the shortest counterexample; null if none is violated.</param>
/// <param name="Steps">Steps of that counterexample; null without one.</param>
/// <param name="States">States stored, modulo renaming if that was used.</param>
/// <param name="Found">What was found, in words that can stand behind a colon.</param>
public sealed record CheckResult(ModelCheck Check, VerdictKind Verdict, string? Property, int? Steps, long States, string Found)
{
    /// <summary>Whether everything asked for holds in all states.</summary>
    public bool Holds => Verdict == VerdictKind.Holds;

    /// <summary>What cut an inconclusive check short; null for any other.</summary>
    public string? Reason { get; init; }

    /// <summary>The shortest counterexample; null if nothing is violated, or if what is violated is that something is never
    /// reached.</summary>
    public Counterexample? Counterexample { get; init; }

    /// <summary>What it was found in; null if no counterexample was looked for.</summary>
    internal ExploredModel? Explored { get; init; }

    /// <summary>The model that the workload makes, as text, with the place where it belongs; null without one.</summary>
    internal (string Path, string Text)? Written { get; init; }

    /// <summary>What it was, for the first line of a message.</summary>
    internal string Name
    {
        get
        {
            var settings = Check.Settings.Configs.IsEmpty && Check.Settings.Values.IsEmpty ? "" : $" with {Check.Settings}";
            var workload = Check.Workload is { } running ? $" running a workload of {Words.Of(running.Size, "call")}" : "";
            return Check.Path + settings + workload;
        }
    }
}
