using System;
using System.CommandLine;
using Explorer.Cli.Verbs;

namespace Explorer.Cli.CommandLine;

/// <summary>The words of `prove`.</summary>
internal static class ProveCommand
{
    private const int MostSteps = 20;

    private static readonly TimeSpan DefaultTime = TimeSpan.FromMinutes(2);

    public static void AddTo(RootCommand root, Surroundings surroundings)
    {
        var command = new Command("prove", "Argue by induction, with a solver, that properties hold without exploring all states.");
        var models = PathArguments.Several(command, "MODEL", "Model files.");
        var exploration = new ExplorationOptions();
        exploration.AddSettingsTo(command);
        var steps = ExplorationOptions.Checked("--k", $"1..{MostSteps}", "The longest induction. (2)", IsSteps);
        var timeout = ExplorationOptions.Checked("--timeout", "2m", "Give up on a model after this long: 90s, 2m. (2m)", text => OptionValues.Duration(text) is not null);
        var output = new OutputOptions();
        foreach (Option option in (Option[])[steps, timeout, output.Json, output.Verbose, output.Quiet])
        {
            command.Add(option);
        }

        command.SetAction(parsed => (int)new ProveVerb(
            new ProveRequest(
                [.. parsed.GetRequiredValue(models)],
                exploration.ReadModel(parsed),
                parsed.GetValue(steps) is { } k ? (int)OptionValues.Count(k)!.Value : 2,
                parsed.GetValue(timeout) is { } time ? OptionValues.Duration(time)!.Value : DefaultTime,
                parsed.GetValue(output.Json))
            {
                IsVerbose = parsed.GetValue(output.Verbose),
                IsQuiet = parsed.GetValue(output.Quiet),
            },
            surroundings).Run());
        root.Add(command);
    }

    private static bool IsSteps(string text) => OptionValues.Count(text) is <= MostSteps;
}
