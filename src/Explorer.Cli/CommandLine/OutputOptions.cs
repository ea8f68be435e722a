using System.CommandLine;

namespace Explorer.Cli.CommandLine;

/// <summary>The options for what is printed and written.</summary>
internal sealed class OutputOptions
{
    public Option<string?> Json { get; } =
        new("--json") { HelpName = "FILE|-", Description = "Write the results as JSON; - is standard output." };

    public Option<bool> Quiet { get; } = new("--quiet") { Description = "No progress." };

    public Option<bool> NoColor { get; } = new("--no-color") { Description = "No colours, even on a terminal." };

    public Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "In traces also locals, ghosts and source lines; a line for every property.",
    };

    public Option<string?> Counterexamples { get; } =
        new("--counterexamples") { HelpName = "DIR", Description = "Write counterexamples to files in DIR." };
}
