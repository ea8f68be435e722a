using System;
using System.Collections.Generic;
using Explorer.Core.Systems;

namespace Explorer.Compilation.Tests;

/// <summary>States of a compiled model, breadth first.</summary>
internal sealed class ReachableStates
{
    private readonly int _limit;
    private readonly HashSet<ulong[]> _seen = new(WordsComparer.Instance);
    private readonly List<ulong[]> _states = [];

    private ReachableStates(int limit) => _limit = limit;

    /// <summary>The first ones, at most so many.</summary>
    public static List<ulong[]> Of(CompiledSystem system, int limit = int.MaxValue)
    {
        var states = new ReachableStates(limit);
        states.Explore(system);
        return states._states;
    }

    private void Explore(CompiledSystem system)
    {
        for (var i = 0; i < system.InitialStateCount; i++)
        {
            var words = new ulong[system.StateLength];
            system.WriteInitialState(i, words, out var hasState);
            if (hasState)
            {
                Add(words);
            }
        }

        using var successors = new SuccessorBuffer(system.StateLength, 1);
        for (var next = 0; next < _states.Count && _states.Count < _limit; next++)
        {
            system.Expand(_states[next], successors);
            for (var i = 0; i < successors.Count; i++)
            {
                Add(successors[i].ToArray());
            }
        }
    }

    private void Add(ulong[] state)
    {
        if (_states.Count < _limit && _seen.Add(state))
        {
            _states.Add(state);
        }
    }

    /// <summary>Compares states word by word.</summary>
    internal sealed class WordsComparer : IEqualityComparer<ulong[]>
    {
        public static WordsComparer Instance { get; } = new();

        public bool Equals(ulong[]? x, ulong[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(ulong[] obj)
        {
            ulong hash = 17;
            foreach (var word in obj)
            {
                hash = unchecked((hash ^ word) * 0x9E3779B97F4A7C15);
                hash ^= hash >> 32;
            }

            return unchecked((int)hash);
        }
    }
}
