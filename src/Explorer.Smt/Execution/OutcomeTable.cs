using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Interpretation;
using Explorer.Smt.Symbolic;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Execution;

/// <summary>Collects how executions end, by the draws that they have made. With the same draws at most one of the ends
/// happens in a state.</summary>
internal sealed class OutcomeTable(ValueTerms values, TermFactory terms, int most)
{
    private readonly List<Entry> _entries = [];

    public void AddEnd(Strand strand, Term? location, ImmutableArray<SymbolicValue> locals)
    {
        var entry = EntryOf(strand);
        AddFailed(entry, strand);
        if (entry.Variables.IsDefault)
        {
            entry.Variables = strand.Scope.Variables;
            entry.Location = location;
            entry.Locals = locals;
        }
        else
        {
            entry.Variables = [.. strand.Scope.Variables.Zip(entry.Variables, (a, b) => values.Merge(strand.Path, a, b))];
            entry.Location = location is null ? null : terms.IfThenElse(strand.Path, location, entry.Location!);
            entry.Locals = [.. locals.Zip(entry.Locals, (a, b) => values.Merge(strand.Path, a, b))];
        }

        entry.Ends = terms.Or(entry.Ends, strand.Path);
    }

    public void AddFault(Strand strand, FaultKind kind)
    {
        if (!strand.Path.IsFalse)
        {
            var entry = EntryOf(strand);
            AddFailed(entry, strand);
            entry.Faults[(int)kind] = terms.Or(entry.Faults[(int)kind], strand.Path);
        }
    }

    /// <summary>The outcomes, depth first in the order of choices.</summary>
    public ImmutableArray<StepOutcome> All()
    {
        _entries.Sort((a, b) => Compare(a.Draws, b.Draws));
        return [.. _entries.Select(e => new StepOutcome(
            e.Draws, e.Ends, [.. e.Faults], e.Failed.ToImmutableSortedDictionary(),
            e.Variables.IsDefault ? [] : e.Variables, e.Location, e.Locals.IsDefault ? [] : e.Locals))];
    }

    private void AddFailed(Entry entry, Strand strand)
    {
        foreach (var (property, failed) in strand.Failed)
        {
            var here = terms.And(strand.Path, failed);
            entry.Failed[property] = terms.Or(entry.Failed.GetValueOrDefault(property, terms.False), here);
        }
    }

    private Entry EntryOf(Strand strand)
    {
        var entry = _entries.Find(e => e.Draws == strand.Draws || e.Draws.SequenceEqual(strand.Draws));
        if (entry is null)
        {
            if (_entries.Count == most)
            {
                throw new TooLargeException($"the step has more than {most} outcomes");
            }

            entry = new Entry(strand.Draws, terms.False);
            _entries.Add(entry);
        }

        return entry;
    }

    // One that has drawn less has ended earlier: at the place of the draw that it did not come to.
    private static int Compare(ImmutableArray<Draw> a, ImmutableArray<Draw> b)
    {
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            if (a[i].Number != b[i].Number)
            {
                return a[i].Number.CompareTo(b[i].Number);
            }
        }

        return a.Length.CompareTo(b.Length);
    }

    private sealed class Entry(ImmutableArray<Draw> draws, Term no)
    {
        public ImmutableArray<Draw> Draws { get; } = draws;

        public Term Ends { get; set; } = no;

        public Term[] Faults { get; } = [no, no, no];

        public Dictionary<int, Term> Failed { get; } = [];

        public ImmutableArray<SymbolicValue> Variables { get; set; }

        public Term? Location { get; set; }

        public ImmutableArray<SymbolicValue> Locals { get; set; }
    }
}
