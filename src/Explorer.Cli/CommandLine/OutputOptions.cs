using System.Collections.Generic;
using System.Collections.Immutable;
using System.CommandLine;
using System.Linq;
using Explorer.Reporting.Formats;

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

    public Option<string?> Sarif { get; } =
        new("--sarif") { HelpName = "FILE|-", Description = "Write what is violated as SARIF 2.1.0, for annotations of code." };

    /// <summary>The formats asked for with <see cref="Formats"/>, in order.</summary>
    public ImmutableArray<ITraceFormat> ReadFormats(ParseResult parsed) =>
        [.. Names(parsed.GetValue(Formats) ?? []).Distinct().Select(name => TraceFormats.Find(name)!)];

    public Option<string[]> Formats { get; } = WithFormats();

    public Option<string?> Counterexamples { get; } =
        new("--counterexamples") { HelpName = "DIR", Description = "Write counterexamples to files in DIR." };

    private static IEnumerable<string> Names(IEnumerable<string> values) => values.SelectMany(v => v.Split(','));

    private static Option<string[]> WithFormats()
    {
        var known = string.Join('|', TraceFormats.All.Select(f => f.Name));
        var option = new Option<string[]>("--format")
        {
            HelpName = known,
            Description = "With --counterexamples: write these beside the trace files, e.g. html,sarif.",
        };
        option.Validators.Add(result =>
        {
            foreach (var name in Names(result.Tokens.Select(t => t.Value)).Where(n => TraceFormats.Find(n) is null))
            {
                result.AddError($"'{name}' is no format: there are {known}.");
            }
        });
        return option;
    }
}
