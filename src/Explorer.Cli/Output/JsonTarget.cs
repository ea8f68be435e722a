using System;
using System.IO;
using System.Text;

namespace Explorer.Cli.Output;

/// <summary>Where `--json` and the like write: a file, or with `-` standard output, and then nothing else goes there.</summary>
internal static class JsonTarget
{
    public const string StandardOutput = "-";

    /// <summary>True if the text for people must not be written to standard output.</summary>
    public static bool TakesOutput(string? target) => target == StandardOutput;

    /// <summary>Writes to the target; without one nothing happens.</summary>
    public static void Write(string? target, Surroundings surroundings, Action<Stream> write)
    {
        if (target is null)
        {
            return;
        }

        if (!TakesOutput(target))
        {
            using var file = File.Create(target);
            write(file);
            return;
        }

        using var memory = new MemoryStream();
        write(memory);
        surroundings.Out.WriteLine(Encoding.UTF8.GetString(memory.ToArray()));
    }
}
