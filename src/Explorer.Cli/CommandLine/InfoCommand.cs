using System.CommandLine;
using Explorer.Cli.Verbs;

namespace Explorer.Cli.CommandLine;

/// <summary>The words of `info`.</summary>
internal static class InfoCommand
{
    public static void AddTo(RootCommand root, Surroundings surroundings)
    {
        var command = new Command("info", "Show what a model consists of: its state in bits, its machines, what each step touches.");
        var models = PathArguments.Several(command, "MODEL", "Model files.");
        var exploration = new ExplorationOptions();
        exploration.AddSettingsTo(command);
        exploration.AddSolverTo(command);
        var output = new OutputOptions();
        command.Add(output.Json);
        command.SetAction(parsed => (int)new InfoVerb(
            new InfoRequest(
                [.. parsed.GetRequiredValue(models)], exploration.ReadModel(parsed), exploration.ReadSolverBudget(parsed), parsed.GetValue(output.Json)),
            surroundings).Run());
        root.Add(command);
    }
}
