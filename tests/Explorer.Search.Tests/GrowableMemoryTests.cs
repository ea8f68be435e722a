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
        using var memory = GrowableMemory.OfSize(0, reserves && OperatingSystem.IsLinux());
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
        using var memory = GrowableMemory.OfSize(1000);
        memory.Grow(10);
        Assert.Equal(1000, memory.Bytes);
    }

    [Fact]
    public void More_than_the_machine_can_have_is_refused()
    {
        using var memory = GrowableMemory.OfSize(1000);
        Assert.ThrowsAny<OutOfMemoryException>(() => memory.Grow(1L << 60));
        Assert.Equal(1000, memory.Bytes);
    }
}
