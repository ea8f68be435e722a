using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Checking;
using Explorer.Core;
using Explorer.Core.Verdicts;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Summaries;
using Explorer.Reporting.Traces;
using Explorer.Search;

namespace Explorer.Cli.Exploration;

/// <summary>Adds to the counterexamples of a model others that differ from them in what happens.</summary>
/// <param name="most">For each property, with the one that is there.</param>
internal sealed class DifferentTraces(CompiledModel model, SearchOptions options, SearchChoices choices, int most)
{
    /// <param name="sentences">What is to be said of each property.</param>
    public ExploredModel AddTo(ExploredModel explored, out ImmutableArray<string> sentences)
    {
        var said = ImmutableArray.CreateBuilder<string>();
        var all = new List<Counterexample>();
        foreach (var first in explored.Counterexamples)
        {
            var found = AlternativeSchedules.Find(
                model.System, options with { Canonicalizer = choices.UsesSymmetry ? model.Canonicalizer : null },
                first.Property, first.Trace.Schedule, most);
            all.Add(first);
            all.AddRange(found.Schedules.Skip(1).Select((s, i) => Replayed(first, s.Schedule, s.ContextSwitches, i + 2)));
            said.Add(Sentence(first.PropertyName, found));
        }

        sentences = said.ToImmutable();
        return explored with { Counterexamples = [.. all] };
    }

    private Counterexample Replayed(Counterexample first, Schedule schedule, int switches, int number)
    {
        var trace = new Interpreter(model.Machines).Replay(schedule);
        return trace.FinalViolations.Contains(first.Property)
            ? new Counterexample(first.Property, trace, new Minimum(Minimality.NotEstablished, switches, null)) { Number = number }
            : throw new InternalErrorException($"another way to {first.PropertyName} violates nothing on the interpreter");
    }

    // A longer way to a state that is reached sooner is not looked for.
    private string Sentence(string property, Alternatives found)
    {
        var ways = Words.Of(found.Schedules.Length, "different trace");
        return found.Reason is { } reason ? $"{property}: {ways}; {reason} ended the search for more."
            : found.Schedules.Length == most ? $"{property}: the first {ways}."
            : $"{property}: {ways}; there is no other on a shortest way to a violation.";
    }
}
