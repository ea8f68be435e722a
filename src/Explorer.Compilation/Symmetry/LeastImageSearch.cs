using System;
using System.Runtime.CompilerServices;

namespace Explorer.Compilation.Symmetry;

// The least image of a state whose identities are not told apart by signatures alone: individualisation and refinement
// (McKay, "Practical graph isomorphism", 1981). Identities of a type are kept sorted by cells, so that a partition of
// them is a state and the lanes where cells begin. Refinement splits cells by signatures with the cells as colours. What
// remains are cells whose members are twins, of which any order gives the same state, and others: of the first such
// cell each member in turn is put first, as a cell of its own. Where nothing is left to choose the states are compared.
// An image that is met again shows an automorphism, which maps the choice that led there to one that is done: the search
// goes back to where the two part ("discovering automorphisms" there). Not done: using automorphisms for other choices
// than those, and comparing before everything is chosen. The worst case is exponential; states of models are far from
// it.
internal unsafe ref struct LeastImageSearch
{
    private const int Continue = int.MaxValue;

    // Up to so many images are all looked at.
    private const int FewImages = 24;
    private const int LargestWalk = 4;

    private readonly Canonicalizer _group;
    private readonly int _words;
    private readonly int _lanes;
    private readonly ulong* _least;
    private bool _found;

    // How many choices the least image and the images looked at now have in common.
    private int _common;

    /// <param name="least">Where the least image is put.</param>
    public LeastImageSearch(Canonicalizer group, ulong* least)
    {
        _group = group;
        _words = group.Words;
        _lanes = group.Lanes;
        _least = least;
    }

    /// <summary>Searches the images of a state that is sorted by its signatures.</summary>
    [SkipLocalsInit]
    public void Run(ulong* state, ushort* signatures)
    {
        if (TryAll(state, signatures))
        {
            return;
        }

        var cells = stackalloc int[_lanes];
        for (var lane = 0; lane < _lanes; lane++)
        {
            var begins = _group.IsFirst(lane) || signatures[lane] != signatures[lane - 1];
            cells[lane] = begins ? lane : cells[lane - 1];
        }

        Explore(state, cells, 0);
    }

    /// <summary>Looks at all orders of the identities that are tied but no twins, if they are few: false if not.</summary>
    [SkipLocalsInit]
    private bool TryAll(ulong* state, ushort* signatures)
    {
        var other = stackalloc ulong[_words];
        var walk = stackalloc int[FewImages];
        var length = 0;
        for (var (first, end) = (0, 0); first < _lanes; first = end)
        {
            var twins = true;
            for (end = first + 1; end < _lanes && !_group.IsFirst(end) && signatures[end] == signatures[first]; end++)
            {
                twins = twins && _group.IsTwin(end - 1, state, other);
            }

            if (!twins && !Extend(walk, ref length, first, end - first))
            {
                return false;
            }
        }

        Walk(state, other, walk, length);
        return true;
    }

    // To the walk through the orders of some cells adds those of another: the same walk again between any two steps.
    private static bool Extend(int* walk, ref int length, int first, int size)
    {
        if (size > LargestWalk || (length + 1) * (Steps(size).Length + 1) > FewImages)
        {
            return false;
        }

        var before = length;
        foreach (var step in Steps(size))
        {
            walk[length++] = first + step;
            for (var i = 0; i < before; i++)
            {
                walk[length++] = walk[i];
            }
        }

        return true;
    }

    // Exchanges of neighbours that go through all orders: Johnson, "Generation of permutations by adjacent transposition",
    // 1963.
    private static ReadOnlySpan<byte> Steps(int size) => size switch
    {
        2 => [0],
        3 => [1, 0, 1, 0, 1],
        _ => [2, 1, 0, 2, 0, 1, 2, 0, 2, 1, 0, 2, 0, 1, 2, 0, 2, 1, 0, 2, 0, 1, 2],
    };

    private void Walk(ulong* state, ulong* other, int* walk, int length)
    {
        Compare(state, 0);
        for (var i = 0; i < length; i++)
        {
            _group.Apply(walk[i], state, other);
            var swap = state;
            state = other;
            other = swap;
            Compare(state, 0);
        }
    }

    // Overwrites the state and the cells. Returns to which number of choices to go back.
    [SkipLocalsInit]
    private int Explore(ulong* state, int* cells, int depth)
    {
        var other = stackalloc ulong[_words];
        var child = stackalloc ulong[_words];
        var childCells = stackalloc int[_lanes];
        Refine(state, other, cells);
        var (first, end) = FirstCell(state, other, cells);
        if (first < 0)
        {
            return Compare(state, depth);
        }

        for (var chosen = first; chosen < end; chosen++)
        {
            if (chosen > first && _group.IsTwin(chosen - 1, state, other))
            {
                continue;
            }

            Individualise(state, other, child, first, chosen);
            new ReadOnlySpan<int>(cells, _lanes).CopyTo(new Span<int>(childCells, _lanes));
            for (var lane = first + 1; lane < end; lane++)
            {
                childCells[lane] = first + 1;
            }

            _common = Math.Min(_common, depth);
            var back = Explore(child, childCells, depth + 1);
            if (back < depth)
            {
                return back;
            }
        }

        return Continue;
    }

    private int Compare(ulong* state, int depth)
    {
        var order = _found ? Canonicalizer.Compare(state, _least, _words) : -1;
        if (order < 0)
        {
            Canonicalizer.Copy(state, _least, _words);
            _found = true;
            _common = depth;
        }

        return order == 0 ? _common : Continue;
    }

    // The image in which the chosen identity comes first in its cell.
    private readonly void Individualise(ulong* state, ulong* other, ulong* child, int first, int chosen)
    {
        Canonicalizer.Copy(state, child, _words);
        for (var lane = chosen - 1; lane >= first; lane--)
        {
            _group.Apply(lane, child, other);
            Canonicalizer.Copy(other, child, _words);
        }
    }

    // The first cell in which some neighbours are no twins.
    private readonly (int First, int End) FirstCell(ulong* state, ulong* other, int* cells)
    {
        for (var lane = 1; lane < _lanes; lane++)
        {
            if (cells[lane] == cells[lane - 1] && !_group.IsTwin(lane - 1, state, other))
            {
                var end = lane + 1;
                while (end < _lanes && cells[end] == cells[lane])
                {
                    end++;
                }

                return (cells[lane], end);
            }
        }

        return (-1, -1);
    }

    [SkipLocalsInit]
    private readonly void Refine(ulong* state, ulong* other, int* cells)
    {
        var colours = stackalloc ushort[_group.Signatures.Lanes];
        var sums = stackalloc ushort[_group.Signatures.Lanes];
        do
        {
            for (var lane = 0; lane < _group.Signatures.Lanes; lane++)
            {
                colours[lane] = lane < _lanes ? SignatureVectors.Hash((ulong)cells[lane]) : (ushort)0;
            }

            _group.Signatures.Sum(state, colours, sums);
        }
        while (Split(state, other, cells, sums));
    }

    // Sorts each cell by the sums and begins a new one where they differ; false if none is new, or none is left to split.
    private readonly bool Split(ulong* state, ulong* other, int* cells, ushort* sums)
    {
        for (var lane = 1; lane < _lanes; lane++)
        {
            for (var i = lane; i > cells[lane] && sums[i - 1] > sums[i]; i--)
            {
                (sums[i - 1], sums[i]) = (sums[i], sums[i - 1]);
                _group.Apply(i - 1, state, other);
                Canonicalizer.Copy(other, state, _words);
            }
        }

        var (isNew, isLeft) = (false, false);
        var cell = 0;
        for (var lane = 1; lane < _lanes; lane++)
        {
            var begins = cells[lane] != cell;
            cell = cells[lane];
            var splits = !begins && sums[lane] != sums[lane - 1];
            cells[lane] = begins || splits ? lane : cells[lane - 1];
            (isNew, isLeft) = (isNew | splits, isLeft | (!begins && !splits));
        }

        return isNew && isLeft;
    }
}
