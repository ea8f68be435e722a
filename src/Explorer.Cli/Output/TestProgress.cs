using System;
using System.Threading;
using Explorer.Reporting.Summaries;

namespace Explorer.Cli.Output;

/// <summary>Says which model was judged last and how many are left: a live line on a terminal, elsewhere a plain line
/// after every few seconds.</summary>
internal sealed class TestProgress(Surroundings surroundings, int total, bool isQuiet) : IDisposable
{
    private const double PlainInterval = 3;

    private readonly Lock _lock = new();
    private double _nextPlain = PlainInterval;
    private int _done;
    private int _shown;

    /// <summary>Counts one more model. May be called from several threads.</summary>
    public void Done(string path)
    {
        lock (_lock)
        {
            _done++;
            if (!isQuiet)
            {
                Show($"{_done} of {total} models, the last one {path}, {Words.Seconds(surroundings.Seconds())}");
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

    private void Show(string line)
    {
        if (surroundings.ErrorTerminalWidth is { } width)
        {
            line = line.Length < width ? line : line[..(width - 1)];
            surroundings.Error.Write("\r" + line.PadRight(_shown));
            _shown = line.Length;
        }
        else if (surroundings.Seconds() >= _nextPlain)
        {
            _nextPlain = surroundings.Seconds() + PlainInterval;
            surroundings.Error.WriteLine(line);
        }
    }
}
