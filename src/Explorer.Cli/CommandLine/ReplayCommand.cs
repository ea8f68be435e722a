using System.CommandLine;
using Explorer.Cli.Verbs;

namespace Explorer.Cli.CommandLine;

/// <summary>The words of `replay`.</summary>
internal static class ReplayCommand
{
    public static void AddTo(RootCommand root, Surroundings surroundings)
    {
        var command = new Command(
            "replay", "Execute a trace file on the reference interpreter; exit code 2 if it still violates its property.");
        var trace = PathArguments.One(command, "TRACE", "A trace file, as --counterexamples writes it.");
        var exploration = new ExplorationOptions();
        exploration.AddLibraryTo(command);
        var output = new OutputOptions();
        command.Add(output.Verbose);
        command.SetAction(parsed => (int)new ReplayVerb(
            new ReplayRequest(
                parsed.GetRequiredValue(trace), exploration.ReadLibrary(parsed), parsed.GetValue(output.Verbose)),
            surroundings).Run());
        root.Add(command);
    }
}
