using System;
using System.Globalization;

namespace Explorer.Cli.CommandLine;

/// <summary>The small languages of option values. Each method returns null for what is none.</summary>
internal static class OptionValues
{
    /// <summary>`90s`, `2m`, `1h`, `500ms`; a bare number counts seconds.</summary>
    public static TimeSpan? Duration(string text)
    {
        var (number, unit) = Split(text);
        double? factor = unit switch
        {
            "" or "s" => 1,
            "ms" => 0.001,
            "m" or "min" => 60,
            "h" => 3600,
            _ => null,
        };
        return number * factor is { } seconds and > 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>`8g`, `512m`, `64k`, of 1024 each; a bare number counts bytes.</summary>
    public static long? Bytes(string text)
    {
        var (number, unit) = Split(text.ToLowerInvariant());
        double? factor = unit switch
        {
            "" or "b" => 1,
            "k" or "kb" or "kib" => 1024,
            "m" or "mb" or "mib" => 1024 * 1024,
            "g" or "gb" or "gib" => 1024 * 1024 * 1024,
            "t" or "tb" or "tib" => 1024.0 * 1024 * 1024 * 1024,
            _ => null,
        };
        return number * factor is { } bytes and >= 1 and < 1e18 ? (long)bytes : null;
    }

    /// <summary>A whole number from 1, with `_` or `,` between digits if one likes.</summary>
    public static long? Count(string text) =>
        long.TryParse(text.Replace("_", "").Replace(",", ""), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
        && n > 0 ? n : null;

    /// <summary>`NAME=VALUE`, both not empty.</summary>
    public static (string Name, string Value)? Setting(string text)
    {
        var split = text.IndexOf('=');
        var (name, value) = split < 0 ? ("", "") : (text[..split].Trim(), text[(split + 1)..].Trim());
        return name.Length == 0 || value.Length == 0 ? null : (name, value);
    }

    private static (double? Number, string Unit) Split(string text)
    {
        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.'))
        {
            digits++;
        }

        var isNumber = double.TryParse(
            text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        return (isNumber ? number : null, text[digits..]);
    }
}
