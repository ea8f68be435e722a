using System.CommandLine;
using System.Globalization;
using System.Linq;
using Explorer.Cli.Verbs;

namespace Explorer.Cli.CommandLine;

/// <summary>The words of `generate`.</summary>
internal static class GenerateCommand
{
    private const int UsualTests = 100;

    public static void AddTo(RootCommand root, Surroundings surroundings)
    {
        var command = new Command(
            "generate", "Draw workloads, or go through all of them, explore each, and shrink those that fail.");
        var model = PathArguments.One(command, "MODEL", "A model with a workload.");
        var all = new Option<bool>("--all") { Description = "Every workload up to the size, one of each class under renaming." };
        var tests = ExplorationOptions.Checked("--tests", "N", $"Workloads to draw. ({UsualTests})", t => OptionValues.Count(t) is <= int.MaxValue);
        var seed = ExplorationOptions.Checked("--seed", "N", "Of the draws; a fresh one is made, and printed, without it.", t => Seed(t) is not null);
        var size = ExplorationOptions.Checked(
            "--size", "K", "Calls in a workload: K if drawn, up to K with --all. (as many as the model allows)", t => OptionValues.Count(t) is <= int.MaxValue);
        var compare = new Option<string[]>("--compare")
        {
            HelpName = "A B",
            Description = "Look for workloads that one of two named settings gets wrong and the other right.",
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
        };
        var discard = new Option<bool>("--explore-all") { Description = "Explore also those that cannot violate anything." };
        foreach (Option option in (Option[])[all, tests, seed, size, compare, discard])
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            foreach (Option option in (Option[])[tests, seed])
            {
                if (result.GetValue(all) && result.GetResult(option) is not null)
                {
                    result.AddError($"{option.Name} is about draws: with --all there are none.");
                }
            }
        });

        var exploration = new ExplorationOptions();
        exploration.AddSettingsTo(command);
        exploration.AddWorkloadBoundsTo(command);
        var output = new OutputOptions();
        foreach (Option option in (Option[])[output.Counterexamples, output.Json, output.Verbose, output.Quiet])
        {
            command.Add(option);
        }

        command.SetAction(parsed => (int)new GenerateVerb(
            new GenerateRequest(
                parsed.GetRequiredValue(model),
                exploration.ReadModel(parsed),
                exploration.ReadBounds(parsed),
                exploration.ReadChoices(parsed) with { SolverBudget = exploration.ReadWorkloadSolverBudget(parsed) })
            {
                IsExhaustive = parsed.GetValue(all),
                Tests = (int?)Count(parsed.GetValue(tests)) ?? UsualTests,
                Seed = parsed.GetValue(seed) is { } text ? Seed(text) : null,
                Size = (int?)Count(parsed.GetValue(size)),
                Compared = parsed.GetValue(compare) is [var first, var second] ? (first, second) : null,
                TotalTime = exploration.ReadTotalTime(parsed),
                ExploresAll = parsed.GetValue(discard),
                CounterexampleFolder = parsed.GetValue(output.Counterexamples),
                Json = parsed.GetValue(output.Json),
                IsVerbose = parsed.GetValue(output.Verbose),
                IsQuiet = parsed.GetValue(output.Quiet),
                Words = string.Join(' ', parsed.Tokens.Select(t => t.Value)),
            },
            surroundings).Run());
        root.Add(command);
    }

    private static long? Count(string? text) => text is null ? null : OptionValues.Count(text);

    private static ulong? Seed(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null;
}
