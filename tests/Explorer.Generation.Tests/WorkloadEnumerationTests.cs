using System.Linq;
using Explorer.Compilation;
using Explorer.Core.Verdicts;
using Explorer.Search;
using Xunit;

namespace Explorer.Generation.Tests;

public class WorkloadEnumerationTests
{
    public static TheoryData<string, string> Models => SmallModels.All;

    /// <summary>One of each class: the classes are disjoint, and together they are all workloads.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void The_classes_are_those_of_all_workloads(string name, string text)
    {
        var space = SmallModels.Load(text).Space;
        var enumerated = WorkloadEnumeration.All(space, space.LargestSize).ToList();
        var everything = SmallModels.Everything(space).Where(w => w.Size > 0).ToList();
        Assert.Distinct(enumerated);
        Assert.All(enumerated, w => Assert.True(space.Contains(w), name));
        Assert.Equal(everything.Select(space.Symmetry.Representative).ToHashSet(), enumerated.ToHashSet());
        Assert.Equal(everything.Count, enumerated.Sum(space.Symmetry.ClassSize));
    }

    [Fact]
    public void The_number_of_classes_is_known()
    {
        // Calls: add, await_add (once), look. Programs: 1 empty, 3 of one call, 9 - 1 = 8 of two. Pairs of programs: 144, less
        // those with await_add in both. It is in 1 program of one call and 4 of two: 25 pairs. 119 are left. Exchanging the two
        // CPUs keeps those whose programs are equal, which have no await_add: 12 - 5 = 7. (119 + 7) / 2 = 63, less the empty one.
        var space = SmallModels.Load(SmallModels.Counter).Space;
        Assert.Equal(119, SmallModels.Everything(space).Count());
        Assert.Equal(62, WorkloadEnumeration.All(space, 4).Count());
        // One call: 3. Two: those of one program, 8, and unordered pairs of programs of one, 3 * 4 / 2 = 6 less await_add twice.
        Assert.Equal(3 + 8 + 5, WorkloadEnumeration.All(space, 2).Count());
    }

    [Fact]
    public void Smaller_ones_come_first()
    {
        var space = SmallModels.Load(SmallModels.Words).Space;
        var sizes = WorkloadEnumeration.All(space, 3).Select(w => w.Size).ToList();
        Assert.Equal(sizes.Order(), sizes);
        Assert.Equal(3, sizes[^1]);
    }

    /// <summary>`check` explores all workloads together: each is an initial state, the empty one too.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void A_search_of_the_model_begins_with_every_workload(string name, string text)
    {
        var model = SmallModels.Load(text);
        var system = ModelCompiler.Compile(model.Loaded.Build());
        Assert.True(SmallModels.Everything(model.Space).Count() == system.InitialStateCount, name);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_search_of_the_model_finds_what_the_workloads_have(string name, string text)
    {
        var model = SmallModels.Load(text);
        var together = BreadthFirstSearch.Run(
            ModelCompiler.Compile(model.Loaded.Build()), new SearchOptions { Schedules = false, StopWhen = StopWhen.Never });
        var apart = WorkloadEnumeration.All(model.Space, model.Space.LargestSize)
            .SelectMany(w => model.Machines.Properties.Select(p => (
                p.Name, WorkloadExplorer.Explore(model, w, p.Name, new WorkloadBudget(), TestContext.Current.CancellationToken).Steps)))
            .GroupBy(f => f.Name).ToDictionary(g => g.Key, g => g.Min(f => f.Steps));
        Assert.All(together.Properties, p =>
        {
            Assert.True(p.Verdict == (apart[p.Property.Name] is null ? VerdictKind.Holds : VerdictKind.Violated), name);
            Assert.Equal(apart[p.Property.Name], p.Steps);
        });
        Assert.Contains(together.Properties, p => p.Verdict == VerdictKind.Violated);
    }
}
