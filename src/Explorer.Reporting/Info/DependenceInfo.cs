using System.Collections.Immutable;
using Explorer.Core.Systems.Dependence;

namespace Explorer.Reporting.Info;

/// <summary>A guard or property with its number among the labels.</summary>
/// <param name="Kind">`location`, `condition`, `residual` or `property`.</param>
/// <param name="Condition">The condition in words; of a residual guard the action whose enabledness it is.</param>
public sealed record LabelInfo(int Id, string Kind, string Condition);

/// <summary>A matrix as text: one character for each entry, `#` if the two may depend on each other, else who says that they
/// do not: `.` syntax, `s` the solver.</summary>
/// <param name="Name">`mayBeCoenabled`, `doNotAccord`, `necessaryEnabling` or `necessaryDisabling`.</param>
/// <param name="Dependent">Entries that are `#`.</param>
/// <param name="BySolver">Entries that are `s`.</param>
public sealed record MatrixInfo(string Name, ImmutableArray<string> Rows, long Dependent, long BySolver)
{
    public static MatrixInfo Of(string name, DependenceMatrix matrix)
    {
        var rows = ImmutableArray.CreateBuilder<string>(matrix.Rows);
        for (var row = 0; row < matrix.Rows; row++)
        {
            var line = row;
            rows.Add(string.Create(matrix.Columns, matrix, (text, entries) =>
            {
                for (var column = 0; column < text.Length; column++)
                {
                    text[column] = entries[line, column] ? '#'
                        : entries.SourceOf(line, column) == DependenceSource.Solver ? 's' : '.';
                }
            }));
        }

        return new(name, rows.MoveToImmutable(), matrix.Count(), matrix.CountBySolver());
    }
}

/// <summary>What partial-order reduction knows of a model (docs/reduction.md).</summary>
/// <param name="Labels">The guards, then the properties.</param>
/// <param name="Sticky">The actions of which every cycle of states has one.</param>
/// <param name="Matrices">Actions by actions, guards by guards, and twice labels by actions.</param>
public sealed record DependenceInfo(
    ImmutableArray<LabelInfo> Labels, ImmutableArray<int> Sticky, ImmutableArray<MatrixInfo> Matrices);
