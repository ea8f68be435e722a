using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.Reporting.Diagrams;
using Xunit;

namespace Explorer.Reporting.Tests;

public class RaceDiagramTests
{
    private static readonly MachineModel Model = StaleReadModel.Build();

    [Fact]
    public void Draws_a_column_for_each_cpu_and_marks_the_violation()
    {
        var expected = """
                  CPU0                               CPU1
                  ----                               ----
               1  fill the TLB
                    tlb[CPU0] = page0
               2                                     mover
                                                       migrate()
                                                         copy the content
               3                                         replace it in the page cache
                                                           cache: page0 -> page1
               4                                     writer
                                                       vfs_write()
                                                         content[cache] = 1
                                                           content[page1]: 0 -> 1
                                                           written: 0 -> 1
               5  load()
                    load                            <- violates no_stale_read, old_page
            """;
        Assert.Equal(expected, Text(StaleReadModel.StaleSchedule, new DiagramOptions()));
    }

    [Fact]
    public void Repeats_the_headings_of_a_thread_that_comes_back_to_its_column()
    {
        var lines = Text([2, 4, 3], new DiagramOptions()).Split('\n');
        Assert.Equal(2, lines.Count(line => line.Contains("migrate()")));
    }

    [Fact]
    public void Wraps_within_the_column_and_keeps_to_the_page()
    {
        var text = Text(StaleReadModel.StaleSchedule, new DiagramOptions { Width = 50 });
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 50, line));
    }

    [Fact]
    public void Says_where_a_step_stands_in_the_model_if_asked()
    {
        var text = Text([1], new DiagramOptions { IsVerbose = true });
        Assert.Contains("(stale.model:2)", text);
    }

    [Fact]
    public void Gives_a_machine_without_cpu_a_column_of_its_name()
    {
        var mover = Model.Machines.First(m => m.Template == "mover");
        var model = Model with { Machines = Model.Machines.SetItem(mover.Index, mover with { Cpu = null }) };
        var columns = DiagramColumns.Of(StaleReadModel.Replay(model, 1, 2, 4));
        Assert.Equal(["CPU0", "CPU1", "mover"], columns.Titles);
        Assert.Equal([0, 2, 1], columns.ColumnOfStep);
    }

    [Fact]
    public void Shows_a_named_cpu_with_what_it_is()
    {
        var named = new IdentityType("Cpu", "CPU", 2, ["reads"]);
        var cpu = new Machines.Expressions.Literal(new IdentityValue(named, 0), named, Core.Diagnostics.SourceSpan.None);
        var fill = Model.Machines.First(m => m.Template == "fill");
        var model = Model with { Machines = Model.Machines.SetItem(fill.Index, fill with { Cpu = cpu }) };
        Assert.Equal(["CPU reads"], DiagramColumns.Of(StaleReadModel.Replay(model, 1)).Titles);
    }

    [Fact]
    public void Keeps_columns_readable_when_there_are_many()
    {
        var machines = Model.Machines.Select(m => m with { Cpu = null }).ToImmutableArray();
        var text = string.Join('\n', RaceDiagram.Draw(
            StaleReadModel.Replay(Model with { Machines = machines }, StaleReadModel.StaleSchedule),
            new DiagramOptions { Width = 40 }));
        Assert.Contains("reader              mover               writer              rules", text);
    }

    [Fact]
    public void Draws_a_violation_of_the_initial_state()
    {
        var trace = StaleReadModel.Replay(Model) with { FinalViolations = [1] };
        Assert.Equal(["   0  <- violates old_page"], RaceDiagram.Draw(trace, new DiagramOptions()));
    }

    [Fact]
    public void Shows_the_draws_of_the_start()
    {
        var trace = StaleReadModel.Replay(Model, 1) with { InitialChosen = [("p", new IntValue(3))] };
        Assert.Contains("   0  start with p = 3", RaceDiagram.Draw(trace, new DiagramOptions()));
    }

    private static string Text(ImmutableArray<int> actions, DiagramOptions options)
    {
        Trace trace = StaleReadModel.Replay(Model, actions);
        return string.Join('\n', RaceDiagram.Draw(trace, options));
    }
}
