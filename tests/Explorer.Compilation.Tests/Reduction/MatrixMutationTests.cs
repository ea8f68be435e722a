using System.Collections.Generic;
using System.Linq;
using Explorer.Core.Systems.Dependence;
using Explorer.Language;
using Explorer.Search.Reduction;
using Xunit;

namespace Explorer.Compilation.Tests.Reduction;

/// <summary>Wrong matrices are noticed: if an entry that says "dependent" is cleared, the check of the reduction finds a
/// mistake wherever the two are dependent in a reachable state.</summary>
public class MatrixMutationTests
{
    // Each step is dependent on others for one reason: it disables them, reads what they write, writes what they write.
    private const string Threads = """
        var x : 0..2 = 0;
        var go : bool = false;
        var seen : 0..2 = 0;
        thread a { x = 1; go = true; }
        thread b { x = 2; }
        thread c { await go; let v = x; seen = v; }
        rule off when go && x == 1 { go = false; }
        invariant low: seen != 2;
        reachable both: go && x == 2;
        """;

    private const string Rules = """
        type Cpu = id(2) as "CPU";
        var full : [Cpu] bool = false;
        var last : Cpu? = none;
        rule fill for c: Cpu when !full[c] { full[c] = true; last = c; }
        may rule empty for c: Cpu when full[c] { full[c] = false; }
        invariant newest: last != none => full[last];
        """;

    // What is not noticed is dependent by syntax only: then nothing is wrong, and no verdict changes.
    [Theory]
    [InlineData(Threads, "accord 4 of 6, coenabled 17 of 24, disabling 8 of 13, enabling 8 of 8")]
    [InlineData(Rules, "accord 1 of 1, coenabled 4 of 4, disabling 6 of 8, enabling 6 of 8")]
    public void A_cleared_entry_of_any_matrix_is_noticed_or_needless(string text, string noticed)
    {
        var model = ModelFile.FromText(text).Bind(ModelSettings.None).Build();
        var search = new ReducedSearch(model);
        Assert.Empty(Mistakes(search.Order.Matrices));
        var (entries, found) = (new SortedDictionary<string, int>(), new SortedDictionary<string, int>());
        foreach (var (kind, changed) in Mutants(search.Order.Matrices))
        {
            entries[kind] = entries.GetValueOrDefault(kind) + 1;
            if (Mistakes(changed).Any())
            {
                found[kind] = found.GetValueOrDefault(kind) + 1;
            }
            else
            {
                search.With(changed).CompareSearches();
            }
        }

        var counts = string.Join(", ", entries.Select(e => $"{e.Key} {found.GetValueOrDefault(e.Key)} of {e.Value}"));
        Assert.True(noticed == counts, counts);

        IEnumerable<string> Mistakes(DependenceMatrices matrices) =>
            ReductionCheck.Run(search.System, search.Order with { Matrices = matrices }, ulong.MaxValue, 1000, TestContext.Current.CancellationToken).Mistakes;
    }

    [Fact]
    public void Actions_wrongly_said_to_break_all_cycles_are_noticed()
    {
        var search = new ReducedSearch(ModelFile.FromText(Rules).Bind(ModelSettings.None).Build());
        var order = search.Order with { Sticky = [.. search.Order.Sticky.Select(_ => false)] };
        Assert.Contains(ReductionCheck.Run(search.System, order, ulong.MaxValue, 1000, TestContext.Current.CancellationToken).Mistakes, m => m.Contains("cycle", System.StringComparison.Ordinal));
    }

    private static IEnumerable<(string Kind, DependenceMatrices Changed)> Mutants(DependenceMatrices m)
    {
        foreach (var (row, column) in Set(m.DoNotAccord).Where(e => e.Row > e.Column))
        {
            yield return ("accord", m with { DoNotAccord = m.DoNotAccord.WithEntry(row, column, false) });
        }

        foreach (var (row, column) in Set(m.MayBeCoenabled).Where(e => e.Row > e.Column))
        {
            yield return ("coenabled", m with { MayBeCoenabled = m.MayBeCoenabled.WithEntry(row, column, false) });
        }

        foreach (var (row, column) in Set(m.NecessaryEnabling))
        {
            yield return ("enabling", m with { NecessaryEnabling = m.NecessaryEnabling.WithEntry(row, column, false) });
        }

        foreach (var (row, column) in Set(m.NecessaryDisabling))
        {
            yield return ("disabling", m with { NecessaryDisabling = m.NecessaryDisabling.WithEntry(row, column, false) });
        }
    }

    private static IEnumerable<(int Row, int Column)> Set(DependenceMatrix matrix)
    {
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var column = 0; column < matrix.Columns; column++)
            {
                if (matrix[row, column])
                {
                    yield return (row, column);
                }
            }
        }
    }
}
