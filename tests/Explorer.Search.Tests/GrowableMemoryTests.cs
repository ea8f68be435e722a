using System;
using Explorer.Search.VisitedSets;
using Xunit;

namespace Explorer.Search.Tests;

public unsafe class GrowableMemoryTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_written_stays_and_what_is_new_is_zero(bool reserves)
    {
        using var memory = GrowableMemory.OfSize(0, new MemoryBudget(long.MaxValue), reserves && OperatingSystem.IsLinux());
        var (before, size) = (0, 100);
        while (size < 40_000_000)
        {
            memory.Grow(size);
            Assert.Equal(size, memory.Bytes);
            Assert.Equal(0, (long)memory.Start % 64);
            var bytes = new Span<byte>(memory.Start, size);
            Assert.Equal(-1, bytes[..before].IndexOfAnyExcept((byte)7));
            Assert.Equal(-1, bytes[before..].IndexOfAnyExcept((byte)0));
            bytes.Fill(7);
            (before, size) = (size, size * 3);
        }
    }

    [Fact]
    public void Growing_to_less_changes_nothing()
    {
        using var memory = GrowableMemory.OfSize(1000, new MemoryBudget(long.MaxValue));
        memory.Grow(10);
        Assert.Equal(1000, memory.Bytes);
    }

    [Fact]
    public void A_budget_is_shared_and_kept()
    {
        var budget = new MemoryBudget(1500);
        using var first = GrowableMemory.OfSize(1000, budget);
        using var second = GrowableMemory.OfSize(300, budget);
        Assert.Throws<InsufficientMemoryException>(() => first.Grow(1201));
        Assert.Equal((1000, 1300), (first.Bytes, budget.Used));
        first.Grow(1200);
        Assert.Equal(1500, budget.Used);
    }

    [Fact]
    public void More_than_the_machine_can_have_is_refused()
    {
        using var memory = GrowableMemory.OfSize(1000, new MemoryBudget(long.MaxValue));
        Assert.ThrowsAny<OutOfMemoryException>(() => memory.Grow(1L << 60));
        Assert.Equal(1000, memory.Bytes);
    }
}
