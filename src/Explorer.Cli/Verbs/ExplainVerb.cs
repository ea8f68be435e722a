using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Explorer.Checking;

namespace Explorer.Cli.Verbs;

/// <summary>`explain`: the page of a diagnostic, or the list of all pages.</summary>
internal sealed class ExplainVerb(string? code, Surroundings surroundings)
{
    private const string Prefix = "diagnostics/";
    private const string Suffix = ".md";

    public ExitCode Run()
    {
        if (code is null)
        {
            foreach (var known in Codes())
            {
                surroundings.Out.WriteLine($"{known}  {Title(known)}");
            }

            return ExitCode.Success;
        }

        if (Page(code.ToUpperInvariant()) is { } page)
        {
            surroundings.Out.WriteLine(page.TrimEnd());
            return ExitCode.Success;
        }

        var hint = RequestDiagnostics.Suggestion(code.ToUpperInvariant(), Codes());
        surroundings.Error.WriteLine($"explorer: there is no page on '{code}'{(hint is null ? "." : $": {hint}")}");
        return ExitCode.WrongInput;
    }

    private static IEnumerable<string> Codes() => typeof(ExplainVerb).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..^Suffix.Length]).Order(StringComparer.Ordinal);

    private static string Title(string code) => Page(code)!.Split('\n')[0].TrimStart('#', ' ').TrimEnd();

    private static string? Page(string code)
    {
        using var stream = typeof(ExplainVerb).Assembly.GetManifestResourceStream(Prefix + code + Suffix);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
