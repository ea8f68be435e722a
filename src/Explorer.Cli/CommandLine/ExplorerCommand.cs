using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Help;
using System.IO;
using System.Linq;
using Explorer.Checking;
using Explorer.Language.Diagnostics;

namespace Explorer.Cli.CommandLine;

/// <summary>The whole command line: its verbs, what is said of a wrong one, and what becomes of exceptions.</summary>
internal static class ExplorerCommand
{
    private static readonly ParserConfiguration Parser = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>Runs a command line. Throws nothing.</summary>
    public static ExitCode Run(IReadOnlyList<string> args, Surroundings surroundings)
    {
        var stackTrace = new Option<bool>("--stack-trace") { Hidden = true, Recursive = true };
        var withStackTrace = args.Contains("--stack-trace");
        try
        {
            return Invoke(args, surroundings, stackTrace);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            surroundings.Out.Flush();
            surroundings.Error.WriteLine($"explorer: {e.Message}");
            return ExitCode.WrongInput;
        }
        catch (Exception e)
        {
            surroundings.Out.Flush();
            foreach (var line in InternalErrorReport.Lines(e, string.Join(' ', args), withStackTrace))
            {
                surroundings.Error.WriteLine(line);
            }

            return ExitCode.InternalError;
        }
    }

    private static ExitCode Invoke(IReadOnlyList<string> args, Surroundings surroundings, Option<bool> stackTrace)
    {
        var root = new RootCommand("Explores every interleaving of a model's threads, interrupts and hardware.");
        root.Add(stackTrace);
        AddVerbs(root, args, surroundings);
        if (args.Count == 0)
        {
            root.Parse(["--help"], Parser).Invoke(new InvocationConfiguration { Output = surroundings.Error });
            return ExitCode.WrongInput;
        }

        if (args is ["--version"])
        {
            surroundings.Out.WriteLine(ToolVersion.Text);
            return ExitCode.Success;
        }

        var parsed = root.Parse(args, Parser);
        if (parsed.Errors.Count != 0 && parsed.Action is not HelpAction)
        {
            return Refuse(parsed, args, surroundings);
        }

        return (ExitCode)parsed.Invoke(new InvocationConfiguration
        {
            Output = surroundings.Out,
            Error = surroundings.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    // A named verb alone, as the options of the others would take longer to make than the command line to parse.
    private static void AddVerbs(RootCommand root, IReadOnlyList<string> args, Surroundings surroundings)
    {
        (string Name, Action<RootCommand, Surroundings> AddTo)[] verbs =
        [
            ("check", CheckCommand.AddTo),
            ("test", TestCommand.AddTo),
            ("prove", ProveCommand.AddTo),
            ("generate", GenerateCommand.AddTo),
            ("info", InfoCommand.AddTo),
            ("graph", GraphCommand.AddTo),
            ("replay", ReplayCommand.AddTo),
            ("show", ShowCommand.AddTo),
            ("explain", ExplainCommand.AddTo),
        ];
        var named = Array.Find(verbs, v => args is [var first, ..] && v.Name == first).AddTo;
        foreach (var addTo in named is null ? verbs.Select(v => v.AddTo) : [named])
        {
            addTo(root, surroundings);
        }
    }

    private static ExitCode Refuse(ParseResult parsed, IReadOnlyList<string> args, Surroundings surroundings)
    {
        foreach (var message in parsed.Errors.Select(e => e.Message).Distinct())
        {
            surroundings.Error.WriteLine($"explorer: {message}");
        }

        var verb = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
        if (verb.Length == 0 && args.Count != 0 && Spelling.Nearest(args[0], Verbs(parsed)) is { } near)
        {
            surroundings.Error.WriteLine($"explorer: did you mean '{near}'?");
        }

        surroundings.Error.WriteLine($"explorer: 'explorer {verb}--help' shows what there is.");
        return ExitCode.WrongInput;
    }

    private static IEnumerable<string> Verbs(ParseResult parsed) =>
        parsed.RootCommandResult.Command.Subcommands.Select(c => c.Name);
}
