using System.Collections.Generic;
using System.Numerics;

namespace Explorer.Machines.Dependence;

/// <summary>A set of cells.</summary>
internal sealed class CellSet(int cells)
{
    private readonly ulong[] _words = new ulong[(cells + 63) / 64];

    public void Add(int cell) => _words[cell >> 6] |= 1UL << (cell & 63);

    public bool Contains(int cell) => (_words[cell >> 6] >> (cell & 63) & 1) != 0;

    public void Add(CellSet others)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            _words[i] |= others._words[i];
        }
    }

    public bool Overlaps(CellSet other)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            if ((_words[i] & other._words[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The only element, or -1 if there is none or another one.</summary>
    public int Single()
    {
        var single = -1;
        for (var i = 0; i < _words.Length; i++)
        {
            if (_words[i] != 0)
            {
                if (single >= 0 || BitOperations.PopCount(_words[i]) > 1)
                {
                    return -1;
                }

                single = (64 * i) + BitOperations.TrailingZeroCount(_words[i]);
            }
        }

        return single;
    }

    public IEnumerable<int> Elements()
    {
        for (var i = 0; i < _words.Length; i++)
        {
            for (var word = _words[i]; word != 0; word &= word - 1)
            {
                yield return (64 * i) + BitOperations.TrailingZeroCount(word);
            }
        }
    }
}
