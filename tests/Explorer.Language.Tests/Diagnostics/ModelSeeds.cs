using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Explorer.Language.Tests.Documentation;

namespace Explorer.Language.Tests.Diagnostics;

/// <summary>
/// A copy of the repository's models and of those on the pages of the documentation, one file of which at a time can be
/// replaced: what is changed is either a model or a file that it uses.
/// </summary>
internal sealed class ModelSeeds : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("explorer-fuzz-").FullName;
    private readonly Dictionary<string, string> _texts = [];

    public ModelSeeds()
    {
        var source = Page.PathOf("models");
        foreach (var path in Directory.GetFiles(source, "*.model", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(source, path);
            Add(name, File.ReadAllText(path));
        }

        foreach (var page in Directory.GetFiles(Page.PathOf("docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (var block in Page.Read(page).Blocks.Where(b => b.Kind == "model"))
            {
                Add($"pages/{Path.GetFileNameWithoutExtension(page)}-{block.Line}.model", block.Text);
            }
        }

        Lines = [.. _texts.Values.SelectMany(text => text.Split('\n')).Select(line => line.Trim()).Where(line => line.Length > 0).Distinct()];

        // What is broken on purpose is not worth breaking again; libraries are changed under a model that uses them.
        var models = _texts.Keys.Where(name => !name.StartsWith("lib", StringComparison.Ordinal) && !name.StartsWith("broken", StringComparison.Ordinal));
        All = [.. models.SelectMany(model => UsedBy(model).Prepend(model).Select(changed => (model, changed)))];
    }

    /// <summary>A model, and which of its files is to be changed.</summary>
    public (string Model, string Changed)[] All { get; }

    /// <summary>All lines of all files.</summary>
    public string[] Lines { get; }

    public string TextOf(string name) => _texts[name];

    /// <summary>The model with another text in place of one of its files.</summary>
    public ModelFile With((string Model, string Changed) seed, string text)
    {
        if (seed.Changed == seed.Model)
        {
            return ModelFile.FromText(text, PathOf(seed.Model), PathOf("lib"));
        }

        // Half a character, which no file can hold, is replaced.
        File.WriteAllText(PathOf(seed.Changed), text, new UTF8Encoding(false));
        var file = ModelFile.Load(PathOf(seed.Model), PathOf("lib"));
        File.WriteAllText(PathOf(seed.Changed), _texts[seed.Changed]);
        return file;
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private void Add(string name, string text)
    {
        _texts.Add(name, text);
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private HashSet<string> UsedBy(string model)
    {
        var used = new HashSet<string>();
        var work = new Queue<string>([model]);
        while (work.TryDequeue(out var name))
        {
            var lines = _texts[name].Split('\n').Where(line => line.StartsWith("use \"", StringComparison.Ordinal));
            foreach (var path in lines.Select(line => line.Split('"')[1]))
            {
                var full = Path.GetRelativePath(_folder, Path.GetFullPath(PathOf(Path.Combine(Path.GetDirectoryName(name)!, path))));
                if (_texts.ContainsKey(full) && used.Add(full))
                {
                    work.Enqueue(full);
                }
            }
        }

        return used;
    }
}
