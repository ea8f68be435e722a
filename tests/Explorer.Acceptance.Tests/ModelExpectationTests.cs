using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Checking;
using Explorer.Language;
using Explorer.Reporting.Expectations;
using Xunit;

namespace Explorer.Acceptance.Tests;

/// <summary>Every expectation of every model, as far as it can be judged in a moment. `explorer test models` judges all.</summary>
public class ModelExpectationTests
{
    private static readonly ExplorationBounds Bounds =
        new() { MaxStates = 200_000, Time = TimeSpan.FromSeconds(5), MemoryBytes = 1L << 30 };

    // The LUF models have some dozens of lines each.
    private const int MostLines = 12;

    [Theory]
    [MemberData(nameof(ModelFiles))]
    public void Is_met(string model)
    {
        var result = new ModelTest(Repository.PathOf(model), null, Bounds, new SearchChoices(), TestContext.Current.CancellationToken)
        {
            Sample = MostLines,
        }.Run();
        Assert.Empty(result.Diagnostics.Where(d => d.IsError).Select(d => d.Message));
        var wrong = result.Expectations
            .Where(e => e.Status is ExpectationStatus.NotMet or ExpectationStatus.Invalid && !IsTooLarge(e))
            .Select(e => $"{model}:{e.Line}: {e.Expectation}: {e.Found}");
        Assert.Empty(wrong);
        Assert.SkipWhen(
            result.Expectations.All(e => e.Status != ExpectationStatus.Met), "larger than what this test explores");
    }

    /// <summary>Models with expectations; the libraries have none.</summary>
    public static IEnumerable<TheoryDataRow<string>> ModelFiles()
    {
        var models = Repository.Files("models", "*.model")
            .Where(m => !ModelFile.Load(Repository.PathOf(m)).Expectations.IsEmpty).ToList();
        return models.Count == 0
            ? throw new InvalidOperationException("there are no models")
            : models.Select(m => new TheoryDataRow<string>(m));
    }

    private static bool IsTooLarge(ExpectationReport report) =>
        report.Found.StartsWith("inconclusive: the bound", StringComparison.Ordinal)
        || report.Found.StartsWith("inconclusive: memory", StringComparison.Ordinal);
}
