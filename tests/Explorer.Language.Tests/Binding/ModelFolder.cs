using System;
using System.IO;
using System.Linq;
using Explorer.Language.Diagnostics;

namespace Explorer.Language.Tests.Binding;

/// <summary>Files that use each other, in a folder of their own.</summary>
internal sealed class ModelFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("explorer-binding-").FullName;

    public ModelFolder(params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(_path, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    public LoadedModel Load(string name = "model.model", string? library = null) =>
        ModelFile.Load(Path.Combine(_path, name), library is null ? null : Path.Combine(_path, library)).Bind(ModelSettings.None);

    public string[] Codes() => [.. Load().Diagnostics.Select(d => d.Code)];

    /// <summary>The rendered diagnostics, with paths as in the folder.</summary>
    public string Rendered() =>
        DiagnosticRenderer.Render(Load().Diagnostics).Replace(_path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_path, true);
}
