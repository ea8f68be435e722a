using System.IO;
using System.Linq;
using Explorer.Compilation;
using Explorer.Core.Properties;
using Explorer.Core.Verdicts;
using Explorer.Language;
using Explorer.Search;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Explorer.Generation.Tests;

/// <summary>A workload that is an initial state of the one compiled system, and the same one written out as a model of its own
/// and compiled by itself, say the same of every property. Where no variable becomes local because only one thread is left
/// that names it, they also have the same steps, states and transitions; else the model has no more of them.</summary>
public class WrittenModelTests
{
    private const ulong Seed = 20_261_127;

    public static TheoryData<string, string> Models => SmallModels.All;

    [Theory]
    [MemberData(nameof(Models))]
    public void Small_workloads_agree_with_their_models(string name, string text)
    {
        var folder = Directory.CreateTempSubdirectory("explorer-workloads-");
        var file = Path.Combine(folder.FullName, "small.model");
        File.WriteAllText(file, text);
        var model = SmallModels.Load(ModelFile.Load(file), ModelSettings.None);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(Seed, 1),
            Prop.ForAll(WorkloadGenerator.Arbitrary(model.Space), w => AssertAgreement(model, w, name)));
        folder.Delete(true);
    }

    [Theory]
    [InlineData("models/generate/page-reuse.model", "local", 12)]
    [InlineData("models/luf/workload.model", "bare", 6)]
    public void Workloads_of_models_agree_with_theirs(string path, string config, int tests)
    {
        var model = SmallModels.Load(SmallModels.Read(path), new ModelSettings([config], []));
        foreach (var workload in WorkloadGenerator.Draw(model.Space, 3, tests, Seed))
        {
            AssertAgreement(model, workload, path);
        }
    }

    [Fact]
    public void A_workload_is_written_as_one_would_write_it()
    {
        var model = SmallModels.Load(SmallModels.Words);
        var workload = new Workload([[new(1, [2]), new(0, [1])], [new(2, [0])]]);
        Assert.Equal(
            """
            use "small.model";

            name Cpu { cpu0, cpu1 }
            name Page { page1, page2 }

            thread workload for c: Cpu on c {
                if (c == cpu0) {
                    write_shared(page2);
                    write_own(1);
                }
                if (c == cpu1) {
                    read_shared(zero);
                }
            }

            """,
            new WorkloadText(model, workload).Declarations("small.model"));
    }

    [Fact]
    public void Values_of_all_kinds_and_headings_are_written()
    {
        var model = SmallModels.Load(SmallModels.Numbers);
        var workload = new Workload([[new(1, [])], [new(0, [2, 0])]]);
        Assert.Equal(
            [("0", "\"look\" check_place(n);"), ("1", "put(at_place(where_to: 1), none);")],
            new WorkloadText(model, workload).Lines());
    }

    private static void AssertAgreement(GenerationModel model, Workload workload, string name)
    {
        var source = model.Loaded.File.Path;
        var text = new WorkloadText(model, workload).Declarations(Path.GetFileName(source));
        var loaded = ModelFile.FromText(text, Path.Combine(Path.GetDirectoryName(source)!, "written.model")).Bind(model.Settings);
        Assert.Empty(loaded.Diagnostics.Select(d => d.Message + text));
        var options = new SearchOptions { StopWhen = StopWhen.Never, Schedules = false };
        var written = BreadthFirstSearch.Run(ModelCompiler.Compile(loaded.Build()), options);
        var together = BreadthFirstSearch.Run(model.SystemOf(workload), options);
        Assert.Equal(Completeness.Exhausted, written.Completeness);
        var isSame = name == nameof(SmallModels.Counter);
        Assert.True(written.Statistics.States <= together.Statistics.States, $"{name}: {written.Statistics.States} states:\n{text}");
        Assert.True(!isSame || written.Statistics.States == together.Statistics.States, $"{name}: {written.Statistics.States} states:\n{text}");
        Assert.True(!isSame || written.Statistics.Transitions == together.Statistics.Transitions, text);
        foreach (var (mine, theirs) in written.Properties.OrderBy(p => p.Property.Name).Zip(together.Properties.OrderBy(p => p.Property.Name)))
        {
            Assert.Equal(mine.Property.Name, theirs.Property.Name);
            Assert.True(mine.Verdict == theirs.Verdict, $"{mine.Property.Name}: {mine.Verdict}, not {theirs.Verdict}:\n{text}");
            Assert.True(isSame ? mine.Steps == theirs.Steps : !(mine.Steps > theirs.Steps), $"{mine.Property.Name}: {mine.Steps}, not {theirs.Steps} steps:\n{text}");
        }

        var judged = WorkloadExplorer.Explore(model, workload, new WorkloadBudget(), TestContext.Current.CancellationToken);
        Assert.Equal(
            written.Properties.Any(p => p.Property.Kind != PropertyKind.Reachable && p.Verdict == VerdictKind.Violated),
            judged.Kind == VerdictKind.Violated);
    }
}
