using System.Linq;
using Explorer.Cli;
using Explorer.Compilation;
using Explorer.Compilation.Symmetry;
using Explorer.Language;
using Xunit;

namespace Explorer.Acceptance.Tests;

public class RehearsalTests
{
    [Fact]
    public void Goes_the_whole_way_to_a_counterexample()
    {
        var lines = Rehearsal.Run(() => 0, () => 0);
        Assert.StartsWith("  violated  never_seen", lines[1]);
        Assert.Contains(lines, line => line.Contains("violates never_seen", System.StringComparison.Ordinal));
    }

    [Fact]
    public void Its_model_has_something_to_rename() =>
        Assert.Equal(["Page"], Canonicalizer.Of(ModelCompiler.Compile(RehearsalModel.Build()))!.Types);

    [Fact]
    public void Reads_a_text_without_mistakes()
    {
        var model = Rehearsal.ReadText().Bind(ModelSettings.None);
        Assert.Empty(model.Diagnostics.Select(d => d.Message));
        Assert.NotEmpty(model.Build().Actions);
    }
}
