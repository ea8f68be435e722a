using System;
using System.IO;
using Explorer.Reporting.Summaries;
using Explorer.Search;

namespace Explorer.Cli.Output;

/// <summary>Shows the progress of a search: a live line on a terminal, a plain line every few seconds elsewhere. A search
/// that is over before the first of them leaves no trace.</summary>
internal sealed class ProgressLine : IProgress<SearchProgress>, IDisposable
{
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(3);

    private readonly TextWriter _writer;
    private readonly int? _width;
    private readonly string _model;
    private TimeSpan _nextPlain = PlainInterval;
    private SearchProgress _last;
    private int _shown;

    /// <param name="width">Of the terminal; null if it is none.</param>
    /// <param name="model">Named in plain lines, where several models may be mixed.</param>
    public ProgressLine(TextWriter writer, int? width, string model)
    {
        _writer = writer;
        _width = width;
        _model = model;
    }

    public void Report(SearchProgress value)
    {
        if (_width is { } width)
        {
            var line = Line(value);
            line = line.Length < width ? line : line[..(width - 1)];
            _writer.Write("\r" + line.PadRight(_shown));
            _shown = line.Length;
        }
        else if (value.Elapsed >= _nextPlain)
        {
            _nextPlain = value.Elapsed + PlainInterval;
            _writer.WriteLine($"{_model}: {Line(value)}");
        }

        _last = value;
    }

    /// <summary>Wipes the live line.</summary>
    public void Dispose()
    {
        if (_shown != 0)
        {
            _writer.Write("\r" + new string(' ', _shown) + "\r");
            _shown = 0;
        }
    }

    private string Line(in SearchProgress now)
    {
        var seconds = (now.Elapsed - _last.Elapsed).TotalSeconds;
        var rate = seconds > 0 ? (now.States - _last.States) / seconds : 0;
        return $"{Words.Of(now.States)} states, {Words.Of((long)rate)}/s, depth {now.Depth}, "
            + $"frontier {Words.Of(now.Frontier)}, {Words.Bytes(now.StoreBytes)}, "
            + $"store {now.StoreFill * 100:0} % full, {now.Elapsed.TotalSeconds:0} s";
    }
}
