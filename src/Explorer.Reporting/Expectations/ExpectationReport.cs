namespace Explorer.Reporting.Expectations;

/// <summary>What became of one expectation.</summary>
public enum ExpectationStatus
{
    Met,
    NotMet,

    /// <summary>It asks for what this version does not compute.</summary>
    NotJudged,

    /// <summary>The model, or the settings of the line, are wrong.</summary>
    Invalid,
}

/// <summary>One `expect` line and what was found.</summary>
/// <param name="Expectation">The line as written.</param>
/// <param name="Verdict">What was found: `holds`, `violated`, `inconclusive`; empty if nothing was explored.</param>
/// <param name="Steps">Of the counterexample; null without one.</param>
/// <param name="Found">What was found instead, for people; empty if it was met.</param>
/// <param name="Line">Of the expectation in its model, from 1.</param>
public sealed record ExpectationReport(
    string Model,
    int Line,
    string Expectation,
    ExpectationStatus Status,
    string Verdict,
    long? States,
    int? Steps,
    double Seconds,
    string Found)
{
    /// <summary>The property that the line names; null for `holds` and for counts.</summary>
    public string? Property { get; init; }

    /// <summary>The first config behind `with`; null without one.</summary>
    public string? Config { get; init; }

    /// <summary>What else stands behind `with`, e.g. `THIRD = true`; empty if nothing does.</summary>
    public string Settings { get; init; } = "";
}
