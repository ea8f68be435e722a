using System;
using System.Collections.Generic;

namespace Explorer.Core.Systems.Dependence;

/// <summary>Who says that an entry is as it is.</summary>
public enum DependenceSource
{
    /// <summary>What the steps read and write, and what constants in them tell.</summary>
    Syntax,

    /// <summary>A proof: syntax alone would have said "dependent".</summary>
    Solver,
}

/// <summary>A relation of which a set bit is the safe side ("may depend"), with who cleared each bit. Immutable.</summary>
public sealed class DependenceMatrix
{
    private readonly BitMatrix _entries;
    private readonly BitMatrix _cleared;

    private DependenceMatrix(BitMatrix entries, BitMatrix cleared, bool isSymmetric) =>
        (_entries, _cleared, IsSymmetric) = (entries, cleared, isSymmetric);

    public int Rows => _entries.Rows;

    public int Columns => _entries.Columns;

    /// <summary>Whether an entry and its mirror image are always the same.</summary>
    public bool IsSymmetric { get; }

    /// <summary>Words in a row.</summary>
    public int WordsPerRow => _entries.WordsPerRow;

    /// <summary>Whether the two may depend on each other.</summary>
    public bool this[int row, int column] => _entries[row, column];

    /// <summary>A matrix from syntax.</summary>
    /// <exception cref="ArgumentException">It is said to be symmetric, and is not.</exception>
    public static DependenceMatrix FromSyntax(BitMatrix entries, bool isSymmetric)
    {
        ArgumentNullException.ThrowIfNull(entries);
        for (var row = 0; isSymmetric && row < entries.Rows; row++)
        {
            for (var column = 0; column < row; column++)
            {
                if (entries[row, column] != entries[column, row])
                {
                    throw new ArgumentException($"The matrix is not symmetric at {row}, {column}.", nameof(entries));
                }
            }
        }

        return new(entries.Clone(), new BitMatrix(entries.Rows, entries.Columns), isSymmetric);
    }

    /// <summary>The words of a row, bit `column % 64` of word `column / 64`.</summary>
    public ReadOnlySpan<ulong> Row(int row) => _entries.Row(row);

    /// <summary>Who decided the entry; one that nobody could clear is syntax's.</summary>
    public DependenceSource SourceOf(int row, int column) =>
        _cleared[row, column] ? DependenceSource.Solver : DependenceSource.Syntax;

    /// <summary>Entries that are set.</summary>
    public long Count() => _entries.Count();

    /// <summary>Entries that a solver cleared.</summary>
    public long CountBySolver() => _cleared.Count();

    /// <summary>The matrix in which a solver has cleared these entries, and of a symmetric one their mirror images.
    /// Entries that are clear already stay whose they were.</summary>
    public DependenceMatrix WithCleared(IEnumerable<(int Row, int Column)> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var (changed, cleared) = (_entries.Clone(), _cleared.Clone());
        foreach (var (row, column) in entries)
        {
            Clear(row, column);
            if (IsSymmetric)
            {
                Clear(column, row);
            }
        }

        return new(changed, cleared, IsSymmetric);

        void Clear(int row, int column)
        {
            cleared[row, column] |= changed[row, column];
            changed[row, column] = false;
        }
    }

    /// <summary>The same matrix with one entry set or cleared, whatever is true: for tests that show that a wrong matrix is
    /// noticed.</summary>
    public DependenceMatrix WithEntry(int row, int column, bool value)
    {
        var changed = _entries.Clone();
        changed[row, column] = value;
        if (IsSymmetric)
        {
            changed[column, row] = value;
        }

        return new(changed, _cleared, IsSymmetric);
    }
}
