using System.Collections.Generic;
using System.Threading;
using Explorer.Cli;
using Xunit;

namespace Explorer.Acceptance.Tests;

public class ExitCodeTests
{
    [Fact]
    public void Is_0_where_everything_holds()
    {
        using var folder = new ModelFolder();
        Assert.Equal(0, CommandLineRun.Of("check", folder.Write("a.model", Models.Counter)).ExitCode);
    }

    [Fact]
    public void Is_1_for_a_wrong_model_and_for_a_missing_one()
    {
        using var folder = new ModelFolder();
        var wrong = CommandLineRun.Of("check", folder.Write("a.model", Models.Wrong));
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("a.model(2,16): error EX2", wrong.Error);
        Assert.Equal(1, CommandLineRun.Of("check", folder.Root + "/none.model").ExitCode);
    }

    [Fact]
    public void Is_2_for_a_violation()
    {
        using var folder = new ModelFolder();
        Assert.Equal(2, CommandLineRun.Of("check", folder.Write("a.model", Models.LostUpdate)).ExitCode);
    }

    [Fact]
    public void Is_3_where_a_bound_ended_the_search()
    {
        using var folder = new ModelFolder();
        var run = CommandLineRun.Of("check", folder.Write("a.model", Models.Counter), "--max-depth", "3");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("inconclusive", run.Out);
    }

    [Fact]
    public void Is_130_after_an_interruption_with_the_numbers_so_far()
    {
        using var folder = new ModelFolder();
        using var interruption = new CancellationTokenSource();
        interruption.Cancel();
        var path = folder.Write("a.model", Models.Counter);
        var run = CommandLineRun.Of(interruption.Token, "check", path, path, "--param", "END=1000000");
        Assert.Equal(130, run.ExitCode);
        Assert.Contains("interrupted", run.Out);
        Assert.Contains("transition", run.Out);
    }

    [Fact]
    public void Of_several_models_is_the_gravest()
    {
        using var folder = new ModelFolder();
        var violated = folder.Write("a.model", Models.LostUpdate);
        var wrong = folder.Write("b.model", Models.Wrong);
        var holds = folder.Write("c.model", Models.Counter);
        var run = CommandLineRun.Of("check", violated, wrong, holds);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("none_lost", run.Out);
        Assert.Contains("c.model", run.Out);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Combines_by_gravity(int[] codes, int gravest) =>
        Assert.Equal((ExitCode)gravest, ExitCodes.Gravest(System.Array.ConvertAll(codes, c => (ExitCode)c)));

    public static IEnumerable<TheoryDataRow<int[], int>> Combinations() =>
    [
        new([], 0),
        new([0, 3], 3),
        new([0, 3, 2], 2),
        new([3, 2, 1, 0], 1),
        new([1, 2, 4], 4),
        new([4, 130], 130),
    ];
}
