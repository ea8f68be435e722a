using System;
using Explorer.Cli.CommandLine;
using Xunit;

namespace Explorer.Acceptance.Tests;

public class OptionValuesTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("90", 90)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    [InlineData("500ms", 0.5)]
    public void Reads_durations(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), OptionValues.Duration(text));

    [Theory]
    [InlineData("8g", 8L << 30)]
    [InlineData("8GiB", 8L << 30)]
    [InlineData("512m", 512L << 20)]
    [InlineData("1000", 1000)]
    public void Reads_sizes(string text, long bytes) => Assert.Equal(bytes, OptionValues.Bytes(text));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("0s")]
    [InlineData("1.2.3s")]
    [InlineData("5 parsecs")]
    [InlineData("1e3")]
    public void Refuses_what_is_no_duration_and_no_size(string text)
    {
        Assert.Null(OptionValues.Duration(text));
        Assert.Null(OptionValues.Bytes(text));
    }

    [Theory]
    [InlineData("1_000_000", 1_000_000)]
    [InlineData("14,499,324", 14_499_324)]
    [InlineData("0", null)]
    [InlineData("-3", null)]
    [InlineData("N", null)]
    public void Reads_counts(string text, int? count) => Assert.Equal(count, OptionValues.Count(text));

    [Fact]
    public void Splits_settings_at_the_first_sign()
    {
        Assert.Equal(("N", "a == b"), OptionValues.Setting("N=a == b"));
        Assert.Null(OptionValues.Setting("N="));
        Assert.Null(OptionValues.Setting("=1"));
        Assert.Null(OptionValues.Setting("N"));
    }
}
