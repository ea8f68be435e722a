using System.Collections.Generic;
using Explorer.Checking;
using Explorer.Cli.Output;
using Explorer.Reporting.Summaries;
using Explorer.Reporting.Wrapping;

namespace Explorer.Cli.Verbs;

/// <summary>What `replay` was asked for.</summary>
internal sealed record ReplayRequest(string Trace, string? Library, bool IsVerbose);

/// <summary>
/// `replay`: executes a trace file on the reference interpreter. It still violates (2), no longer violates (0), or no
/// longer fits the model (1): a step is gone, or is not possible where it was.
/// </summary>
internal sealed class ReplayVerb(ReplayRequest request, Surroundings surroundings)
{
    public ExitCode Run()
    {
        if (TraceInput.Load(request.Trace, request.Library, surroundings) is not { } kept)
        {
            return ExitCode.WrongInput;
        }

        foreach (var line in Lines(kept))
        {
            surroundings.Out.WriteLine(line);
        }

        return kept.IsViolated ? ExitCode.Violated : ExitCode.Success;
    }

    private IEnumerable<string> Lines(KeptTrace kept)
    {
        var steps = Words.Of(kept.Trace.Steps.Length, "step");
        var name = kept.Document.Property;
        return kept.IsViolated
            ?
            [
                kept.ModelPath,
                $"  violated  {name}, after {steps} on the reference interpreter",
                .. CheckSummary.TraceLines(kept.Trace, kept.Property, request.IsVerbose),
            ]
            : [kept.ModelPath, .. WordWrap.Paragraph($"{name} is no longer violated: all {steps} are possible, and it holds after them.", 2)];
    }
}
