using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Explorer.Language.Diagnostics;

namespace Explorer.Cli.CommandLine;

/// <summary>Arguments that are paths. What looks like an option is none of them, but a misspelt option.</summary>
internal static class PathArguments
{
    public static Argument<string[]> Several(Command command, string name, string description)
    {
        var argument = new Argument<string[]>(name) { Description = description, Arity = ArgumentArity.OneOrMore };
        RefuseOptions(argument, command);
        command.Add(argument);
        return argument;
    }

    public static Argument<string> One(Command command, string name, string description)
    {
        var argument = new Argument<string>(name) { Description = description, Arity = ArgumentArity.ExactlyOne };
        RefuseOptions(argument, command);
        command.Add(argument);
        return argument;
    }

    private static void RefuseOptions(Argument argument, Command command) => argument.Validators.Add(result =>
    {
        foreach (var word in result.Tokens.Select(t => t.Value).Where(w => w.Length > 1 && w[0] == '-'))
        {
            var option = word.Split('=')[0];
            var near = Spelling.Nearest(option, OptionsOf(command));
            result.AddError($"there is no option '{option}' here{(near is null ? "." : $": did you mean '{near}'?")}");
        }
    });

    private static IEnumerable<string> OptionsOf(Command command) =>
        command.Options.Where(o => !o.Hidden).Select(o => o.Name).Append("--help");
}
