using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core;
using Explorer.Core.Verdicts;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Summaries;
using Explorer.Reporting.Traces;
using Explorer.Search;

namespace Explorer.Checking;

/// <summary>A model after its exploration, with every counterexample replayed on the interpreter.</summary>
/// <param name="Counterexamples">Of the violated properties that have a schedule, the shortest first.</param>
public sealed record ExploredModel(CompiledModel Model, SearchResult Result, ImmutableArray<Counterexample> Counterexamples)
{
    /// <exception cref="InternalErrorException">A schedule that the search found does not violate its property on the
    /// interpreter.</exception>
    public static ExploredModel Of(CompiledModel model, SearchOptions options, SearchChoices choices)
    {
        options = With(model, options, choices);
        var dependence = choices.PartialOrder == PartialOrderUse.Always || choices.ChecksReduction
            ? ModelDependence.Of(model, choices.SolverBudget, options.Cancellation)
            : null;
        var reducedBy = choices.PartialOrder == PartialOrderUse.Always ? dependence : null;
        var result = choices.PartialOrder == PartialOrderUse.WhenLarge && !choices.IsDepthFirst
            ? new LargeSearch(model, options, choices.SolverBudget).Run(out reducedBy)
            : Search(model, options with { PartialOrder = reducedBy?.OrderOf(model) }, choices);
        var counterexamples = new List<Counterexample>();
        foreach (var violated in result.Properties.Where(p => p.Schedule is not null && p.Verdict == VerdictKind.Violated))
        {
            counterexamples.Add(Replayed(model, violated));
        }

        return new ExploredModel(model, result, [.. counterexamples.OrderBy(c => c.Steps)])
        {
            Reductions = InWords(model, choices, reducedBy),
            Dependence = dependence ?? reducedBy,
        };
    }

    /// <summary>The reductions in force, in words.</summary>
    public ImmutableArray<string> Reductions { get; private init; } = [];

    /// <summary>What the steps of the model have to do with each other, if that was asked; else null.</summary>
    public ModelDependence? Dependence { get; private init; }

    private static SearchResult Search(CompiledModel model, SearchOptions options, SearchChoices choices) => choices.IsDepthFirst
        ? DepthFirstSearch.Run(model.System, options)
        : BreadthFirstSearch.Run(model.System, options);

    private static ImmutableArray<string> InWords(CompiledModel model, SearchChoices choices, ModelDependence? reducedBy)
    {
        ImmutableArray<string> symmetry = choices.UsesSymmetry && model.Canonicalizer is { } canonicalizer
            ? [$"symmetry ({string.Join(", ", canonicalizer.Types)})"]
            : [];
        return reducedBy is null ? symmetry : symmetry.Add($"por ({reducedBy.Source})");
    }

    private static SearchOptions With(CompiledModel model, SearchOptions options, SearchChoices choices) => options with
    {
        Workers = choices.IsDepthFirst ? 1 : choices.Workers ?? Environment.ProcessorCount,
        Store = choices.Store,
        Canonicalizer = choices.UsesSymmetry ? model.Canonicalizer : null,
        Identities = Compilation.StepIdentities.Of(model.System),
    };

    private static Counterexample Replayed(CompiledModel model, PropertyResult violated)
    {
        var name = violated.Property.Name;
        try
        {
            var trace = new Interpreter(model.Machines).Replay(violated.Schedule!);
            var property = model.Machines.Properties.IndexOf(violated.Property);
            if (!trace.FinalViolations.Contains(property))
            {
                throw new InternalErrorException(
                    $"the counterexample to {name} ({trace.Steps.Length} steps) violates nothing on the interpreter");
            }

            return new Counterexample(
                property, trace, new Minimum(violated.Minimality, Switches(violated, trace), violated.Participants));
        }
        catch (ReplayException e)
        {
            throw new InternalErrorException(
                $"the counterexample to {name} is not possible on the interpreter: {e.Message}", e);
        }
    }

    private static int Switches(PropertyResult violated, Trace trace) =>
        violated.ContextSwitches
        ?? trace.Steps.Zip(trace.Steps.Skip(1)).Count(pair => pair.First.Action.Machine != pair.Second.Action.Machine);
}
