using System;
using System.CommandLine;
using Explorer.Cli.Verbs;

namespace Explorer.Cli.CommandLine;

/// <summary>The words of `test`.</summary>
internal static class TestCommand
{
    public static void AddTo(RootCommand root, Surroundings surroundings)
    {
        var command = new Command("test", "Judge every `expect` of the models; exit code 2 if one is not met.");
        var paths = PathArguments.Several(command, "PATH", "Model files, and folders with models in them.");
        var exploration = new ExplorationOptions();
        exploration.AddLibraryTo(command);
        exploration.AddBoundsTo(command);
        var output = new OutputOptions();
        var junit = new Option<string?>("--junit") { HelpName = "FILE|-", Description = "Write the results as JUnit XML." };
        var matrix = new Option<string?>("--matrix")
        {
            HelpName = "FILE|-",
            Description = "Write the results as a Markdown table: models and settings, by config.",
        };
        var list = new Option<bool>("--list") { Description = "Explore nothing; list the models and what they expect, as Markdown." };
        foreach (Option option in (Option[])[output.Counterexamples, output.Json, output.Sarif, junit, matrix, list, output.Quiet, output.NoColor])
        {
            command.Add(option);
        }

        command.SetAction(parsed => (int)new TestVerb(
            new TestRequest(
                [.. parsed.GetRequiredValue(paths)],
                exploration.ReadLibrary(parsed),
                exploration.ReadBounds(parsed),
                exploration.ReadChoices(parsed),
                exploration.ReadWorkers(parsed) ?? Environment.ProcessorCount,
                parsed.GetValue(output.Json),
                parsed.GetValue(junit))
            {
                IsQuiet = parsed.GetValue(output.Quiet),
                NoColor = parsed.GetValue(output.NoColor),
                Counterexamples = parsed.GetValue(output.Counterexamples),
                Sarif = parsed.GetValue(output.Sarif),
                Matrix = parsed.GetValue(matrix),
                ListOnly = parsed.GetValue(list),
            },
            surroundings).Run());
        root.Add(command);
    }
}
