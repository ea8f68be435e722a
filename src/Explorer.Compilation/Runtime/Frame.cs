using System.Runtime.CompilerServices;

namespace Explorer.Compilation.Runtime;

/// <summary>
/// What compiled code shares with the library while it writes the successors of one state. Lies in unmanaged memory:
/// first the frame, then the digits, then scratch words for values in memory. `Digits` holds pairs: which candidate a
/// draw takes, and how many it has. The draws known so far are those of the execution before, up to the last that has
/// another candidate.
/// </summary>
internal unsafe struct Frame
{
    /// <summary>Most draws among several candidates in one step.</summary>
    public const int MaxDraws = 128;

    /// <summary>Where the next successor goes.</summary>
    public ulong* Out;

    /// <summary>Where its action's id goes.</summary>
    public int* OutAction;

    /// <summary>Past this there is no room for one more outcome of each action.</summary>
    public ulong* Last;

    /// <summary>Memory for values while a step is computed.</summary>
    public ulong* Scratch;

    public int* Digits;

    /// <summary>Properties that the step at hand violates; set if the step's code says so.</summary>
    public ulong Violations;

    /// <summary>Draws made in the execution at hand.</summary>
    public int Position;

    /// <summary>Draws whose candidate is decided.</summary>
    public int Known;

    /// <summary>Outcomes of the action at hand so far.</summary>
    public int Choice;

    /// <summary>Bytes of a frame with its digits and scratch words.</summary>
    public static int Size(int scratchWords) => sizeof(Frame) + (MaxDraws * 8) + (scratchWords * 8);

    /// <summary>Makes a frame of memory of that size. Of its fields only the addresses of the rest of it are set; the
    /// others are where they matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Frame* At(byte* memory)
    {
        var frame = (Frame*)memory;
        frame->Digits = (int*)(memory + sizeof(Frame));
        frame->Scratch = (ulong*)(memory + sizeof(Frame) + (MaxDraws * 8));
        return frame;
    }
}
