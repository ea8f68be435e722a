using System;
using System.Collections.Immutable;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Explorer.Core.Properties;
using Explorer.Core.Verdicts;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;
using Explorer.Reporting.Formats;
using Explorer.Reporting.Story;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Reporting.Tests;

public partial class HtmlFormatTests
{
    private static readonly MachineModel Model = StaleReadModel.Build();

    private static readonly TraceExport Example = HtmlPage.Export(StaleReadModel.Replay(Model, StaleReadModel.StaleSchedule));

    [Fact]
    public void Writes_equal_pages_for_equal_counterexamples() =>
        Assert.Equal(HtmlPage.Of(Example).Text, HtmlPage.Of(HtmlPage.Export(Example.Trace)).Text);

    [Fact]
    public void Ends_with_one_line_break() => Assert.Matches("</html>\n\\z", HtmlPage.Of(Example).Text);

    [Fact]
    public void Is_found_by_its_name() => Assert.Equal(".html", TraceFormats.Find("html")!.Extension);

    [Fact]
    public void Allows_its_own_script_and_style_and_nothing_else()
    {
        var page = HtmlPage.Of(Example).Text;
        Assert.Contains($"style-src '{Digest(Between(page, "<style>", "</style>"))}'", page);
        Assert.Contains($"script-src '{Digest(Between(page, "<script>", "</script>"))}'", page);
        Assert.Contains("default-src 'none'", page);
        Assert.DoesNotMatch("""(src|href|action)\s*=\s*["']?(https?:|//)|url\(|@import|style=""", page);
    }

    [Fact]
    public void Shows_every_step_in_the_column_of_its_cpu()
    {
        var page = HtmlPage.Of(Example).Text;
        var columns = Rows().Matches(page).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(["CPU0", "CPU1", "CPU1", "CPU1", "CPU0"], columns);
        Assert.Contains("<span class=\"part\">content[page1]</span> <del>0</del> → <ins>1</ins>", page);
        Assert.Single(Regex.Matches(page, "<div class=\"violation\" data-violation>violates no_stale_read, old_page</div>"));
    }

    [Fact]
    public void Shows_settings_schedule_and_how_to_replay()
    {
        var page = HtmlPage.Of(Example with { File = "a/b.trace.json" }).Text;
        Assert.Contains("<li><code>v11</code></li><li><code>PAGES = 2</code></li>", page);
        Assert.Contains("v1:01234567:0/1.0/2.0/3.0/4.0/0.0", page);
        Assert.Contains("explorer replay a/b.trace.json", page);
        Assert.Contains("No trace is shorter.", page);
    }

    [Fact]
    public void Follows_the_entry_of_the_story()
    {
        var entry = new StaleEntry(
            "tlb[CPU0]", 2, new IdentityValue(Model.IdentityTypes[1], 0), 1, "cache", 3, 4, 5,
            [new Deferral("content[page1]", new IntValue(1), 4, ["flush in migrate"])]);
        var page = HtmlPage.Of(Example with { Story = Example.Story with { Entry = entry } });
        string[] phases = ["filled", "filled", "outdated", "stale", "used"];
        Assert.Equal(phases, page.Data.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("phase").GetString()));
        Assert.Equal(["", .. phases], Phases().Matches(page.Text).Select(m => m.Groups[2].Value));
        Assert.Contains("To act on it was left to flush in migrate, which had not happened by <a href=\"#step=5\">step 5</a>.", page.Text);
        Assert.Equal(
            [(1, "filled"), (3, "outdated"), (4, "deferred"), (4, "overwritten"), (5, "used")],
            page.Data.GetProperty("entry").GetProperty("marks").EnumerateArray().Select(m => (m[0].GetInt32(), m[1].GetString()!)));
    }

    [Fact]
    public void Shows_a_violation_at_the_start()
    {
        var trace = StaleReadModel.Replay(Model) with { FinalViolations = [1] };
        var page = HtmlPage.Of(HtmlPage.Export(trace, 1));
        Assert.Contains("violates old_page", page.Text);
        Assert.Equal(0, page.Data.GetProperty("steps").GetArrayLength());
    }

    [Fact]
    public void Shows_a_fault_of_the_initial_step()
    {
        var fault = new Fault(FaultKind.Range, "2 is not in 0..1", StaleReadModel.SpanOf("load();"));
        var trace = StaleReadModel.Replay(Model) with { InitialState = null, InitialFault = fault };
        var page = HtmlPage.Of(HtmlPage.Export(trace));
        Assert.Contains("fault: 2 is not in 0..1", page.Text);
        Assert.False(page.Data.GetProperty("variables")[0].TryGetProperty("start", out _));
    }

    [Property(MaxTest = 300)]
    public void Lets_no_name_out_of_its_place(string? any)
    {
        var name = "</script><script>alert(1)</script>{{data}}<!--\"'&" + any;
        var page = HtmlPage.Of(HtmlPage.Export(Named(name)));
        Assert.Equal(Tags().Count(HtmlPage.Of(Example).Text), Tags().Count(page.Text));
        var first = page.Data.GetProperty("steps")[0].GetProperty("name").GetString()!;
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)), first);
        Assert.Contains("alert(1)", WebUtility.HtmlDecode(Between(Between(page.Text, "<table", "</table>"), "<a href=\"#step=1\">", "</a>")));
    }

    [Property(MaxTest = 150)]
    public void Has_the_states_of_the_trace(int seed)
    {
        var trace = Walk(MachineModelGenerator.Generate(seed), seed);
        if (trace is null)
        {
            return;
        }

        var shown = HtmlPage.Of(HtmlPage.Export(trace)).States(trace.Model.Variables.Length);
        var states = trace.Steps.Select(s => s.State).Prepend(trace.InitialState).ToList();
        Assert.Equal(states.Count, shown.Count);
        foreach (var (state, values) in states.Zip(shown).Where(p => p.First is not null))
        {
            Assert.Equal(state!.Variables.Select(v => v.Display), values);
        }
    }

    // Up to eight steps, chosen by the seed; null if there is no initial state.
    private static Trace? Walk(MachineModel model, int seed)
    {
        if (model.Properties.IsEmpty)
        {
            model = model with { Properties = [new PropertyInfo("p", PropertyKind.Deadlock, "", Core.Diagnostics.SourceSpan.None)], Conditions = [null] };
        }

        var interpreter = new Interpreter(model);
        var state = interpreter.InitialOutcomes() is [{ State: { } first }, ..] ? first : null;
        var steps = ImmutableArray.CreateBuilder<ScheduledStep>();
        for (var i = 0; i < 8 && state is not null; i++)
        {
            var successors = interpreter.Successors(state);
            if (successors.Count == 0)
            {
                break;
            }

            var (action, choice, outcome) = successors[(int)((uint)(seed * 31 + i * 7) % successors.Count)];
            steps.Add(new ScheduledStep(action.Id, choice));
            state = outcome.State;
        }

        return steps.Count == 0 ? null : interpreter.Replay(new Schedule(0, steps.ToImmutable()));
    }

    private static Trace Named(string name)
    {
        var model = Model with
        {
            Name = name,
            Actions = [.. Model.Actions.Select(a => a with { Name = name, Headings = a.Headings.IsEmpty ? [] : [name] })],
            Properties = [.. Model.Properties.Select(p => p with { Text = name })],
        };
        return StaleReadModel.Replay(model, StaleReadModel.StaleSchedule);
    }

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static string Digest(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("<tr id=\"step=[1-9][^\n]*data-column=\"([^\"]*)\"")]
    private static partial Regex Rows();

    [GeneratedRegex("<tr id=\"step=\\d+\"[^>]*?(data-phase=\"([^\"]*)\")?( data-stale=\"used\")?>")]
    private static partial Regex Phases();

    // What a browser would take for a tag or a comment, but for links and code, which depend on the text.
    [GeneratedRegex("<(?!/?(a|code)\\b)[a-zA-Z/!]")]
    private static partial Regex Tags();
}
