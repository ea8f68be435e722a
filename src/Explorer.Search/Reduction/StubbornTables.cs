using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Systems.Dependence;

namespace Explorer.Search.Reduction;

/// <summary>The matrices laid out for the computation of stubborn sets: rows of words, one behind the other. Immutable.</summary>
internal sealed class StubbornTables
{
    /// <param name="properties">The properties whose verdicts must not change, as a mask.</param>
    public StubbornTables(PartialOrder order, ulong properties)
    {
        var matrices = order.Matrices;
        (Actions, Guards) = (matrices.ActionCount, matrices.GuardCount);
        (ActionWords, GuardWords) = ((Actions + 63) / 64, (Guards + 63) / 64);
        NotAccording = Rows(Actions, ActionWords, a => matrices.DoNotAccord.Row(a));
        Enabling = Rows(Guards, ActionWords, g => matrices.NecessaryEnabling.Row(g));
        Disabling = Rows(Guards, ActionWords, g => matrices.NecessaryDisabling.Row(g));
        Exclusive = Rows(Guards, GuardWords, g => matrices.MayBeCoenabled.Row(g));
        Complement(Exclusive, matrices.ResidualOf);
        (GuardsOf, ResidualOf) = (matrices.GuardsOf, matrices.ResidualOf);
        Progressing = new ulong[ActionWords];
        for (var action = 0; action < Actions; action++)
        {
            Progressing[action >> 6] |= order.Sticky[action] ? 0 : 1UL << (action & 63);
        }

        Goals = [.. GoalsOf(matrices, properties)];
    }

    /// <summary>What a stubborn set must have for one property.</summary>
    /// <param name="Keys">The actions that are not sticky and that never end a state's being one that the property looks for.
    /// </param>
    /// <param name="Enabling">Without an enabled key, all that may make a state one.</param>
    public sealed record Goal(ulong[] Keys, ulong[] Enabling);

    public int Actions { get; }

    public int Guards { get; }

    /// <summary>Words in a set of actions.</summary>
    public int ActionWords { get; }

    /// <summary>Words in a set of guards.</summary>
    public int GuardWords { get; }

    /// <summary>For each action what must be in a set with it if it is enabled.</summary>
    public ulong[] NotAccording { get; }

    /// <summary>For each guard the actions that may make it true.</summary>
    public ulong[] Enabling { get; }

    /// <summary>For each guard the actions that may make it false.</summary>
    public ulong[] Disabling { get; }

    /// <summary>For each guard those that are never true together with it, residual ones left out.</summary>
    public ulong[] Exclusive { get; }

    /// <summary>The actions that are not sticky.</summary>
    public ulong[] Progressing { get; }

    /// <summary>Of the properties in question, without those for which every action that is not sticky is a key.</summary>
    public ImmutableArray<Goal> Goals { get; }

    public ImmutableArray<ImmutableArray<int>> GuardsOf { get; }

    public ImmutableArray<int> ResidualOf { get; }

    private delegate ReadOnlySpan<ulong> RowOf(int row);

    private static ulong[] Rows(int rows, int words, RowOf row)
    {
        var all = new ulong[rows * words];
        for (var i = 0; i < rows; i++)
        {
            row(i).CopyTo(all.AsSpan(i * words, words));
        }

        return all;
    }

    // Whether a residual guard holds is not known, so nothing follows from it.
    private void Complement(ulong[] rows, ImmutableArray<int> residual)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var isLast = i % GuardWords == GuardWords - 1 && (Guards & 63) != 0;
            rows[i] = ~rows[i] & (isLast ? (1UL << (Guards & 63)) - 1 : ulong.MaxValue);
        }

        foreach (var guard in residual)
        {
            for (var row = 0; row < Guards && guard >= 0; row++)
            {
                rows[(row * GuardWords) + (guard >> 6)] &= ~(1UL << (guard & 63));
            }
        }
    }

    private IEnumerable<Goal> GoalsOf(DependenceMatrices matrices, ulong properties)
    {
        for (var property = 0; property < matrices.PropertyCount; property++)
        {
            var label = matrices.LabelOf(property);
            var keys = Progressing.Zip(matrices.NecessaryDisabling.Row(label).ToArray(), (p, d) => p & ~d).ToArray();
            if ((properties >> property & 1) != 0 && !keys.SequenceEqual(Progressing))
            {
                yield return new Goal(keys, matrices.NecessaryEnabling.Row(label).ToArray());
            }
        }
    }
}
