using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json;
using Explorer.Core.Properties;
using Explorer.Core.Verdicts;
using Explorer.Machines;
using Explorer.Reporting.Json;
using Explorer.Reporting.Summaries;
using Explorer.Reporting.Traces;
using Xunit;

namespace Explorer.Reporting.Tests;

public class CheckReportTests
{
    private static readonly MachineModel Model = StaleReadModel.Build();
    private static readonly SummaryOptions Plain = new(IsVerbose: false, AllTraces: false, IsWriting: false);

    [Fact]
    public void Says_in_one_sentence_what_holds()
    {
        var report = Report(Completeness.Exhausted, VerdictKind.Holds, VerdictKind.Holds) with { Parameters = [("PAGES", "2")] };
        var expected = """
            stale.model
              holds  no_stale_read, old_page in all 1,204 states, for PAGES = 2 (Cpu 2,
                     Page 2), without reductions; never fired: writer: content[cache] =
                     1.

              1,204 states, 3,377 transitions, depth 21, 0.04 s, 1 worker, exact store,
              reductions: none.
            """;
        Assert.Equal(expected, string.Join('\n', CheckSummary.Lines(report, Plain)));
    }

    [Fact]
    public void Shows_the_shortest_counterexample_and_lists_the_other_violations()
    {
        var lines = CheckSummary.Lines(Violated(), Plain);
        Assert.Equal("  violated  no_stale_read", lines[1]);
        Assert.Contains("  Also violated: old_page (9 steps). --all-traces shows them.", lines);
        Assert.Contains("  No trace is shorter than 5 steps; none of 5 steps has fewer context", lines);
        Assert.EndsWith("writes the trace.", string.Join(' ', lines));
    }

    [Fact]
    public void Names_the_bound_that_ended_an_inconclusive_search()
    {
        var report = Report(Completeness.BoundReached, VerdictKind.Inconclusive, VerdictKind.Holds);
        Assert.StartsWith("  inconclusive  stopped by the bound of 10 steps", CheckSummary.Lines(report, Plain)[1]);
        Assert.Equal("the bound of 10 steps", report.Reason);
    }

    [Fact]
    public void Writes_the_keys_of_the_contract()
    {
        using var json = JsonOf(Violated());
        var check = json.RootElement[0];
        string[] keys =
        [
            "model", "verdict", "reason", "property", "states", "transitions", "depth", "seconds", "peakBytes",
            "bytesPerState", "workers", "reductions", "store", "omissionProbability", "params", "switches", "properties",
            "counterexample",
        ];
        Assert.All(keys, key => Assert.True(check.TryGetProperty(key, out _), key));
        Assert.Equal("violated", check.GetProperty("verdict").GetString());
        Assert.Equal("no_stale_read", check.GetProperty("property").GetString());
        var counterexample = check.GetProperty("counterexample");
        Assert.Equal(5, counterexample.GetProperty("steps").GetInt32());
        Assert.Equal(4, counterexample.GetProperty("contextSwitches").GetInt32());
        Assert.Equal("established", counterexample.GetProperty("minimal").GetString());
        Assert.Equal(JsonValueKind.Null, counterexample.GetProperty("file").ValueKind);
    }

    [Fact]
    public void Writes_null_where_there_is_no_counterexample()
    {
        using var json = JsonOf(Report(Completeness.Exhausted, VerdictKind.Holds, VerdictKind.Holds));
        Assert.Equal(JsonValueKind.Null, json.RootElement[0].GetProperty("counterexample").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.RootElement[0].GetProperty("reason").ValueKind);
    }

    [Fact]
    public void Calls_a_reachable_that_is_not_reached_violated_without_a_counterexample()
    {
        var report = Report(Completeness.Exhausted, VerdictKind.Holds, VerdictKind.Violated);
        var reachable = report.Result.Properties[1].Property with { Kind = PropertyKind.Reachable };
        report = report with
        {
            Result = report.Result with
            {
                Properties = report.Result.Properties.SetItem(1, new(reachable, VerdictKind.Violated, null, null)),
            },
        };
        Assert.Equal(VerdictKind.Violated, report.Verdict);
        Assert.Contains("old_page: reached in none of the 1,204 states", CheckSummary.Lines(report, Plain)[1]);
    }

    private static CheckReport Violated()
    {
        var report = Report(Completeness.StoppedAtViolation, VerdictKind.Violated, VerdictKind.Violated);
        var trace = StaleReadModel.Replay(Model, StaleReadModel.StaleSchedule);
        return report with { Counterexamples = [new(0, trace, new Minimum(Minimality.First, 4, 6))] };
    }

    private static CheckReport Report(Completeness completeness, params VerdictKind[] verdicts)
    {
        var properties = verdicts.Select((verdict, i) => new PropertyResult(
            Model.Properties[i], verdict, verdict == VerdictKind.Violated ? 5 + (4 * i) : null, null));
        var firings = Model.Actions.Select(a => a.Id == 4 ? 0L : 7L).ToImmutableArray();
        var statistics = new SearchStatistics(1204, 3377, 21, 0, 0, firings);
        var reason = completeness == Completeness.BoundReached ? "the bound of 10 steps" : null;
        return new CheckReport(
            "stale.model", Model, new SearchResult(completeness, reason, statistics, [.. properties]), [], [], [],
            new RunCost(0.04, 50_000_000, 1, [], "exact"));
    }

    private static JsonDocument JsonOf(CheckReport report)
    {
        using var stream = new MemoryStream();
        CheckJson.Write([report], stream);
        return JsonDocument.Parse(stream.ToArray());
    }
}
