using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Explorer.Checking;
using Explorer.Core.Diagnostics;
using Explorer.Language;
using Explorer.Reporting.Expectations;
using Xunit.Sdk;

namespace Explorer.Xunit;

/// <summary>One `expect` line of a model. Only its place is kept, so that runners can pass it on as text.</summary>
public sealed class ModelExpectation : IXunitSerializable
{
    /// <summary>For deserialization.</summary>
    [Obsolete("For xunit, which fills it in.")]
    public ModelExpectation()
    {
    }

    internal ModelExpectation(string model, string fullPath, string? library, double seconds, int line, string text) =>
        (Model, FullPath, Library, Seconds, Line, Text) = (model, fullPath, library, seconds, line, text);

    /// <summary>The model as the pattern found it, with slashes, relative to the folder that the pattern is relative to.</summary>
    public string Model { get; private set; } = "";

    public string FullPath { get; private set; } = "";

    /// <summary>From 1; 0 for a model that cannot be read, all of whose lines this then stands for.</summary>
    public int Line { get; private set; }

    /// <summary>The line as written, from `expect` to before the semicolon.</summary>
    public string Text { get; private set; } = "";

    /// <summary>`models/a.model:17 expect violated x in 9 steps`.</summary>
    public string Name => Line == 0 ? $"{Model} (cannot be read)" : $"{Model}:{Line} {OneLine(Text)}";

    private string? Library { get; set; }

    private double Seconds { get; set; }

    /// <summary>Explores the model as `explorer test` does, and demands that the line is met.</summary>
    /// <exception cref="ModelCheckException">It is not, or the search was cut short, or the model is wrong.</exception>
    public void Judge()
    {
        var file = ModelFile.Load(FullPath, Library);
        var expectation = file.Expectations.FirstOrDefault(e => e.Text == Text && e.Span.Source.Position(e.Span.Start).Line == Line);
        if (expectation is null || file.SyntaxDiagnostics.Any(d => d.IsError))
        {
            throw file.SyntaxDiagnostics.Any(d => d.IsError)
                ? Failures.WrongModel(Model, file.SyntaxDiagnostics)
                : new ModelCheckException($"{Name}: the line is not in the model any more.");
        }

        var bounds = TestRun.DefaultBounds with { Time = Seconds > 0 ? TimeSpan.FromSeconds(Seconds) : null };
        var explored = Explore(file, expectation, bounds, out var diagnostics) ?? throw Failures.WrongModel(Model, diagnostics);
        var (status, found) = ExpectationJudge.Judge(expectation, explored.Result);
        if (status != ExpectationStatus.Met)
        {
            var check = new ModelCheck(Model) { Settings = expectation.Settings, Bounds = bounds, LibraryFolder = Library };
            var result = ModelExploration.ResultOf(check, explored);
            // A trace has nothing to do with a number of states.
            throw Failures.Of(
                ExpectationExplorer.IsCount(expectation) ? result with { Counterexample = null } : result, $"{Name}: {found}.");
        }
    }

    public override string ToString() => Name;

    public void Serialize(IXunitSerializationInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        info.AddValue(nameof(Model), Model, typeof(string));
        info.AddValue(nameof(FullPath), FullPath, typeof(string));
        info.AddValue(nameof(Library), Library, typeof(string));
        info.AddValue(nameof(Seconds), Seconds.ToString("R", CultureInfo.InvariantCulture), typeof(string));
        info.AddValue(nameof(Line), Line, typeof(int));
        info.AddValue(nameof(Text), Text, typeof(string));
    }

    public void Deserialize(IXunitSerializationInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Model = (string)info.GetValue(nameof(Model))!;
        FullPath = (string)info.GetValue(nameof(FullPath))!;
        Library = (string?)info.GetValue(nameof(Library));
        Seconds = double.Parse((string)info.GetValue(nameof(Seconds))!, CultureInfo.InvariantCulture);
        Line = (int)info.GetValue(nameof(Line))!;
        Text = (string)info.GetValue(nameof(Text))!;
    }

    // As `explorer test` does, but of all shortest counterexamples the best is shown.
    private static ExploredModel? Explore(
        ModelFile file, Expectation expectation, ExplorationBounds bounds, out ImmutableArray<Diagnostic> diagnostics)
    {
        var explorer = new ExpectationExplorer(bounds, new SearchChoices { Workers = 1 }, TestRun.Cancellation) { ComparesSchedules = true };
        return explorer.Explore(file, expectation, ExpectationExplorer.IsCount(expectation), out diagnostics);
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
