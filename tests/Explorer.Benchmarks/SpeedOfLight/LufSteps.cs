// The successors of a state of LUF-small, written out by hand: CPU by CPU the step of its thread, the IPIs that it waits
// for, and what its TLB and user code may do.
using System.Runtime.CompilerServices;
using static SpeedOfLight.LufState;

namespace SpeedOfLight;

internal static unsafe class LufSteps
{
    private const ulong Idle = 0;
    private const ulong MAlloc = 1;
    private const ulong Unmap = 2;
    private const ulong Defer = 3;
    private const ulong Sync = 4;
    private const ulong CacheSet = 5;
    private const ulong Remap = 6;
    private const ulong FreeOld = 7;
    private const ulong WFlush = 8;
    private const ulong WStore = 9;
    private const ulong WUnlock = 10;
    private const ulong FAlloc = 11;
    private const ulong FRead = 12;
    private const ulong FMap = 13;
    private const ulong XFlush = 14;
    private const ulong XMap = 15;

    private const ulong AllCpus = 3;

    /// <summary>Writes the successors one after the other.</summary>
    /// <returns>The end of what was written.</returns>
    public static ulong* Expand(ulong s, ulong* next, bool mayMapWritable)
    {
        for (var c = 0; c < 2; c++)
        {
            next = Step(s, c, next, mayMapWritable);
            next = Interrupt(s, c, next);
            next = Translate(s, c, next);
        }

        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong* Step(ulong s, int c, ulong* next, bool mayMapWritable)
    {
        var f = (int)Get(s, File + c, 1);
        // What must wait for IPIs is written in any case, and counts if there are none.
        var ready = Get(s, Ipi + (2 * c), 2) == 0 ? 1 : 0;
        switch (Get(s, Pc + (4 * c), 4))
        {
            case Idle: return Begin(s, c, next, mayMapWritable);
            case MAlloc: return Allocate(s, c, Unmap, next);
            case Unmap: *next = ClearPte(s, c, f); return next + ready;
            case Defer: *next = At(With(s, Pending + (2 * Old(s, c)), 2, AllCpus), c, Sync); break;
            case Sync: *next = CopyOrDrop(s, c, f); return next + ready;
            case CacheSet: *next = Replace(s, c, f); break;
            case Remap: *next = At(With(s, Pte + (3 * f), 3, Get(s, NewPage + (2 * c), 2)), c, FreeOld); break;
            case FreeOld: *next = Freed(s, c); break;
            case WFlush: *next = At(With(s, Ipi + (2 * c), 2, PendingAnywhere(s)), c, WStore); break;
            case WStore: Write(s, c, f, next); return next + (2 * ready);
            case WUnlock: *next = Unlocked(s, c); break;
            case FAlloc: return Allocate(s, c, FRead, next);
            case FRead: *next = Read(s, c, f); return next + ready;
            case FMap: *next = Unlocked(With(s, Pte + (3 * f), 3, Get(s, Cache + (2 * f), 2)), c); break;
            case XFlush: *next = At(With(s, Ipi + (2 * c), 2, PendingAnywhere(s)), c, XMap); break;
            default: *next = Unlocked(With(s, Pte + (3 * f), 3, Get(s, Cache + (2 * f), 2) + 3), c); return next + ready;
        }

        return next + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong* Begin(ulong s, int c, ulong* next, bool mayMapWritable)
    {
        for (var f = 0; f < 2; f++)
        {
            if (Get(s, Lock + f, 1) != 0)
            {
                continue;
            }

            var cached = Get(s, Cache + (2 * f), 2) != 0;
            var mapping = Get(s, Pte + (3 * f), 3);
            if (cached)
            {
                *next++ = Locked(s, c, f, MAlloc);
                *next++ = Locked(s, c, f, Unmap);
                *next++ = Locked(s, c, f, WFlush);
            }

            if (mapping == 0)
            {
                *next++ = Locked(s, c, f, cached ? FMap : FAlloc);
            }
            else if (mayMapWritable && mapping <= 3)
            {
                *next++ = Locked(s, c, f, XFlush);
            }
        }

        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong* Allocate(ulong s, int c, ulong pc, ulong* next)
    {
        var first = next;
        for (var page = 0; page < 3; page++)
        {
            if (Get(s, PageState + (2 * page), 2) == Free)
            {
                var t = With(s, PageState + (2 * page), 2, Isolated);
                t = With(t, NewPage + (2 * c), 2, (ulong)page + 1);
                t = With(t, Ipi + (2 * c), 2, Get(s, Pending + (2 * page), 2));
                *next++ = At(t, c, pc);
            }
        }

        if (next == first)
        {
            *next++ = Unlocked(s, c);
        }

        return next;
    }

    private static ulong ClearPte(ulong s, int c, int f)
    {
        var t = With(s, OldPage + (2 * c), 2, Get(s, Cache + (2 * f), 2));
        var mapping = Get(s, Pte + (3 * f), 3);
        t = mapping > 3 ? With(t, Ipi + (2 * c), 2, AllCpus) : t;
        t = At(t, c, mapping is 0 or > 3 ? Sync : Defer);
        return With(t, Pte + (3 * f), 3, 0);
    }

    private static ulong CopyOrDrop(ulong s, int c, int f)
    {
        var page = (int)Get(s, NewPage + (2 * c), 2);
        return page != 0
            ? At(With(s, Content + page - 1, 1, Get(s, Content + Old(s, c), 1)), c, CacheSet)
            : At(With(With(s, Cache + (2 * f), 2, 0), PageState + (2 * Old(s, c)), 2, Isolated), c, FreeOld);
    }

    private static ulong Replace(ulong s, int c, int f)
    {
        var page = Get(s, NewPage + (2 * c), 2);
        var t = With(s, Cache + (2 * f), 2, page);
        t = With(t, PageState + (2 * ((int)page - 1)), 2, InCache);
        return At(With(t, PageState + (2 * Old(s, c)), 2, Isolated), c, Remap);
    }

    private static ulong Freed(ulong s, int c)
    {
        var t = With(s, PageState + (2 * Old(s, c)), 2, Free);
        return Unlocked(With(With(t, NewPage + (2 * c), 2, 0), OldPage + (2 * c), 2, 0), c);
    }

    private static void Write(ulong s, int c, int f, ulong* next)
    {
        var page = (int)Get(s, Cache + (2 * f), 2) - 1;
        var t = At(s, c, WUnlock);
        next[0] = With(With(t, Content + page, 1, 0), Disk + f, 1, 0);
        next[1] = With(With(t, Content + page, 1, 1), Disk + f, 1, 1);
    }

    private static ulong Read(ulong s, int c, int f)
    {
        var page = Get(s, NewPage + (2 * c), 2);
        var t = With(s, Content + (int)page - 1, 1, Get(s, Disk + f, 1));
        t = With(t, Cache + (2 * f), 2, page);
        t = With(t, PageState + (2 * ((int)page - 1)), 2, InCache);
        return At(With(t, NewPage + (2 * c), 2, 0), c, FMap);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong* Interrupt(ulong s, int c, ulong* next)
    {
        var waiting = Get(s, Ipi + (2 * c), 2);
        for (var k = 0; k < 2; k++)
        {
            if (((waiting >> k) & 1) != 0)
            {
                var t = With(With(s, Ipi + (2 * c) + k, 1, 0), Tlb + (6 * k), 6, 0);
                *next++ = t & ~(0b010101UL << (Pending + k));
            }
        }

        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong* Translate(ulong s, int c, ulong* next)
    {
        for (var f = 0; f < 2; f++)
        {
            var entry = Tlb + (3 * ((2 * c) + f));
            var mapping = Get(s, entry, 3);
            var walked = mapping == 0 ? Get(s, Pte + (3 * f), 3) : 0;
            if ((mapping | walked) != 0)
            {
                *next++ = With(s, entry, 3, walked);
            }

            for (ulong value = 0; mapping > 3 && value < 2; value++)
            {
                *next++ = With(With(s, Content + (int)mapping - 4, 1, value), Disk + f, 1, value);
            }
        }

        return next;
    }

    private static int Old(ulong s, int c) => (int)Get(s, OldPage + (2 * c), 2) - 1;

    private static ulong PendingAnywhere(ulong s) => Get(s, Pending, 2) | Get(s, Pending + 2, 2) | Get(s, Pending + 4, 2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong At(ulong s, int c, ulong pc) => With(s, Pc + (4 * c), 4, pc);

    private static ulong Locked(ulong s, int c, int f, ulong pc) => At(With(With(s, Lock + f, 1, 1), File + c, 1, (ulong)f), c, pc);

    private static ulong Unlocked(ulong s, int c) => At(With(With(s, Lock + (int)Get(s, File + c, 1), 1, 0), File + c, 1, 0), c, Idle);
}
