using System.CommandLine;
using System.Linq;
using Explorer.Cli.Verbs;
using Explorer.Reporting.Formats;

namespace Explorer.Cli.CommandLine;

/// <summary>The words of `show`.</summary>
internal static class ShowCommand
{
    public static void AddTo(RootCommand root, Surroundings surroundings)
    {
        var command = new Command("show", "Print or convert a trace file.");
        var trace = PathArguments.One(command, "TRACE", "A trace file, as --counterexamples writes it.");
        var exploration = new ExplorationOptions();
        exploration.AddLibraryTo(command);
        var names = string.Join('|', TraceFormats.All.Select(f => f.Name));
        var format = ExplorationOptions.Checked("--format", names, "In which form. (text)", name => TraceFormats.Find(name) is not null);
        var file = new Option<string?>("--output", "-o") { HelpName = "FILE", Description = "Write to a file instead of standard output." };
        var output = new OutputOptions();
        command.Add(format);
        command.Add(file);
        command.Add(output.Verbose);
        command.SetAction(parsed =>
        {
            var chosen = TraceFormats.Find(parsed.GetValue(format) ?? "text")!;
            var isVerbose = chosen is TextFormat && parsed.GetValue(output.Verbose);
            return (int)new ShowVerb(
                new ShowRequest(
                    parsed.GetRequiredValue(trace), exploration.ReadLibrary(parsed),
                    isVerbose ? new TextFormat { IsVerbose = true } : chosen, parsed.GetValue(file)),
                surroundings).Run();
        });
        root.Add(command);
    }
}
