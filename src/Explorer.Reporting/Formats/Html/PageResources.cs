using System.IO;
using Explorer.Core;

namespace Explorer.Reporting.Formats.Html;

/// <summary>The frame, style and scripts of the page: the files beside this one, embedded in the assembly.</summary>
internal static class PageResources
{
    /// <summary>The text of a file, with `\n`.</summary>
    public static string Text(string name)
    {
        using var stream = typeof(PageResources).Assembly.GetManifestResourceStream("html/" + name)
            ?? throw new InternalErrorException($"'{name}' is not in the program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
