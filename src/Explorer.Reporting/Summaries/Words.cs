using System;
using System.Globalization;
using Explorer.Core.Verdicts;

namespace Explorer.Reporting.Summaries;

/// <summary>Numbers and verdicts as they are printed.</summary>
public static class Words
{
    /// <summary>A count with separators: `14,499,324`.</summary>
    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>`1 step`, `8 steps`.</summary>
    public static string Of(long number, string noun) => $"{Of(number)} {noun}{(number == 1 ? "" : "s")}";

    /// <summary>Seconds, as exact as one would want to read them: `0.04 s`, `12.3 s`, `135 s`.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        < 10 => seconds.ToString("0.00", CultureInfo.InvariantCulture) + " s",
        < 100 => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        _ => seconds.ToString("N0", CultureInfo.InvariantCulture) + " s",
    };

    /// <summary>Bytes with a unit: `812 KiB`, `1.4 GiB`.</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var size = (double)bytes;
        var unit = 0;
        while (size >= 1024 && unit < units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        var digits = unit == 0 || size >= 100 ? "0" : "0.0";
        return $"{size.ToString(digits, CultureInfo.InvariantCulture)} {units[unit]}";
    }

    /// <summary>The verdict as in JSON and in the first line of a report.</summary>
    public static string Of(VerdictKind verdict) => verdict switch
    {
        VerdictKind.Holds => "holds",
        VerdictKind.Violated => "violated",
        VerdictKind.Inconclusive => "inconclusive",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}
