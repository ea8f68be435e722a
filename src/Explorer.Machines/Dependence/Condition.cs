using System.Collections.Immutable;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;

namespace Explorer.Machines.Dependence;

/// <summary>
/// A condition and what syntax knows of how steps change it. "True" includes "meets a fault", as for guards.
/// </summary>
internal sealed class Condition
{
    private static readonly FaultAnalysis Faults = new(ImmutableHashSet<Local>.Empty);

    private readonly ActionFacts _facts;
    private readonly ulong _true;
    private readonly ulong _false;
    private readonly LocationSet? _locations;

    /// <param name="expression">Reads no local but through another machine's.</param>
    public Condition(ActionFacts facts, Expression expression)
    {
        _facts = facts;
        Reads = facts.Reading.Reads(expression, null);
        MayFault = Faults.MayFault(expression);
        if (facts.Values.OnlyCell(Reads) is { } cell
            && facts.Values.TruthOf(expression, cell, facts.Values.All(cell)) is { } truth)
        {
            (Cell, MayFault) = (cell, truth.Fault != 0);
            (_true, _false) = (truth.True | truth.Fault, truth.False);
        }
        else
        {
            _locations = LocationSet.Of(facts.Model, expression);
        }
    }

    public CellSet Reads { get; }

    /// <summary>Whether it may meet a fault for values that its cells can have by their types.</summary>
    public bool MayFault { get; }

    /// <summary>The small cell on which alone it depends; null if there is no such cell.</summary>
    public StateCell? Cell { get; }

    /// <summary>Whether a step of the action may make it true.</summary>
    public bool MayBeEnabledBy(int action) => _locations?.MayBeEnteredBy(action) ?? MayChange(action, _false, _true);

    /// <summary>Whether a step of the action may make it false.</summary>
    public bool MayBeDisabledBy(int action) => _locations?.MayBeLeftBy(action) ?? MayChange(action, _true, _false);

    /// <summary>Whether both can be true in one state.</summary>
    public bool MayHoldWith(Condition other) => _locations is not null && other._locations is not null
        ? _locations.Overlaps(other._locations)
        : Cell is null || Cell != other.Cell || (_true & other._true) != 0;

    /// <summary>Whether it can be true before a step of the action.</summary>
    public bool MayHoldBefore(int action) => Cell is null || !_facts.Writes(action, Cell.Id)
        || _facts.MayLead(action, Cell, _true, ulong.MaxValue);

    /// <summary>Whether it can be true behind a step of the action.</summary>
    public bool MayHoldBehind(int action) => Cell is null || !_facts.Writes(action, Cell.Id)
        || _facts.MayLead(action, Cell, ulong.MaxValue >> (64 - _facts.Values.Count(Cell)), _true);

    private bool MayChange(int action, ulong from, ulong to) => Cell is null
        ? _facts.Footprints[action].Writes.Overlaps(Reads)
        : _facts.MayLead(action, Cell, from, to);
}
