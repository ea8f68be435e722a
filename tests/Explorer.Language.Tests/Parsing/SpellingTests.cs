using Explorer.Language.Diagnostics;
using Xunit;

namespace Explorer.Language.Tests.Parsing;

public class SpellingTests
{
    private static readonly string[] Names = ["turn", "turns", "pending", "flush_page", "flush_pages", "Cpu", "x"];

    [Theory]
    [InlineData("trun", "turn")]
    [InlineData("pendign", "pending")]
    [InlineData("pendin", "pending")]
    [InlineData("flush_paeg", "flush_page")]
    [InlineData("cpu", "Cpu")]
    [InlineData("turn", "turns")]
    [InlineData("wholly_different", null)]
    [InlineData("y", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_suggested(string name, string? expected) =>
        Assert.Equal(expected, Spelling.Nearest(name, Names));

    [Fact]
    public void Of_equally_near_names_the_first_is_suggested() =>
        Assert.Equal("aab", Spelling.Nearest("aaa", ["aac", "aab", "aad"]));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_mistakes(string left, string right, int distance)
    {
        Assert.Equal(distance, Spelling.Distance(left, right));
        Assert.Equal(distance, Spelling.Distance(right, left));
    }
}
