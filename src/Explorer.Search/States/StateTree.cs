// Tree compression (Stefan Blom, Bert Lisser, Jaco van de Pol, Michael Weber, "A database approach to distributed state
// space generation", 2009; Alfons Laarman, van de Pol, Weber, "Parallel recursive state compression for free", SPIN 2011).
// A state of several words becomes one word without loss: the words get numbers of 32 bits, two neighbouring numbers make
// a word, which gets a number again, and so on up to the last two, which are the item. States share most of their words
// and of their pairs, so nearly all memory goes into the items, and these are what the visited set holds.
//
// Numbers depend on which worker comes first; nothing that a search reports depends on them. States of two words are cut
// in the middle of their bits rather than between the words, so that neither half has almost as many values as there
// are states. It does not hold more than 2^32 different values of one part.
using System;
using Explorer.Search.VisitedSets;

namespace Explorer.Search.States;

internal sealed unsafe class StateTree : IDisposable
{
    private readonly InternTable[] _tables;

    /// <param name="stateWords">Words in a state, at least 2.</param>
    /// <param name="stateBits">Bits that can differ from zero.</param>
    public StateTree(int stateWords, int stateBits, MemoryBudget budget)
    {
        Leaves = stateWords;
        FirstHalf = stateWords == 2 ? Math.Min((stateBits + 1) / 2, 64) : 64;
        Left = new int[stateWords - 1];
        Right = new int[stateWords - 1];
        Plan();
        _tables = new InternTable[(2 * stateWords) - 2];
        for (var i = 0; i < _tables.Length; i++)
        {
            _tables[i] = new InternTable(budget);
        }
    }

    /// <summary>Words in a state.</summary>
    public int Leaves { get; }

    /// <summary>Bits in the first part of a state of two words; 64 where parts are words.</summary>
    public int FirstHalf { get; }

    /// <summary>Nodes above the leaves, the root last: node k joins the parts Left[k] and Right[k]; parts are the leaves, then
    /// the nodes.</summary>
    public int[] Left { get; }

    public int[] Right { get; }

    /// <summary>The table of a part: a leaf's words, a node's pairs. The root has none.</summary>
    public InternTable Table(int part) => _tables[part];

    /// <summary>Frees what is no longer needed. No thread may be encoding.</summary>
    public void FreeReplaced()
    {
        foreach (var table in _tables)
        {
            table.FreeReplaced();
        }
    }

    public void Dispose()
    {
        foreach (var table in _tables)
        {
            table?.Dispose();
        }
    }

    // Level by level, neighbours together; one that is left over goes up as it is.
    private void Plan()
    {
        var parts = new int[Leaves];
        for (var i = 0; i < Leaves; i++)
        {
            parts[i] = i;
        }

        for (var (count, node) = (Leaves, 0); count > 1; count = (count + 1) / 2)
        {
            for (var i = 0; i + 1 < count; i += 2)
            {
                (Left[node], Right[node]) = (parts[i], parts[i + 1]);
                parts[i / 2] = Leaves + node++;
            }

            if (count % 2 == 1)
            {
                parts[count / 2] = parts[count - 1];
            }
        }
    }
}
