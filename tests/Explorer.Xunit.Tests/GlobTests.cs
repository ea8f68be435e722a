using Xunit;

namespace Explorer.Xunit.Tests;

/// <summary>What patterns match.</summary>
public class GlobTests
{
    [Theory]
    [InlineData("models/*.model", "models/a.model", true)]
    [InlineData("models/*.model", "models/b/a.model", false)]
    [InlineData("models/*.model", "models/a.models", false)]
    [InlineData("models/**/*.model", "models/a.model", true)]
    [InlineData("models/**/*.model", "models/b/c/a.model", true)]
    [InlineData("**/*.model", "a.model", true)]
    [InlineData("**", "b/c/a.model", true)]
    [InlineData("models/?.model", "models/a.model", true)]
    [InlineData("models/?.model", "models/ab.model", false)]
    [InlineData("models/?.model", "models//.model", false)]
    [InlineData("models/a+(b).model", "models/a+(b).model", true)]
    [InlineData("models/a.model", "models/aXmodel", false)]
    public void Matches(string pattern, string path, bool matches) =>
        Assert.Equal(matches, Glob.Expression(pattern).IsMatch(path));
}
