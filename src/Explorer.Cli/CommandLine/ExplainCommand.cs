using System.CommandLine;
using Explorer.Cli.Verbs;

namespace Explorer.Cli.CommandLine;

/// <summary>The words of `explain`.</summary>
internal static class ExplainCommand
{
    public static void AddTo(RootCommand root, Surroundings surroundings)
    {
        var command = new Command("explain", "Show the page of a diagnostic, e.g. EX2003; without a code, the list of pages.");
        var code = new Argument<string?>("CODE") { Description = "The diagnostic's code.", Arity = ArgumentArity.ZeroOrOne };
        command.Add(code);
        command.SetAction(parsed => (int)new ExplainVerb(parsed.GetValue(code), surroundings).Run());
        root.Add(command);
    }
}
