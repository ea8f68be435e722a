using System;
using Explorer.Language;
using Explorer.Machines;
using Explorer.Search;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;
using Assert = Xunit.Assert;

namespace Explorer.Compilation.Tests.Reduction;

/// <summary>Whatever the model: the premises of its reduction are true in every state, and no verdict depends on it.</summary>
public class ReductionSoundnessTests
{
    private const int MostStates = 3_000;

    [Property(MaxTest = 300, Arbitrary = [typeof(MachineModelGenerator)])]
    public void Models_of_every_kind_of_node_are_reduced_soundly(MachineModel model) =>
        new ReducedSearch(model, isSymmetric: false).Check(MostStates);

    [Fact]
    public void Concurrent_models_are_reduced_soundly()
    {
        var (accepted, looked, reduced) = (0, 0, 0);
        for (var seed = 0; seed < 800; seed++)
        {
            if (ConcurrentModels.Of(seed) is not { } model)
            {
                continue;
            }

            accepted++;
            try
            {
                var search = new ReducedSearch(model);
                looked += search.Check(MostStates) ? 1 : 0;
                reduced += Saves(search) ? 1 : 0;
            }
            catch (Exception e)
            {
                throw new Xunit.Sdk.XunitException($"seed {seed}: {e.Message}\n{ConcurrentModels.Text(seed)}");
            }
        }

        // Most are models at all, are looked at, and have something to reduce: else this shows nothing.
        Assert.True(accepted > 400 && looked > 300 && reduced > 150, $"{accepted} accepted, {looked} looked at, {reduced} reduced");
    }

    [Fact]
    public void Schedules_under_reduction_are_the_shortest_of_the_full_system()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            if (ConcurrentModels.Of(seed) is { } model)
            {
                var search = new ReducedSearch(model);
                var size = BreadthFirstSearch.Run(search.System, new SearchOptions { MaxStates = MostStates, Schedules = false });
                if (size.Statistics.States < MostStates)
                {
                    search.CompareSchedules();
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(RepositoryModelsTests.Paths), MemberType = typeof(RepositoryModelsTests))]
    public void Models_of_the_repository_are_reduced_soundly(string path)
    {
        var loaded = ModelFile.Load(path).Bind(ModelSettings.None);
        var search = new ReducedSearch(loaded.Build());
        var size = BreadthFirstSearch.Run(
            search.System, new SearchOptions { MaxStates = 100_000, Schedules = false, StopWhen = StopWhen.Never });
        if (!search.Check(12_000) && size.Statistics.States < 100_000)
        {
            search.CompareSearches();
        }
    }

    private static bool Saves(ReducedSearch search)
    {
        var options = new SearchOptions { StopWhen = StopWhen.Never, Schedules = false, MaxStates = MostStates };
        var (full, reduced) = (
            BreadthFirstSearch.Run(search.System, options),
            BreadthFirstSearch.Run(search.System, options with { PartialOrder = search.Order }));
        return reduced.Statistics.Transitions < full.Statistics.Transitions;
    }
}
