using System.Linq;
using Explorer.Machines;
using Explorer.Reporting.Diagrams;
using Explorer.Reporting.Story;
using Xunit;

namespace Explorer.Reporting.Tests;

public class TraceStoryTests
{
    private const int NoStaleRead = 0;
    private const int OldPage = 1;
    private static readonly MachineModel Model = StaleReadModel.Build();

    [Fact]
    public void Traces_a_failed_assertion_back_to_what_was_read_and_who_wrote_it()
    {
        var trace = StaleReadModel.Replay(Model, StaleReadModel.StaleSchedule);
        var story = TraceStory.Of(trace, DiagramColumns.Of(trace), NoStaleRead);
        Assert.Equal(
            [
                "In step 5, `seen == written` is false.",
                "seen = 0 comes from tlb[CPU0] = page0, set at step 1 (fill the TLB, CPU0); and content[page0] = 0, "
                + "unchanged since the start.",
                "written = 1, set at step 4 (content[cache] = 1, CPU1).",
                "Taken before step 4 (content[cache] = 1, CPU1), it would have violated nothing.",
            ],
            story.Sentences);
        Assert.Equal(["content[page0]", "tlb[CPU0]", "written"], story.Parts.Order());
    }

    [Fact]
    public void Follows_the_stale_entry_from_its_fill_to_its_use()
    {
        var trace = StaleReadModel.Replay(Model, StaleReadModel.StaleSchedule);
        var story = TraceStory.Of(trace, DiagramColumns.Of(trace), NoStaleRead);
        var entry = story.Entry!;
        Assert.Equal(("tlb[CPU0]", "page0", "cache"), (entry.Name, entry.Value.Display, entry.Source));
        Assert.Equal((1, 3, 4, 5), (entry.FilledAt, entry.OutdatedAt, entry.OverwrittenAt, entry.UsedAt));
        Assert.Empty(entry.Deferrals);
        Assert.Equal(
            [
                "The entry tlb[CPU0] for page0 was filled at step 1 (fill the TLB, CPU0).",
                "At step 3 (replace it in the page cache, CPU1) cache ceased to say page0: from then on the entry was to be "
                + "flushed.",
                "What is read through it was overtaken at step 4 (content[cache] = 1, CPU1).",
            ],
            story.EntrySentences);
    }

    [Fact]
    public void Names_the_values_for_which_an_invariant_fails()
    {
        var trace = StaleReadModel.Replay(Model, 1, 2, 3, 4);
        var story = TraceStory.Of(trace, DiagramColumns.Of(trace), OldPage);
        Assert.Equal(
            [
                "After step 4, old_page is false for c = CPU0.",
                "tlb[CPU0] = page0, set at step 1 (fill the TLB, CPU0).",
                "content[page0] = 0, unchanged since the start.",
                "cache = page1, set at step 3 (replace it in the page cache, CPU1).",
                "content[page1] = 1, set at step 4 (content[cache] = 1, CPU1).",
            ],
            story.Sentences);
    }

    [Fact]
    public void Says_nothing_where_the_property_was_not_violated()
    {
        var trace = StaleReadModel.Replay(Model, 1, 0);
        Assert.Empty(TraceStory.Of(trace, DiagramColumns.Of(trace), NoStaleRead).Sentences);
    }
}
