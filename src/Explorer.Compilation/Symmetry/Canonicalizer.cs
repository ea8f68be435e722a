using System;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using Explorer.Compilation.Emit;
using Explorer.Core.Systems;
using Explorer.Machines.Symmetry;

namespace Explorer.Compilation.Symmetry;

/// <summary>
/// The representatives of states of a compiled model under all renamings of unnamed identities
/// (<see cref="IdentityPermutation"/>): exact, so that the states of an orbit have one and the same (Ip and Dill,
/// "Better verification through symmetry", 1996). Identities are sorted by how they occur in the state; those that
/// this does not tell apart are mostly twins, which may be exchanged, and otherwise a search finds the least image.
/// Representatives are the same in every run, but they mean nothing: they change with the version and the layout.
/// </summary>
public sealed unsafe class Canonicalizer : ICanonicalizer
{
    // The search keeps two states on the stack for each identity.
    private const int MostStackWords = 16 * 1024;
    private const int MostIdentities = 128;

    private readonly ConstantPool _pool;
    private readonly bool[] _isFirst;
    private readonly RenamingDelegate?[] _transpositions;

    private Canonicalizer(IdentityLanes lanes, Signatures signatures, RenamingDelegate?[] transpositions, int words, ConstantPool pool)
    {
        Types = [.. lanes.Types.Select(t => t.Name)];
        Words = words;
        Signatures = signatures;
        _isFirst = lanes.AreFirst();
        _transpositions = transpositions;
        _pool = pool;
    }

    public ImmutableArray<string> Types { get; }

    internal int Words { get; }

    internal int Lanes => _isFirst.Length;

    internal Signatures Signatures { get; }

    /// <summary>The canonicalizer of a model; null if no type of it has two unnamed identities. Null, too, if the model is
    /// too large (more than 128 such identities, or states or tables of megabytes), if it has identities in an encoding
    /// that is not known here, or if two machines that a renaming exchanges are not alike.</summary>
    public static Canonicalizer? Of(CompiledSystem system)
    {
        var lanes = new IdentityLanes(system.Model);
        if (lanes.Count is 0 or > MostIdentities || (lanes.Count + 4) * system.StateLength > MostStackWords)
        {
            return null;
        }

        var pool = new ConstantPool();
        var exchanges = lanes.Exchanges();
        var images = lanes.Transpositions();
        var tables = new PartTables(StateParts.Of(system.Model, system.Layout), images);
        if (!tables.Cut.IsComplete || !tables.IsComplete || RoleOrbits.Of(tables, exchanges, lanes.Count) is not { } roles)
        {
            return null;
        }

        var transpositions = new RenamingDelegate?[lanes.Count];
        for (var i = 0; i < exchanges.Length; i++)
        {
            transpositions[exchanges[i]] = TranspositionEmitter.Compile(tables, images[i], i, system.StateLength, pool);
            if (transpositions[exchanges[i]] is null)
            {
                return null;
            }
        }

        return new Canonicalizer(lanes, new Signatures(tables, roles, lanes, pool), transpositions, system.StateLength, pool);
    }

    [SkipLocalsInit]
    public void Canonicalize(ulong* state)
    {
        var signatures = stackalloc ushort[Signatures.Lanes];
        var buffer = stackalloc ulong[Words];
        Signatures.Sum(state, signatures);
        var sorted = state;
        var other = buffer;
        var ties = Sort(ref sorted, ref other, signatures);
        if (ties && !AreTwins(sorted, other, signatures))
        {
            var start = stackalloc ulong[Words];
            Copy(sorted, start, Words);
            new LeastImageSearch(this, state).Run(start, signatures);
        }
        else if (sorted != state)
        {
            Copy(sorted, state, Words);
        }

        GC.KeepAlive(_pool);
    }

    internal static void Copy(ulong* from, ulong* to, int words)
    {
        for (var i = 0; i < words; i++)
        {
            to[i] = from[i];
        }
    }

    internal static int Compare(ulong* left, ulong* right, int words)
    {
        for (var i = 0; i < words; i++)
        {
            if (left[i] != right[i])
            {
                return left[i] < right[i] ? -1 : 1;
            }
        }

        return 0;
    }

    /// <summary>True if the lane is the first one of its type.</summary>
    internal bool IsFirst(int lane) => _isFirst[lane];

    /// <summary>Writes the state after the exchange of a lane and the next one.</summary>
    internal void Apply(int lane, ulong* state, ulong* image) => _transpositions[lane]!(state, image);

    /// <summary>True if the exchange of a lane and the next one leaves the state as it is; overwrites the other state.</summary>
    internal bool IsTwin(int lane, ulong* state, ulong* other)
    {
        Apply(lane, state, other);
        return Compare(state, other, Words) == 0;
    }

    // By insertion: most states are almost sorted. True if neighbours have the same signature.
    private bool Sort(ref ulong* state, ref ulong* other, ushort* signatures)
    {
        var ties = false;
        for (var lane = 1; lane < _isFirst.Length; lane++)
        {
            var i = lane;
            for (; !_isFirst[i] && signatures[i - 1] > signatures[i]; i--)
            {
                (signatures[i - 1], signatures[i]) = (signatures[i], signatures[i - 1]);
                Apply(i - 1, state, other);
                var swap = state;
                state = other;
                other = swap;
            }

            ties |= !_isFirst[i] && signatures[i - 1] == signatures[i];
        }

        return ties;
    }

    private bool AreTwins(ulong* state, ulong* other, ushort* signatures)
    {
        for (var lane = 1; lane < _isFirst.Length; lane++)
        {
            if (!_isFirst[lane] && signatures[lane - 1] == signatures[lane] && !IsTwin(lane - 1, state, other))
            {
                return false;
            }
        }

        return true;
    }
}
