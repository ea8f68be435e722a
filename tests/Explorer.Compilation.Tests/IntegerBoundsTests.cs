using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Xunit;
using static Explorer.TestKit.ModelTerms;
using Assert = Xunit.Assert;

namespace Explorer.Compilation.Tests;

public class IntegerBoundsTests
{
    private static readonly Expression Small = Read(Local("small", Range(-2, 5)));

    [Theory]
    [InlineData(BinaryKind.Add, -1, 6)]
    [InlineData(BinaryKind.Subtract, -3, 4)]
    [InlineData(BinaryKind.Multiply, -2, 5)]
    [InlineData(BinaryKind.Min, -2, 1)]
    [InlineData(BinaryKind.Max, 1, 5)]
    [InlineData(BinaryKind.Divide, -2, 5)]
    [InlineData(BinaryKind.Remainder, 0, 0)]
    public void Of_an_operator_with_one(BinaryKind kind, int low, int high)
    {
        var bounds = IntegerBounds.Of(Binary(kind, Small, Constant(1)));
        Assert.Equal((low, high), ((int)bounds.Low, (int)bounds.High));
    }

    [Fact]
    public void Of_a_remainder_by_zero_are_not_empty()
    {
        var bounds = IntegerBounds.Of(Binary(BinaryKind.Remainder, Small, Constant(0)));
        Assert.True(bounds.Low <= bounds.High);
    }

    [Fact]
    public void Say_what_may_overflow()
    {
        Assert.True(IntegerBounds.Exact(Binary(BinaryKind.Multiply, Small, Constant(long.MaxValue / 5))).Fit);
        Assert.False(IntegerBounds.Exact(Binary(BinaryKind.Multiply, Small, Constant(long.MaxValue / 4))).Fit);
        Assert.False(IntegerBounds.Exact(Binary(BinaryKind.Divide, Constant(long.MinValue), Small)).Fit);
    }
}
