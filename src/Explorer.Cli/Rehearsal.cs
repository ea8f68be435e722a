using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Explorer.Compilation;
using Explorer.Language;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Summaries;
using Explorer.Reporting.Traces;
using Explorer.Search;

namespace Explorer.Cli;

/// <summary>
/// Most of a short run goes into using each part of the program for the first time: loading its types, linking its
/// methods. While the main thread reads the model, a second processor therefore sends a tiny one, which needs no reading,
/// through all that comes after: compilation, search, replay, report. Nobody sees what comes out.
/// </summary>
internal static class Rehearsal
{
    /// <summary>Starts one beside the verbs that explore, if there is a processor for it.</summary>
    public static void Begin(IReadOnlyList<string> args, Surroundings surroundings)
    {
        if (Environment.ProcessorCount > 1 && args is ["check" or "test", _, ..])
        {
            new Thread(() => TryRun(surroundings)) { IsBackground = true, Name = "rehearsal" }.Start();
        }
    }

    /// <summary>The whole way of a check, to the lines of its report.</summary>
    public static ImmutableArray<string> Run(Surroundings surroundings)
    {
        var model = RehearsalModel.Build();
        var result = BreadthFirstSearch.Run(ModelCompiler.Compile(model), new SearchOptions());
        var interpreter = new Interpreter(model);
        ImmutableArray<Counterexample> counterexamples =
        [
            .. result.Properties.Where(p => p.Schedule is not null).Select(p => new Counterexample(
                model.Properties.IndexOf(p.Property), interpreter.Replay(p.Schedule!), new Minimum(p.Minimality, p.ContextSwitches ?? 0, p.Participants))),
        ];
        var cost = new RunCost(surroundings.Seconds(), surroundings.PeakBytes(), Workers: 1, Reductions: [], Store: "exact");
        return CheckSummary.Lines(
            new CheckReport("rehearsal", model, result, [], [], counterexamples, cost), new SummaryOptions(false, false, false));
    }

    /// <summary>What the main thread is doing meanwhile: a text of few words overtakes it.</summary>
    public static LoadedModel ReadText() => ModelFile.FromText(RehearsalModel.Source).Bind(ModelSettings.None);

    private static void TryRun(Surroundings surroundings)
    {
        try
        {
            Run(surroundings);
            ReadText();
        }
        catch (Exception)
        {
            // What fails here fails again where somebody is told.
        }
    }
}
