// The form of a trace: of all orders of its steps that keep the partial order, and of all names that identities can be given
// in the order in which they occur, those by which the sequence of labels is the least. It is built place by place, and only
// what is the least so far goes on: names are given when a step is placed, so most of the renamings are never looked at
// (as McKay, "Practical graph isomorphism", 1981, prunes labellings by what is known of them so far).
//
// What is equally small goes on together. Where that is too much, as with many identities that play the same part, some are
// left out: the form is one of the trace's, but then an equal trace may have another.
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Interpretation;

namespace Explorer.Machines.Traces;

internal sealed class LeastExtension
{
    private const int MostBeginnings = 2_000;

    private readonly TraceOrder _order;
    private readonly ImmutableArray<StepLabel> _labels;
    private readonly MachineModel _model;
    private bool _isLeast = true;

    public LeastExtension(Trace trace)
    {
        var events = TraceEvent.Of(trace);
        _model = trace.Model;
        _order = new TraceOrder(events);
        _labels = [.. events.Select(e => new StepLabel(e, _model))];
    }

    // The first steps of an order.
    private sealed record Beginning(ImmutableArray<int> Places, IdentityNaming Naming);

    public TraceForm Form(string property)
    {
        var entries = ImmutableArray.CreateBuilder<string>(_labels.Length);
        List<Beginning> beginnings = [new([.. Enumerable.Repeat(-1, _labels.Length)], IdentityNaming.Of(_model))];
        for (var place = 0; place < _labels.Length; place++)
        {
            (var entry, beginnings) = Extend(beginnings, place);
            entries.Add(entry);
        }

        return new TraceForm(property, entries.MoveToImmutable()) { IsLeast = _isLeast };
    }

    // The least entry that can come next, and all beginnings that have it.
    private (string Entry, List<Beginning> Beginnings) Extend(List<Beginning> beginnings, int place)
    {
        var steps = beginnings.SelectMany(b => Next(b).Select(step => (Beginning: b, Step: step))).ToList();
        var name = steps.Select(s => _labels[s.Step].Name).Min(StringComparer.Ordinal)!;
        var (least, extended) = ((string?)null, new List<Beginning>());
        foreach (var (beginning, step) in steps.Where(s => _labels[s.Step].Name == name))
        {
            foreach (var naming in Namings(beginning, step))
            {
                var text = $"{_labels[step].Text(naming)} after {After(step, beginning.Places)}";
                var order = least is null ? -1 : string.CompareOrdinal(text, least);
                if (order < 0)
                {
                    (least, extended) = (text, []);
                }

                if (order <= 0 && extended.Count < MostBeginnings)
                {
                    extended.Add(new Beginning(beginning.Places.SetItem(step, place), naming));
                }
                else if (order == 0)
                {
                    _isLeast = false;
                }
            }
        }

        return ($"{name} {least}", extended);
    }

    private IEnumerable<int> Next(Beginning beginning) => Enumerable.Range(0, _labels.Length).Where(i => _order.IsNext(i, beginning.Places));

    private ImmutableArray<IdentityNaming> Namings(Beginning beginning, int step)
    {
        var namings = _labels[step].Namings(beginning.Naming, out var isComplete);
        _isLeast &= isComplete;
        return namings;
    }

    private string After(int step, ImmutableArray<int> places) =>
        string.Join(' ', _order.PredecessorsOf(step).Select(p => places[p]).Order());
}
