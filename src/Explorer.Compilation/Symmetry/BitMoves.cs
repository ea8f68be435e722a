using System;
using System.Collections.Generic;

namespace Explorer.Compilation.Symmetry;

/// <summary>Bits of one word that move to another place by the same distance, upwards if it is positive.</summary>
internal sealed class Move(int source, int target, int distance)
{
    public int Source { get; } = source;

    public int Target { get; } = target;

    public int Distance { get; } = distance;

    public ulong Mask { get; set; }
}

/// <summary>A region that moves, or stays, only where it is there.</summary>
internal sealed record RegionMove(Region From, Region To);

/// <summary>
/// Where a renaming moves the bits of a state. What shares bits with something else that moves otherwise, such as a local
/// with another that is live elsewhere, moves under its guard; everything else moves always, whether it is there or not.
/// </summary>
internal sealed class BitMoves
{
    private const int Stays = -1;

    private readonly List<RegionMove> _regions = [];
    private readonly int[] _targets;
    private readonly bool[] _isGuarded;

    private BitMoves(int words)
    {
        Keep = new ulong[words];
        _targets = new int[64 * words];
        Array.Fill(_targets, Stays);
        _isGuarded = new bool[_targets.Length];
    }

    /// <summary>The bits that stay, by words.</summary>
    public ulong[] Keep { get; }

    public List<Move> Moves { get; } = [];

    public List<RegionMove> Guarded { get; } = [];

    /// <summary>The moves of all regions; null if a region has no counterpart, or two bits move to one place.</summary>
    public static BitMoves? Of(List<Region> regions, CodeImages renaming, int words)
    {
        var moves = new BitMoves(words);
        var byKey = new Dictionary<string, Region>();
        foreach (var region in regions)
        {
            byKey[region.Path.Key] = region;
        }

        foreach (var from in regions)
        {
            var key = from.Path.MayMove ? from.Path.KeyUnder(renaming) : from.Path.Key;
            if (!byKey.TryGetValue(key, out var to) || from.Width != to.Width)
            {
                return null;
            }

            moves._regions.Add(new RegionMove(from, to));
        }

        return moves.TryAssign() ? moves : null;
    }

    private bool TryAssign()
    {
        FindGuarded();
        foreach (var move in _regions)
        {
            if (IsGuarded(move.From))
            {
                Guarded.Add(move);
            }

            if (IsGuarded(move.From) != IsGuarded(move.To))
            {
                return false;
            }
        }

        if (!IsPermutation())
        {
            return false;
        }

        Collect();
        return true;
    }

    private static int FirstBit(Region region) => (64 * region.Word) + region.Shift;

    // Where two regions disagree about a bit, and then all regions that have bits in common with such.
    private void FindGuarded()
    {
        foreach (var move in _regions)
        {
            for (var i = 0; i < move.From.Width; i++)
            {
                ref var target = ref _targets[FirstBit(move.From) + i];
                var bit = FirstBit(move.To) + i;
                _isGuarded[FirstBit(move.From) + i] |= target != Stays && target != bit;
                target = bit;
            }
        }

        bool grows;
        do
        {
            grows = false;
            foreach (var move in _regions)
            {
                var bits = _isGuarded.AsSpan(FirstBit(move.From), move.From.Width);
                grows |= bits.Contains(true) && bits.Contains(false);
                bits.Fill(bits.Contains(true));
            }
        }
        while (grows);
    }

    private bool IsGuarded(Region region) => _isGuarded.AsSpan(FirstBit(region), region.Width).Contains(true);

    // Of the bits that move always; those without a region stay.
    private bool IsPermutation()
    {
        var isTarget = new bool[_targets.Length];
        for (var bit = 0; bit < _targets.Length; bit++)
        {
            _targets[bit] = _targets[bit] == Stays || _isGuarded[bit] ? bit : _targets[bit];
            isTarget[_targets[bit]] = true;
        }

        return Array.IndexOf(isTarget, false) < 0;
    }

    private void Collect()
    {
        for (var bit = 0; bit < _targets.Length; bit++)
        {
            var target = _targets[bit];
            var mask = 1UL << (bit & 63);
            if (_isGuarded[bit])
            {
                continue;
            }

            if (target == bit)
            {
                Keep[bit / 64] |= mask;
                continue;
            }

            MoveOf(bit / 64, target / 64, (target & 63) - (bit & 63)).Mask |= mask;
        }
    }

    private Move MoveOf(int source, int target, int distance)
    {
        var move = Moves.Find(m => m.Source == source && m.Target == target && m.Distance == distance);
        if (move is null)
        {
            Moves.Add(move = new Move(source, target, distance));
        }

        return move;
    }
}
