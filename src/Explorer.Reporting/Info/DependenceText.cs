using System.Collections.Generic;
using System.Linq;

namespace Explorer.Reporting.Info;

/// <summary>The matrices of `info` as people read them: numbers, then the rows of what does not accord with what, and of
/// what enables and disables which guard. Columns are actions in the order of their numbers.</summary>
internal static class DependenceText
{
    // Wider rows are no use on a screen.
    private const int WidestRow = 160;

    public static IEnumerable<string> Lines(ModelInfo info, DependenceInfo dependence)
    {
        var names = info.Machines.SelectMany(m => m.Steps.Select(s => (s.Id, Name: $"{m.Name}: {s.Name}"))).OrderBy(s => s.Id).ToList();
        foreach (var matrix in dependence.Matrices)
        {
            var all = (long)matrix.Rows.Length * (matrix.Rows.IsEmpty ? 0 : matrix.Rows[0].Length);
            yield return $"{matrix.Name}: {matrix.Dependent} of {all} dependent, {all - matrix.Dependent - matrix.BySolver} "
                + $"independent by syntax, {matrix.BySolver} by the solver";
        }

        var sticky = dependence.Sticky.IsEmpty ? "none" : string.Join(", ", dependence.Sticky);
        yield return $"sticky actions: {sticky}";
        if (names.Count > WidestRow)
        {
            yield return $"the rows have {names.Count} columns: see --json";
            yield break;
        }

        var widest = names.Select(n => n.Name.Length).Concat(dependence.Labels.Select(l => l.Condition.Length)).DefaultIfEmpty(0).Max();
        var width = System.Math.Min(widest, 60);
        foreach (var line in Rows(dependence, "doNotAccord", names.Select(n => n.Name), width)
            .Concat(Rows(dependence, "necessaryEnabling", dependence.Labels.Select(l => l.Condition), width))
            .Concat(Rows(dependence, "necessaryDisabling", dependence.Labels.Select(l => l.Condition), width)))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Rows(DependenceInfo dependence, string matrix, IEnumerable<string> names, int width)
    {
        var rows = dependence.Matrices.First(m => m.Name == matrix).Rows;
        return rows.Zip(names).Select((row, i) => $"  {i,4} {Cut(row.Second, width)}  {row.First}").Prepend($"{matrix} (# dependent, . syntax, s solver)");
    }

    private static string Cut(string text, int width) =>
        (text.Length <= width ? text : text[..(width - 1)] + "…").PadRight(width);
}
