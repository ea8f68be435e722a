using System;
using System.Collections.Immutable;
using System.Numerics;
using Explorer.Core.Properties;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;
using Explorer.Search.Schedules;

namespace Explorer.Search;

/// <summary>For each requested property the depth of its first violation or witness, and what follows from it.</summary>
internal sealed class PropertyFindings
{
    private readonly ImmutableArray<PropertyInfo> _properties;
    private readonly int[] _depths = new int[64];
    private readonly ulong _requested;
    private readonly ulong _reachables;

    public PropertyFindings(ITransitionSystem system, ulong requested)
    {
        _properties = system.Properties;
        if (_properties.Length > 64)
        {
            throw new ArgumentException("A system has at most 64 properties.", nameof(system));
        }

        for (var i = 0; i < _properties.Length; i++)
        {
            var bit = 1UL << i;
            _requested |= requested & bit;
            _reachables |= _properties[i].Kind == PropertyKind.Reachable ? bit : 0;
            Deadlock |= _properties[i].Kind == PropertyKind.Deadlock ? requested & bit : 0;
        }

        Open = _requested;
    }

    /// <summary>Requested properties without a violation or witness so far.</summary>
    public ulong Open { get; private set; }

    /// <summary>The deadlock property if it is requested, else zero.</summary>
    public ulong Deadlock { get; }

    /// <summary>Requested properties, `Reachable` ones not among them, of which a violation was found.</summary>
    public ulong Violated => _requested & ~Open & ~_reachables;

    /// <summary>Requested `Reachable` properties of which a witness was found.</summary>
    public ulong Witnessed => _requested & ~Open & _reachables;

    /// <summary>Notes violations and witnesses; the first depth of a property stays.</summary>
    public void Record(ulong found, int depth)
    {
        for (var fresh = found & Open; fresh != 0; fresh &= fresh - 1)
        {
            _depths[BitOperations.TrailingZeroCount(fresh)] = depth;
        }

        Open &= ~found;
    }

    /// <summary>Takes over what another search of the same properties has found, which may be a part of this one.</summary>
    public void Take(PropertyFindings other)
    {
        for (var known = ~other.Open & _requested; known != 0; known &= known - 1)
        {
            var property = BitOperations.TrailingZeroCount(known);
            var isOpen = (Open >> property & 1) != 0;
            _depths[property] = isOpen ? other._depths[property] : Math.Min(_depths[property], other._depths[property]);
        }

        Open &= other.Open;
        GivenUp |= other.GivenUp;
    }

    /// <summary>Properties that were given up.</summary>
    public ulong GivenUp { get; private set; }

    /// <summary>Notes that these properties cannot be said to hold, whatever else the search sees.</summary>
    public void GiveUp(ulong properties) => GivenUp |= properties;

    public int DepthOf(int property) => _depths[property];

    /// <summary>Whether a search that asked for `when` has what it wanted.</summary>
    public bool Satisfies(StopWhen when) => when switch
    {
        StopWhen.FirstViolation => Violated != 0 || (Open == 0 && _requested != 0),
        StopWhen.AllDecided => Open == 0 && _requested != 0,
        _ => false,
    };

    /// <summary>The result of each requested property, without schedules.</summary>
    /// <param name="exhausted">Whether everything was seen.</param>
    public ImmutableArray<PropertyResult> Judge(bool exhausted, Func<int, FoundSchedule?> schedules)
    {
        var results = ImmutableArray.CreateBuilder<PropertyResult>();
        for (var i = 0; i < _properties.Length; i++)
        {
            if ((_requested >> i & 1) != 0)
            {
                results.Add(Judge(i, exhausted, schedules));
            }
        }

        return results.ToImmutable();
    }

    private PropertyResult Judge(int property, bool exhausted, Func<int, FoundSchedule?> schedules)
    {
        var bit = 1UL << property;
        var isReachable = (_reachables & bit) != 0;
        if ((Open & bit) != 0)
        {
            var isDecided = exhausted && (GivenUp & bit) == 0;
            var absent = isReachable ? VerdictKind.Violated : VerdictKind.Holds;
            return new(_properties[property], isDecided ? absent : VerdictKind.Inconclusive, null, null);
        }

        var verdict = isReachable ? VerdictKind.Holds : VerdictKind.Violated;
        var found = schedules(property);
        return new(_properties[property], verdict, found?.Schedule.Steps.Length ?? _depths[property], found?.Schedule)
        {
            Participants = found?.Participants,
            ContextSwitches = found?.ContextSwitches,
            Minimality = found?.Minimality ?? Minimality.Steps,
        };
    }
}
