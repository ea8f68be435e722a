using System.CommandLine;
using Explorer.Cli.Verbs;

namespace Explorer.Cli.CommandLine;

/// <summary>The words of `check`.</summary>
internal static class CheckCommand
{
    public static void AddTo(RootCommand root, Surroundings surroundings)
    {
        var command = new Command("check", "Explore each model: the verdict, the numbers, and for a violation the shortest trace.");
        var models = PathArguments.Several(command, "MODEL", "Model files.");
        var exploration = new ExplorationOptions();
        exploration.AddSettingsTo(command);
        exploration.AddBoundsTo(command);
        exploration.AddSearchTo(command);
        exploration.AddReductionCheckTo(command);
        var output = new OutputOptions();
        var allTraces = new Option<bool>("--all-traces")
        {
            Description = "Show the trace of every violated property, not only the shortest.",
        };
        var all = ExplorationOptions.Checked("--all", "N", "Up to N different traces for each violated property.", text => OptionValues.Count(text) is > 0 and <= 1000);
        foreach (Option option in (Option[])
            [output.Counterexamples, output.Formats, output.Json, output.Sarif, allTraces, all, output.Verbose, output.Quiet, output.NoColor])
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(output.Formats) is not null && result.GetResult(output.Counterexamples) is null)
            {
                result.AddError("--format needs --counterexamples DIR: it says in which forms to write there.");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(all) is not null && exploration.IsDepthFirst(result))
            {
                result.AddError("--all begins with a shortest trace, which --search dfs does not look for.");
            }
        });
        command.SetAction(parsed => (int)new CheckVerb(
            new CheckRequest(
                [.. parsed.GetRequiredValue(models)],
                exploration.ReadModel(parsed),
                exploration.ReadBounds(parsed),
                exploration.ReadChoices(parsed),
                parsed.GetValue(output.Counterexamples),
                parsed.GetValue(output.Json))
            {
                IsQuiet = parsed.GetValue(output.Quiet),
                IsVerbose = parsed.GetValue(output.Verbose),
                MostTraces = parsed.GetValue(all) is { } most ? (int)OptionValues.Count(most)!.Value : 1,
                AllTraces = parsed.GetValue(allTraces),
                NoColor = parsed.GetValue(output.NoColor),
                Formats = output.ReadFormats(parsed),
                Sarif = parsed.GetValue(output.Sarif),
            },
            surroundings).Run());
        root.Add(command);
    }
}
