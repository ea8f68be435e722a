using System;
using System.Threading;

namespace Explorer.Cli.Output;

/// <summary>Says which model was judged last and how many are left, on a terminal only: the table tells the rest.</summary>
internal sealed class TestProgress(Surroundings surroundings, int total, bool isQuiet) : IDisposable
{
    private readonly Lock _lock = new();
    private int _done;
    private int _shown;

    /// <summary>Counts one more model. May be called from several threads.</summary>
    public void Done(string path)
    {
        lock (_lock)
        {
            _done++;
            if (!isQuiet && surroundings.ErrorTerminalWidth is { } width)
            {
                var line = $"{_done} of {total} models: {path}";
                line = line.Length < width ? line : line[..(width - 1)];
                surroundings.Error.Write("\r" + line.PadRight(_shown));
                _shown = line.Length;
            }
        }
    }

    public void Dispose()
    {
        if (_shown != 0)
        {
            surroundings.Error.Write("\r" + new string(' ', _shown) + "\r");
        }
    }
}
