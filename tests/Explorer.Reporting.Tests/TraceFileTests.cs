using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Explorer.Core.Verdicts;
using Explorer.Reporting.Traces;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Reporting.Tests;

public class TraceFileTests
{
    private static readonly TraceDocument Example = ExampleOf(StaleReadModel.StaleSchedule);

    [Fact]
    public void Reads_what_it_writes()
    {
        var read = TraceReader.Read("a.json", Written(Example), out var diagnostics);
        Assert.Empty(diagnostics);
        Assert.NotNull(read);
        Assert.Equal(Written(Example), Written(read));
    }

    [Fact]
    public void Keeps_texts_of_any_kind()
    {
        var strange = Example with { Property = "a\"\\\n\u0001ü💥", Selection = ["x", ""], Settings = new(["v11"], [("A", "{1}")]) };
        Assert.Equal(Written(strange), Written(TraceReader.Read("a.json", Written(strange), out _)!));
    }

    [Fact]
    public void Says_what_is_missing()
    {
        var text = Written(Example).Replace("\"schedule\"", "\"shedule\"").Replace("\"property\"", "\"propperty\"");
        Assert.Null(TraceReader.Read("a.json", text, out var diagnostics));
        Assert.Equal(["property", "schedule"], diagnostics.Select(d => d.Message.Split('\'')[1]).Order());
    }

    [Fact]
    public void Says_where_it_stops_being_json()
    {
        Assert.Null(TraceReader.Read("a.json", "{\n  \"format\": oops }", out var diagnostics));
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(2, diagnostic.Span.Source.Position(diagnostic.Span.Start).Line);
    }

    [Property(MaxTest = 500)]
    public bool Reads_any_text_or_says_what_is_wrong(string? text) => IsReadOrDiagnosed(text ?? "");

    [Property(MaxTest = 1000)]
    public bool Reads_a_damaged_file_or_says_what_is_wrong(int place, byte length, string? instead)
    {
        var text = Written(Example);
        var start = (int)((uint)place % text.Length);
        var end = System.Math.Min(start + length % 40, text.Length);
        return IsReadOrDiagnosed(text[..start] + instead + text[end..]);
    }

    private static bool IsReadOrDiagnosed(string text)
    {
        var document = TraceReader.Read("a.json", text, out var diagnostics);
        return document is null == diagnostics.Any(d => d.IsError);
    }

    private static TraceDocument ExampleOf(ImmutableArray<int> actions)
    {
        var trace = StaleReadModel.Replay(StaleReadModel.Build(), actions);
        return new TraceDocument(
            "0.1.0", "../models/stale.model", "0123456789abcdef", new TraceSettings([], [("PAGES", "2")]), "no_stale_read",
            null, trace.Schedule, new Minimum(Minimality.First, 3, 5), TraceRecording.State(trace, trace.InitialState), TraceRecording.Steps(trace));
    }

    private static string Written(TraceDocument document)
    {
        using var stream = new MemoryStream();
        TraceWriter.Write(document, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
