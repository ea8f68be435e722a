using System.Runtime.CompilerServices;

namespace Explorer.Language.Binding;

/// <summary>
/// Bounds what one expression can become when functions are put in place of their calls: its size doubles with each
/// that uses its parameter twice, and its depth adds up. Whoever goes through expressions does so by recursion.
/// </summary>
internal sealed class InlineBudget
{
    private const int MostNodes = 100_000;
    private const int MostLevels = 3_000;

    private int _nodes;
    private int _levels;

    /// <summary>Set by the first one that found no room; nothing fits from then on.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>The author has been told.</summary>
    public bool IsReported { get; set; }

    /// <summary>Goes one level down; false, and no level down, without room for it.</summary>
    /// <param name="isInlined">The node comes from a function's body: those of the text itself are not counted.</param>
    public bool TryEnter(bool isInlined)
    {
        if (!Fits(isInlined ? 1 : 0, 1))
        {
            return false;
        }

        _levels++;
        return true;
    }

    public void Leave() => _levels--;

    /// <summary>Takes in an expression that exists already.</summary>
    public bool Fits(int nodes, int levels)
    {
        _nodes += nodes;
        IsExhausted |= _nodes > MostNodes || _levels + levels > MostLevels || !RuntimeHelpers.TryEnsureSufficientExecutionStack();
        return !IsExhausted;
    }
}
