using System.Runtime.CompilerServices;

namespace Explorer.Search.States;

/// <summary>How many words a state has. As a struct type argument it is a constant to the compiler where it can be
/// one, so that copying and comparing short states take no loop.</summary>
internal interface IStateLength
{
    int Words { get; }
}

internal readonly struct OneWord : IStateLength
{
    public int Words => 1;
}

internal readonly struct TwoWords : IStateLength
{
    public int Words => 2;
}

internal readonly struct ThreeWords : IStateLength
{
    public int Words => 3;
}

internal readonly struct AnyWords(int words) : IStateLength
{
    public int Words => words;
}

internal static unsafe class StateWords
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy<TLength>(ulong* from, ulong* to, TLength length)
        where TLength : struct, IStateLength
    {
        to[0] = from[0];
        if (length.Words == 2)
        {
            to[1] = from[1];
            return;
        }

        for (var i = 1; i < length.Words; i++)
        {
            to[i] = from[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreEqual<TLength>(ulong* left, ulong* right, TLength length)
        where TLength : struct, IStateLength
    {
        if (length.Words == 2)
        {
            return ((left[0] ^ right[0]) | (left[1] ^ right[1])) == 0;
        }

        var difference = left[0] ^ right[0];
        for (var i = 1; i < length.Words; i++)
        {
            difference |= left[i] ^ right[i];
        }

        return difference == 0;
    }
}
