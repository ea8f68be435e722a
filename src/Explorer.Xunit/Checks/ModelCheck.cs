using System;
using System.Collections.Immutable;
using Explorer.Checking;
using Explorer.Core.Verdicts;
using Explorer.Language;
using Explorer.Reporting.Summaries;

namespace Explorer.Xunit;

/// <summary>
/// A model with all that says how it is to be checked. Immutable: every method returns another one.
///
/// The search is exhaustive: all interleavings, breadth first, modulo renaming of identities, and with partial-order
/// reduction by syntax where the model is large. Every counterexample was replayed on the interpreter. A failure is a
/// <see cref="ModelCheckException"/>; the trace file is then in <see cref="CounterexampleFolder"/>.
/// </summary>
public sealed record ModelCheck
{
    private readonly ModelFile? _file;

    internal ModelCheck(string path) => Path = path;

    internal ModelCheck(ModelFile file) => (_file, Path) = (file, file.Path);

    /// <summary>The model as it was named.</summary>
    public string Path { get; }

    public ModelSettings Settings { get; init; } = ModelSettings.None;

    /// <summary>The properties to be checked; null: all, the built-in ones included.</summary>
    public ImmutableArray<string>? Properties { get; init; }

    /// <summary>What a search may use. By default it has no bound but on memory, of which all processors have the same share.
    /// </summary>
    public ExplorationBounds Bounds { get; init; } = TestRun.DefaultBounds;

    /// <summary>How it is searched. By default with one thread, as test runners run several tests at a time. Workloads are
    /// always searched breadth first by one thread and without partial-order reduction.</summary>
    public SearchChoices Choices { get; init; } = new() { Workers = 1, PartialOrder = PartialOrderUse.WhenLarge };

    /// <summary>Folder in which `use` looks next; null: only beside the model.</summary>
    public string? LibraryFolder { get; init; }

    /// <summary>Where counterexamples are written; null: the folder `counterexamples` in that of the test results, see
    /// docs/testing.md.</summary>
    public string? CounterexampleFolder { get; init; }

    /// <summary>The workload; null: whatever the model itself does.</summary>
    internal Workload? Workload { get; init; }

    /// <summary>Sets a parameter or a switch, e.g. `With("PAGES", "3")`, `With("free_first", "on")`.</summary>
    public ModelCheck With(string name, string value) =>
        this with { Settings = Settings with { Values = Settings.Values.Add((name, value)) } };

    /// <summary>Adds settings to those in force.</summary>
    public ModelCheck With(ModelSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return this with { Settings = Settings.Then(settings) };
    }

    /// <summary>Uses a named setting of the model.</summary>
    public ModelCheck Config(string name) => this with { Settings = Settings with { Configs = Settings.Configs.Add(name) } };

    /// <summary>Checks this property only; may be repeated. The model is then built without what others need.</summary>
    public ModelCheck Property(string name) => this with { Properties = (Properties ?? []).Add(name) };

    /// <summary>Stops the search after so long; it is inconclusive then.</summary>
    public ModelCheck Within(TimeSpan time) => this with { Bounds = Bounds with { Time = time } };

    /// <summary>Stops the search after so many states; it is inconclusive then.</summary>
    public ModelCheck WithinStates(long states) => this with { Bounds = Bounds with { MaxStates = states } };

    /// <summary>Sets the folder in which `use` looks after the model's own.</summary>
    public ModelCheck Library(string folder) => this with { LibraryFolder = folder };

    /// <summary>Sets the folder for counterexamples.</summary>
    public ModelCheck CounterexamplesIn(string folder) => this with { CounterexampleFolder = folder };

    /// <summary>Searches, and says what was found without judging it; writes nothing.</summary>
    /// <exception cref="ModelCheckException">The model or the settings are wrong.</exception>
    public CheckResult Explore() => Workload is null ? ModelExploration.Of(this) : WorkloadExploration.Of(this, Workload);

    /// <summary>Demands that all properties asked for hold in all states. What was cut short does not hold.</summary>
    /// <returns>True, so that it can be all of a property of FsCheck.</returns>
    /// <exception cref="ModelCheckException">A property is violated, or the search was cut short, or the model is wrong.
    /// </exception>
    public bool Holds()
    {
        var result = Explore();
        return result.Holds ? true : throw Failures.Of(result, $"{result.Name} does not hold: {result.Found}.");
    }

    /// <summary>Demands that a property is violated.</summary>
    /// <param name="property">The only one that is checked.</param>
    /// <param name="inSteps">Steps of the shortest counterexample; null: any.</param>
    /// <returns>The counterexample; null if a `reachable` property is never reached, of which there is none.</returns>
    /// <exception cref="ModelCheckException">It holds, or was not decided, or takes another number of steps, or the model is
    /// wrong.</exception>
    public Counterexample? IsViolated(string property, int? inSteps = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(property);
        var result = (this with { Properties = [property] }).Explore();
        var demanded = inSteps is { } steps ? $"{property} in {Words.Of(steps, "step")}" : property;
        return result.Verdict == VerdictKind.Violated && (inSteps is null || inSteps == result.Steps)
            ? result.Counterexample
            : throw Failures.Of(result, $"{result.Name} does not violate {demanded}: {result.Found}.");
    }

    /// <summary>The model's file, read.</summary>
    internal ModelFile File() => _file ?? ModelFile.Load(ResolvedPath, LibraryFolder);

    /// <summary>Where the model is.</summary>
    internal string ResolvedPath => _file?.Path ?? TestFolders.Find(Path);
}
