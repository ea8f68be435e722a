using System;
using System.IO;
using System.Linq;
using System.Reflection;
using Explorer.Language;
using Explorer.Machines.Interpretation;
using Explorer.Reporting.Formats;
using Explorer.Reporting.Formats.Html;
using Explorer.Reporting.Traces;

namespace Explorer.Browser.Tests;

/// <summary>Pages of counterexamples that are kept in the repository.</summary>
internal static class KeptPage
{
    public static string Root { get; } = Path.GetFullPath(
        typeof(KeptPage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!);

    /// <summary>A kept trace, replayed.</summary>
    /// <param name="trace">Its file below `counterexamples`.</param>
    public static TraceExport Export(string trace)
    {
        var path = Path.Combine(Root, "counterexamples", trace);
        var document = TraceReader.Read(path, File.ReadAllText(path), out _)
            ?? throw new InvalidOperationException($"{trace} is no trace");
        var model = Path.GetRelativePath(Root, Path.Combine(Path.GetDirectoryName(path)!, document.Model));
        var loaded = ModelFile.Load(Path.Combine(Root, model)).Bind(new ModelSettings(document.Settings.Configs, document.Settings.Values));
        var machines = loaded.Build(document.Selection) with { Name = model };
        var replayed = new Interpreter(machines).Replay(document.Schedule);
        var property = machines.Properties.IndexOf(machines.Properties.Single(p => p.Name == document.Property));
        return TraceExport.Of(document, replayed, property, []) with { File = "counterexamples/" + trace };
    }

    /// <summary>Writes the page into a folder and returns its path.</summary>
    public static string Write(string folder, string name, TraceExport export)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name + ".html");
        using var stream = File.Create(path);
        new HtmlFormat().Write(export, stream);
        return path;
    }
}
