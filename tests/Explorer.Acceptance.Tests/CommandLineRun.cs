using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading;
using Explorer.Cli;
using Explorer.Cli.CommandLine;

namespace Explorer.Acceptance.Tests;

/// <summary>The command line, run within the test's process, and what it printed.</summary>
internal sealed record CommandLineRun(int ExitCode, string Out, string Error)
{
    public static CommandLineRun Of(params string[] args) => Of(CancellationToken.None, args);

    public static CommandLineRun Of(CancellationToken interruption, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = ExplorerCommand.Run(args, new Surroundings
        {
            Out = output,
            Error = error,
            Interruption = interruption,
            Seconds = () => 0.25,
            PeakBytes = () => 64 << 20,
        });
        return new CommandLineRun((int)code, output.ToString(), error.ToString());
    }

    public JsonElement Json()
    {
        using var json = JsonDocument.Parse(Out);
        return json.RootElement.Clone();
    }
}

/// <summary>A folder with models in it, gone after the test.</summary>
internal sealed class ModelFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("explorer-").FullName;

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Path.Combine(Root, folder));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
