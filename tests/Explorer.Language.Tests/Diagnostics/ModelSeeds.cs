using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Explorer.Language.Tests.Documentation;

namespace Explorer.Language.Tests.Diagnostics;

/// <summary>
/// A copy of the repository's models, one file of which at a time can be replaced: what is changed is either a model or
/// a file that it uses.
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
            _texts.Add(name, File.ReadAllText(path));
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
            File.WriteAllText(PathOf(name), _texts[name]);
        }

        // What is broken on purpose is not worth breaking again; libraries are changed under a model that uses them.
        var models = _texts.Keys.Where(name => !name.StartsWith("lib", StringComparison.Ordinal) && !name.StartsWith("broken", StringComparison.Ordinal));
        All = [.. models.SelectMany(model => UsedBy(model).Prepend(model).Select(changed => (model, changed)))];
    }

    /// <summary>A model, and which of its files is to be changed.</summary>
    public (string Model, string Changed)[] All { get; }

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
