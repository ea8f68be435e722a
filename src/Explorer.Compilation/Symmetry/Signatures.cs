using System.Collections.Generic;
using System.Runtime.Intrinsics;
using Explorer.Compilation.Emit;

namespace Explorer.Compilation.Symmetry;

/// <summary>What a part adds to the signatures of all identities.</summary>
/// <param name="Table">For each number the roles as vectors; for a fixed part the roles, to be multiplied by the hash of
/// its number.</param>
internal sealed record SignatureTerm(int Field, int Guard, bool IsFixed, nint Table);

/// <summary>The signatures of the identities in a state (<see cref="SignatureEmitter"/>).</summary>
internal sealed unsafe class Signatures
{
    // A fixed part of at most this many bits has a table too.
    private const int FixedBits = 6;

    private readonly SignatureDelegate _sum;
    private readonly SignatureDelegate _counted;
    private readonly int _vectors;

    public Signatures(PartTables tables, RoleOrbits roles, IdentityLanes lanes, ConstantPool pool)
    {
        _vectors = (lanes.Count + SignatureVectors.Lanes - 1) / SignatureVectors.Lanes;
        var terms = new List<SignatureTerm>();
        for (var part = 0; part < tables.Parts.Count; part++)
        {
            if (TermOf(tables, roles, lanes, part, pool) is { } term)
            {
                terms.Insert(term.Guard < 0 ? 0 : terms.Count, term);
            }
        }

        _sum = SignatureEmitter.Compile(tables, terms, _vectors, colours: false, pool);
        _counted = SignatureEmitter.Compile(tables, terms, _vectors, colours: true, pool);
    }

    /// <summary>Lanes, up to whole vectors.</summary>
    public int Lanes => _vectors * SignatureVectors.Lanes;

    /// <summary>The signatures in a state.</summary>
    public void Sum(ulong* state, ushort* sums) => _sum(state, null, sums);

    /// <summary>The signatures in a state in which each part counts by the colours of those that have a role in it.</summary>
    public void Sum(ulong* state, ushort* colours, ushort* sums)
    {
        for (var i = 0; i < Lanes; i += SignatureVectors.Lanes)
        {
            Vector128<ushort>.Zero.Store(sums + i);
        }

        _counted(state, colours, sums);
    }

    // Null if the part tells no identities apart.
    private SignatureTerm? TermOf(PartTables tables, RoleOrbits roles, IdentityLanes lanes, int index, ConstantPool pool)
    {
        var part = tables.Parts[index];
        var field = tables.Cut.Fields[part.Field];
        var own = new ushort[part.Count * Lanes];
        var tells = false;
        for (var number = 0; number < part.Count; number++)
        {
            var orbits = roles.Of(index, number);
            for (var lane = 0; lane < lanes.Count; lane++)
            {
                own[(number * Lanes) + lane] = SignatureVectors.Hash((ulong)orbits[lane]);
                tells |= !lanes.IsFirst(lane) && orbits[lane] != orbits[lane - 1];
            }
        }

        if (!tells)
        {
            return null;
        }

        var isFixed = part.Domain is null;
        var tabulate = isFixed && field.Parent < 0 && field.Width <= FixedBits;
        var table = pool.AddTable(tabulate ? Tabulate(own, 1 << field.Width) : own);
        return new SignatureTerm(part.Field, part.Guard, isFixed && !tabulate, table);
    }

    private static ushort[] Tabulate(ushort[] roles, int count)
    {
        var table = new ushort[count * roles.Length];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = unchecked((ushort)(roles[i % roles.Length] * SignatureVectors.Hash((ulong)(i / roles.Length))));
        }

        return table;
    }
}
