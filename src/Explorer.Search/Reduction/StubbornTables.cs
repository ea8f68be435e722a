using System;
using System.Collections.Immutable;
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
        WithEnabled = Rows(Actions, ActionWords, a => matrices.DoNotAccord.Row(a));
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

        AddGoals(matrices, properties);
    }

    public int Actions { get; }

    public int Guards { get; }

    /// <summary>Words in a set of actions.</summary>
    public int ActionWords { get; }

    /// <summary>Words in a set of guards.</summary>
    public int GuardWords { get; }

    /// <summary>For each action what must be in a set with it if it is enabled: what does not accord with it, and, if it may
    /// end a state's being one that a property looks for, all that may make a state one.</summary>
    public ulong[] WithEnabled { get; }

    /// <summary>For each guard the actions that may make it true.</summary>
    public ulong[] Enabling { get; }

    /// <summary>For each guard the actions that may make it false.</summary>
    public ulong[] Disabling { get; }

    /// <summary>For each guard those that are never true together with it, residual ones left out.</summary>
    public ulong[] Exclusive { get; }

    /// <summary>The actions that are not sticky.</summary>
    public ulong[] Progressing { get; }

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

    private void AddGoals(DependenceMatrices matrices, ulong properties)
    {
        for (var property = 0; property < matrices.PropertyCount; property++)
        {
            var label = matrices.LabelOf(property);
            for (var action = 0; action < Actions && (properties >> property & 1) != 0; action++)
            {
                if (matrices.NecessaryDisabling[label, action])
                {
                    var enabling = matrices.NecessaryEnabling.Row(label);
                    for (var word = 0; word < ActionWords; word++)
                    {
                        WithEnabled[(action * ActionWords) + word] |= enabling[word];
                    }
                }
            }
        }
    }
}
