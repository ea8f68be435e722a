using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Explorer.Compilation;
using Explorer.Compilation.Symmetry;
using Explorer.Language;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Summaries;
using Explorer.Reporting.Traces;
using Explorer.Search;

namespace Explorer.Cli;

/// <summary>
/// Most of a short run goes into using each part of the program for the first time: loading its types, linking its
/// methods. While the main thread reads the command line, a second processor therefore parses a tiny text; while the main
/// thread reads the model, it sends a tiny one, which needs no reading, through all that comes after: compilation, search,
/// replay, report. Nobody sees what comes out.
/// </summary>
internal static class Rehearsal
{
    /// <summary>Starts one beside the verbs that explore, if there is a processor for it.</summary>
    public static void Begin(IReadOnlyList<string> args, Func<double> seconds, Func<long> peakBytes)
    {
        if (Environment.ProcessorCount > 1 && args is ["check" or "test", _, ..])
        {
            new Thread(() => TryRun(seconds, peakBytes)) { IsBackground = true, Name = "rehearsal" }.Start();
        }
    }

    /// <summary>The whole way of a check, to the lines of its report.</summary>
    public static ImmutableArray<string> Run(Func<double> seconds, Func<long> peakBytes)
    {
        var model = RehearsalModel.Build();
        var system = ModelCompiler.Compile(model);
        var options = new SearchOptions { Canonicalizer = Canonicalizer.Of(system), Identities = StepIdentities.Of(system) };
        var result = BreadthFirstSearch.Run(system, options);
        var interpreter = new Interpreter(model);
        ImmutableArray<Counterexample> counterexamples =
        [
            .. result.Properties.Where(p => p.Schedule is not null).Select(p => new Counterexample(
                model.Properties.IndexOf(p.Property), interpreter.Replay(p.Schedule!), new Minimum(p.Minimality, p.ContextSwitches ?? 0, p.Participants))),
        ];
        var cost = new RunCost(seconds(), peakBytes(), Workers: 1, Reductions: [], Store: "exact");
        return CheckSummary.Lines(
            new CheckReport("rehearsal", model, result, [], [], counterexamples, cost), new SummaryOptions(false, false, false));
    }

    /// <summary>Parses a text of few words, while the main thread parses the command line.</summary>
    public static ModelFile ReadText() => ModelFile.FromText(RehearsalModel.Source);

    private static void TryRun(Func<double> seconds, Func<long> peakBytes)
    {
        try
        {
            ReadText();
            Run(seconds, peakBytes);
        }
        catch (Exception)
        {
            // What fails here fails again where somebody is told.
        }
    }
}
