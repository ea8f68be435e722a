using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Explorer.Machines.Symmetry;
using Explorer.Smt.Execution;
using Explorer.Smt.Sampling;
using Explorer.Smt.Solving;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Facts;

/// <summary>
/// Facts that hold in all states of a sample, of two forms: a part never has a value, and two parts never have two values
/// together (which says where locks exclude each other, who owns what, and what is known at a location). Whether they
/// hold elsewhere is another's question.
/// </summary>
public static class FactProposals
{
    // More pairs are not proposed: those of values seen most often come first.
    private const int MostPairs = 4_000;

    /// <exception cref="OperationCanceledException">The deadline is over: what holds in all states of the sample is not known.
    /// </exception>
    public static IReadOnlyList<Fact> Of(TransitionTerms model, StateSample sample, Deadline deadline)
    {
        var terms = model.Terms;
        var facts = new List<Fact>();
        var seen = new List<Seen>();
        foreach (var (value, states) in Occurrences(model, CellsOf(model, sample), sample, deadline))
        {
            if (states.All(word => word == 0))
            {
                facts.Add(new Fact($"never {value.Text}", [value.Cell.Entry], terms.Not(value.Holds)));
            }
            else
            {
                seen.Add(value with { States = states });
            }
        }

        facts.AddRange(Pairs(terms, seen, deadline));
        return facts;
    }

    // An open workload can be anything: facts are not about it.
    private static IReadOnlyList<Cell> CellsOf(TransitionTerms model, StateSample sample)
    {
        var program = sample.IsOfAnyWorkload ? model.Model.Variables.IndexOf(model.Model.Workload!.Program) : -1;
        return [.. Cell.Of(model.States).Where(c => c.Entry != program)];
    }

    private static IEnumerable<Fact> Pairs(TermFactory terms, List<Seen> seen, Deadline deadline)
    {
        var pairs = new List<(long Weight, Fact Fact)>();
        for (var i = 0; i < seen.Count; i++)
        {
            deadline.ThrowIfOver();
            for (var j = i + 1; j < seen.Count; j++)
            {
                if (seen[i].Cell != seen[j].Cell && AreDisjoint(seen[i].States, seen[j].States))
                {
                    var fact = new Fact(
                        $"never {seen[i].Text} and {seen[j].Text}", [seen[i].Cell.Entry, seen[j].Cell.Entry],
                        terms.Not(terms.And(seen[i].Holds, seen[j].Holds)));
                    pairs.Add((Math.Min(Count(seen[i].States), Count(seen[j].States)), fact));
                }
            }
        }

        return pairs.OrderByDescending(p => p.Weight).Take(MostPairs).Select(p => p.Fact);
    }

    private static IEnumerable<(Seen Value, ulong[] States)> Occurrences(
        TransitionTerms model, IReadOnlyList<Cell> cells, StateSample sample, Deadline deadline)
    {
        var values = cells.SelectMany(cell => cell.Values.Select(v => new Seen(cell, $"{cell.Name} {v.Text}".TrimEnd(), v.Holds, []))).ToList();
        var program = new TermProgram([.. values.Select(v => v.Holds)]);
        var states = Renamed(model, sample, deadline);
        var occurrences = values.Select(_ => new ulong[(states.Count + 63) / 64]).ToList();
        for (var state = 0; state < states.Count; state++)
        {
            deadline.ThrowIfOver();
            program.Run(states[state]);
            for (var i = 0; i < values.Count; i++)
            {
                occurrences[i][state / 64] |= program.IsTrue(i) ? 1UL << (state % 64) : 0;
            }
        }

        return values.Zip(occurrences);
    }

    // With each state one with its identities renamed at random: it is reachable too, and it is cheap.
    private static List<ulong[]> Renamed(TransitionTerms model, StateSample sample, Deadline deadline)
    {
        var states = new List<ulong[]>(sample.States);
        var renamings = model.Model.IdentityTypes.SelectMany(type =>
            Enumerable.Range(type.Named.Length, Math.Max(0, type.Size - type.Named.Length - 1))
                .Select(first => IdentityPermutation.Transposition(model.Model, type, first))).ToList();
        if (sample.IsExhausted || renamings.Count == 0)
        {
            return states;
        }

        var random = new Random(3);
        foreach (var leaves in sample.States)
        {
            deadline.ThrowIfOver();
            var state = model.States.Decode(leaves);
            for (var i = random.Next(1, (2 * renamings.Count) + 1); i > 0; i--)
            {
                state = renamings[random.Next(renamings.Count)].Apply(state);
            }

            states.Add(model.States.Encode(state));
        }

        return states;
    }

    private static bool AreDisjoint(ulong[] a, ulong[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if ((a[i] & b[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static long Count(ulong[] states) => states.Sum(word => (long)BitOperations.PopCount(word));

    private sealed record Seen(Cell Cell, string Text, Term Holds, ulong[] States);
}
