using System.CommandLine;
using Explorer.Cli.Verbs;

namespace Explorer.Cli.CommandLine;

/// <summary>The words of `graph`.</summary>
internal static class GraphCommand
{
    private const long MostStates = 100_000;

    public static void AddTo(RootCommand root, Surroundings surroundings)
    {
        var command = new Command("graph", "Draw the states of a small model and the steps between them, or its threads' control flow.");
        var model = PathArguments.One(command, "MODEL", "A model file.");
        var threads = new Option<bool>("--threads") { Description = "The control-flow graphs of threads and handlers instead." };
        var format = ExplorationOptions.OneOf("--format", "What is written.", "dot", "json");
        var reduce = ExplorationOptions.OneOf("--reduce", "Which states are drawn as one.", "none", "symmetry");
        var maxStates = ExplorationOptions.Checked(
            "--max-states", "N", $"Draw no more than N states, at most {MostStates}. ({GraphRequest.DefaultMostStates})", IsStates);
        var target = new Option<string?>("--output") { HelpName = "FILE|-", Description = "Write to a file; - is standard output. (-)" };
        foreach (Option option in (Option[])[threads, format, reduce, maxStates, target])
        {
            command.Add(option);
        }

        var exploration = new ExplorationOptions();
        exploration.AddSettingsTo(command);
        var output = new OutputOptions();
        command.Add(output.Quiet);
        command.Validators.Add(result =>
        {
            foreach (Option option in (Option[])[reduce, maxStates])
            {
                if (result.GetValue(threads) && result.GetResult(option) is not null)
                {
                    result.AddError($"{option.Name} is about states: with --threads there are none.");
                }
            }
        });
        command.SetAction(parsed => (int)new GraphVerb(
            new GraphRequest(parsed.GetRequiredValue(model), exploration.ReadModel(parsed))
            {
                IsJson = parsed.GetValue(format) == "json",
                ShowsThreads = parsed.GetValue(threads),
                UsesSymmetry = parsed.GetValue(reduce) == "symmetry",
                MostStates = parsed.GetValue(maxStates) is { } states ? OptionValues.Count(states)!.Value : GraphRequest.DefaultMostStates,
                Output = parsed.GetValue(target),
                IsQuiet = parsed.GetValue(output.Quiet),
            },
            surroundings).Run());
        root.Add(command);
    }

    private static bool IsStates(string text) => OptionValues.Count(text) is <= MostStates;
}
