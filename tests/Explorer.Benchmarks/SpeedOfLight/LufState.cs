// LUF-small for 2 CPUs, 3 pages, 2 files and 2 values, as models/bench/luf-small.model has it, in one word. From bit 0:
// content, state and pending flushes of each page; disk, cache and PTE of each file; locks; TLBs; then for each CPU
// program counter, file, new page, old page and open IPIs. 0 is "none", pages are 1..3, and a mapping is its page if it
// is read-only, else its page + 3.
using System.Runtime.CompilerServices;

namespace SpeedOfLight;

internal static class LufState
{
    public const int Content = 0;
    public const int PageState = 3;
    public const int Pending = 9;
    public const int Disk = 15;
    public const int Cache = 17;
    public const int Pte = 21;
    public const int Lock = 27;
    public const int Tlb = 29;
    public const int Pc = 41;
    public const int File = 49;
    public const int NewPage = 51;
    public const int OldPage = 55;
    public const int Ipi = 59;

    public const ulong Free = 0;
    public const ulong InCache = 1;
    public const ulong Isolated = 2;

    /// <summary>The initial state. A page that a smaller setting does not have is one that is never free, and such a file
    /// is one that is always locked: that gives the same states and transitions.</summary>
    public static ulong Initial(int pages, int files)
    {
        ulong state = 0;
        for (var page = pages; page < 3; page++)
        {
            state = With(state, PageState + (2 * page), 2, Isolated);
        }

        return files == 2 ? state : With(state, Lock + 1, 1, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Get(ulong state, int shift, int width) => (state >> shift) & ((1UL << width) - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong With(ulong state, int shift, int width, ulong value) =>
        (state & ~(((1UL << width) - 1) << shift)) | (value << shift);

    /// <summary>Whether some TLB holds a mapping of a file to a page with other content.</summary>
    public static bool HasStaleEntry(ulong state)
    {
        for (var i = 0; i < 4; i++)
        {
            var mapping = Get(state, Tlb + (3 * i), 3);
            if (mapping != 0)
            {
                var page = (int)(mapping > 3 ? mapping - 3 : mapping) - 1;
                if (Get(state, Content + page, 1) != Get(state, Disk + (i & 1), 1))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
