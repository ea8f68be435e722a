// Unmanaged memory that grows without being copied. On Linux a large range of addresses is reserved (mmap, no swap
// reserved); pages become memory when they are first touched, so growing means no more than using more of the range,
// and from a few megabytes on the kernel is asked for huge pages: tables are read at random, and with pages of 4 KiB
// most of the time goes into address translation. Elsewhere, or if the range cannot be had, it is reallocated.
using System;
using System.Runtime.InteropServices;

namespace Explorer.Search.VisitedSets;

internal sealed unsafe partial class GrowableMemory : IDisposable
{
    private const long HugePage = 2 << 20;
    private const long LeastForHugePages = 4 * HugePage;

    private const int ReadWrite = 3;
    private const int PrivateAnonymousNoReserve = 0x02 | 0x20 | 0x4000;
    private const int AdviseHugePage = 14;

    private readonly MemoryBudget _budget;
    private readonly byte* _range;
    private readonly long _rangeBytes;

    private GrowableMemory(MemoryBudget budget, bool reserves)
    {
        _budget = budget;
        _rangeBytes = Math.Max(1L << 32, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * 2);
        _range = reserves ? Reserve(_rangeBytes) : null;
        Start = (byte*)(((nuint)_range + HugePage - 1) / HugePage * HugePage);
    }

    ~GrowableMemory() => Release();

    /// <summary>The first byte; may move when the memory grows.</summary>
    public byte* Start { get; private set; }

    /// <summary>Size in bytes.</summary>
    public long Bytes { get; private set; }

    public static GrowableMemory OfSize(long bytes, MemoryBudget budget) =>
        OfSize(bytes, budget, OperatingSystem.IsLinux());

    /// <param name="reserves">Whether to reserve a range of addresses; false: memory may move.</param>
    public static GrowableMemory OfSize(long bytes, MemoryBudget budget, bool reserves)
    {
        var memory = new GrowableMemory(budget, reserves);
        memory.Grow(bytes);
        return memory;
    }

    /// <summary>Makes it at least that large. New bytes are zero.</summary>
    /// <exception cref="OutOfMemoryException">There is no more memory, or the budget does not allow it; what was there
    /// still is.</exception>
    public void Grow(long bytes)
    {
        if (bytes <= Bytes)
        {
            return;
        }

        _budget.Take(bytes - Bytes);
        if (_range == null)
        {
            Start = (byte*)NativeMemory.AlignedRealloc(Start, (nuint)bytes, 64);
            NativeMemory.Clear(Start + Bytes, (nuint)(bytes - Bytes));
        }
        else if (bytes > _rangeBytes - HugePage)
        {
            throw new InsufficientMemoryException();
        }
        else if (bytes >= LeastForHugePages)
        {
            _ = Advise((nint)Start, (nuint)(bytes / HugePage * HugePage), AdviseHugePage);
        }

        Bytes = bytes;
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private static byte* Reserve(long bytes)
    {
        try
        {
            var range = Map(0, (nuint)bytes, ReadWrite, PrivateAnonymousNoReserve, -1, 0);
            return range == -1 ? null : (byte*)range;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    private void Release()
    {
        if (_range == null)
        {
            NativeMemory.AlignedFree(Start);
        }
        else if (Start != null)
        {
            _ = Unmap((nint)_range, (nuint)_rangeBytes);
        }

        Start = null;
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint address, nuint length, int advice);
}
