using System;

namespace Explorer.Compilation.Symmetry;

/// <summary>
/// The role that an identity has in a part of a state: the orbit, under all renamings, of the triple of the identity,
/// the part, and the part's number. Two identities have the same role exactly if nothing but the names of identities
/// tells apart how they occur. Found by flooding from each triple along the transpositions.
/// </summary>
internal sealed class RoleOrbits
{
    /// <summary>The most triples for which tables are made.</summary>
    private const int MostTriples = 1 << 22;

    private readonly PartTables _tables;
    private readonly int[] _exchanges;
    private readonly int _lanes;
    private readonly int[] _first;
    private readonly int[] _orbits;

    // The triples that are reached but not left yet, by their numbers, and their parts.
    private readonly int[] _waiting;
    private readonly int[] _waitingParts;
    private int _waitingCount;

    private RoleOrbits(PartTables tables, int[] exchanges, int lanes, int[] first)
    {
        (_tables, _exchanges, _lanes, _first) = (tables, exchanges, lanes, first);
        _orbits = new int[first[^1]];
        _waiting = new int[_orbits.Length];
        _waitingParts = new int[_orbits.Length];
        var count = 0;
        for (var part = 0; part < tables.Parts.Count; part++)
        {
            for (var triple = first[part]; triple < first[part + 1]; triple++)
            {
                if (_orbits[triple] == 0)
                {
                    Flood(part, triple, ++count);
                }
            }
        }
    }

    /// <param name="exchanges">For each transposition of the tables the lane that it exchanges with the next.</param>
    /// <returns>Null if there are too many.</returns>
    public static RoleOrbits? Of(PartTables tables, int[] exchanges, int lanes)
    {
        var first = new int[tables.Parts.Count + 1];
        for (var i = 0; i < tables.Parts.Count; i++)
        {
            first[i + 1] = first[i] + (tables.Parts[i].Count * lanes);
            if (first[i + 1] > MostTriples)
            {
                return null;
            }
        }

        return new RoleOrbits(tables, exchanges, lanes, first);
    }

    /// <summary>The orbits of all identities in a part that has a number.</summary>
    public ReadOnlySpan<int> Of(int part, int number) => _orbits.AsSpan(_first[part] + (number * _lanes), _lanes);

    private void Flood(int firstPart, int first, int orbit)
    {
        Reach(firstPart, first, orbit);
        while (_waitingCount > 0)
        {
            var triple = _waiting[--_waitingCount];
            var part = _waitingParts[_waitingCount];
            var number = (triple - _first[part]) / _lanes;
            var lane = (triple - _first[part]) % _lanes;
            for (var t = 0; t < _exchanges.Length; t++)
            {
                var image = _tables.Images[t][part] is { } images ? images[number] : number;
                var target = _tables.Partners[t][part];
                Reach(target, _first[target] + (image * _lanes) + IdentityLanes.Image(lane, _exchanges[t]), orbit);
            }
        }
    }

    private void Reach(int part, int triple, int orbit)
    {
        if (_orbits[triple] == 0)
        {
            _orbits[triple] = orbit;
            _waiting[_waitingCount] = triple;
            _waitingParts[_waitingCount++] = part;
        }
    }
}
