using System;
using System.Numerics;

namespace Explorer.Core.Systems.Dependence;

/// <summary>A dense matrix of bits; each row is a number of whole 64-bit words, bit `column % 64` of word `column / 64`.
/// Bits behind the last column are zero.</summary>
public sealed class BitMatrix
{
    private readonly ulong[] _words;

    public BitMatrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        (Rows, Columns, WordsPerRow) = (rows, columns, (columns + 63) / 64);
        _words = new ulong[rows * WordsPerRow];
    }

    private BitMatrix(BitMatrix other)
    {
        (Rows, Columns, WordsPerRow) = (other.Rows, other.Columns, other.WordsPerRow);
        _words = (ulong[])other._words.Clone();
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Words in a row.</summary>
    public int WordsPerRow { get; }

    public bool this[int row, int column]
    {
        get => (_words[WordOf(row, column)] >> (column & 63) & 1) != 0;
        set
        {
            var bit = 1UL << (column & 63);
            ref var word = ref _words[WordOf(row, column)];
            word = value ? word | bit : word & ~bit;
        }
    }

    /// <summary>The words of a row.</summary>
    public ReadOnlySpan<ulong> Row(int row) => _words.AsSpan(row * WordsPerRow, WordsPerRow);

    /// <summary>Sets in a row all bits that are set in `words`, of which those beyond the last column do not count.</summary>
    public void Add(int row, ReadOnlySpan<ulong> words)
    {
        for (var word = 0; word < WordsPerRow; word++)
        {
            var isLast = word == WordsPerRow - 1 && (Columns & 63) != 0;
            _words[(row * WordsPerRow) + word] |= words[word] & (isLast ? (1UL << (Columns & 63)) - 1 : ulong.MaxValue);
        }
    }

    /// <summary>Sets or clears a whole row.</summary>
    public void Fill(int row, bool value)
    {
        for (var column = 0; column < Columns; column++)
        {
            this[row, column] = value;
        }
    }

    /// <summary>Bits that are set.</summary>
    public long Count()
    {
        var count = 0L;
        foreach (var word in _words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    public BitMatrix Clone() => new(this);

    private int WordOf(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns);
        return (row * WordsPerRow) + (column >> 6);
    }
}
