using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Compilation.Symmetry;
using Explorer.Core.Systems;
using Explorer.Machines;
using Explorer.Machines.Symmetry;
using Xunit;

namespace Explorer.Compilation.Tests;

/// <summary>Representatives held against all renamings of decoded states.</summary>
internal sealed unsafe class OrbitCheck
{
    private readonly CompiledSystem _system;
    private readonly ICanonicalizer _canonicalizer;
    private readonly ImmutableArray<IdentityPermutation> _renamings;
    private readonly bool _isPartial;

    /// <param name="renamings">How many renamings are tried at most, spread over all.</param>
    public OrbitCheck(CompiledSystem system, ICanonicalizer canonicalizer, int renamings = 300)
    {
        _system = system;
        _canonicalizer = canonicalizer;
        var all = IdentityPermutation.All(system.Model);
        var every = (all.Length + renamings - 1) / renamings;
        _renamings = [.. all.Where((_, i) => i % every == 0 || i == all.Length - 1)];
        _isPartial = every > 1;
    }

    /// <summary>The check of a model that has a canonicalizer.</summary>
    public static OrbitCheck? Of(MachineModel model, int renamings = 300)
    {
        var system = ModelCompiler.Compile(model);
        return Canonicalizer.Of(system) is { } canonicalizer ? new OrbitCheck(system, canonicalizer, renamings) : null;
    }

    /// <summary>Checks states of a breadth-first search that looks at so many, and of those every so many.</summary>
    /// <returns>How many were checked.</returns>
    public int Run(int states, int every = 1)
    {
        var reached = ReachableStates.Of(_system, states);
        var count = 0;
        for (var i = 0; i < reached.Count; i += every, count++)
        {
            Check(reached[i]);
        }

        return count;
    }

    /// <summary>The representative of a state, which is not changed.</summary>
    public ulong[] Representative(ulong[] state)
    {
        var words = state.ToArray();
        fixed (ulong* pointer = words)
        {
            _canonicalizer.Canonicalize(pointer);
        }

        return words;
    }

    /// <summary>Checks that states and their representatives behave alike: what properties say, and into which orbits steps
    /// lead by how many outcomes.</summary>
    public void CompareBehaviour(int states, int every = 1)
    {
        var reached = ReachableStates.Of(_system, states);
        for (var i = 0; i < reached.Count; i += every)
        {
            var representative = Representative(reached[i]);
            Assert.Equal(_system.EvaluateState(reached[i]), _system.EvaluateState(representative));
            Assert.Equal(_system.IsWithinLimit(reached[i]), _system.IsWithinLimit(representative));
            Assert.Equal(_system.IsTerminal(reached[i]), _system.IsTerminal(representative));
            Assert.Equal(OrbitsAfter(reached[i]), OrbitsAfter(representative));
        }
    }

    private string[] OrbitsAfter(ulong[] state)
    {
        using var successors = new SuccessorBuffer(_system.StateLength);
        _system.Expand(state, successors);
        return
        [
            .. Enumerable.Range(0, successors.Count)
                .Select(i => string.Join(' ', Representative(successors[i].ToArray()))).Order(StringComparer.Ordinal),
            .. successors.Violations.Select(v => $"{v.Violations}").Order(StringComparer.Ordinal),
        ];
    }

    private void Check(ulong[] state)
    {
        var representative = Representative(state);
        var decoded = _system.Layout.Decode(state);
        var isImage = false;
        foreach (var renaming in _renamings)
        {
            var image = _system.Layout.Encode(renaming.Apply(decoded));
            isImage |= image.AsSpan().SequenceEqual(representative);
            Assert.Equal(representative, Representative(image));
        }

        Assert.True(isImage || _isPartial);
    }
}
