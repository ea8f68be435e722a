using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Explorer.Core.Diagnostics;
using Explorer.Language.Binding;
using Explorer.Language.Diagnostics;
using Explorer.Language.Parsing;
using Explorer.Language.Syntax;

namespace Explorer.Language;

/// <summary>A model's file with all that it uses, read and parsed once; bound for each setting that is asked for.</summary>
public sealed class ModelFile
{
    private readonly ImmutableArray<UsedFile> _files;

    private ModelFile(string path, ImmutableArray<UsedFile> files, ImmutableArray<Diagnostic> diagnostics)
    {
        Path = path;
        _files = files;
        SyntaxDiagnostics = diagnostics;
        Expectations = [.. files[^1].Syntax.Declarations.OfType<ExpectSyntax>().Select(ToExpectation)];
    }

    /// <summary>The path as given.</summary>
    public string Path { get; }

    /// <summary>A digest of all its source texts: 16 hexadecimal digits. Made when asked for: the first digest of a process is slow.</summary>
    public string Hash => field ??= HashOf(_files);

    /// <summary>The `expect` lines of the file itself, not of those that it uses, in order.</summary>
    public ImmutableArray<Expectation> Expectations { get; }

    /// <summary>What is wrong with the texts as such. They are among the diagnostics of every binding.</summary>
    public ImmutableArray<Diagnostic> SyntaxDiagnostics { get; }

    /// <summary>The model's own text.</summary>
    public SourceText Source => _files[^1].Syntax.Source;

    /// <summary>Reads a model and all that it uses. A file that cannot be read is a diagnostic.</summary>
    /// <param name="libraryFolder">Where `use` looks after the using file's own folder; null: nowhere else.</param>
    public static ModelFile Load(string path, string? libraryFolder = null)
    {
        var diagnostics = new DiagnosticBag();
        var files = new FileSet(libraryFolder, diagnostics).Load(path);
        return new ModelFile(path, files, diagnostics.Sorted());
    }

    /// <summary>A model from text, under a name for diagnostics; `use` looks beside that name.</summary>
    public static ModelFile FromText(string text, string path = "model", string? libraryFolder = null)
    {
        var diagnostics = new DiagnosticBag();
        var files = new FileSet(libraryFolder, diagnostics).Load(new SourceText(path, text));
        return new ModelFile(path, files, diagnostics.Sorted());
    }

    /// <summary>The model under some settings.</summary>
    public LoadedModel Bind(ModelSettings settings) => new(this, _files, settings);

    private static Expectation ToExpectation(ExpectSyntax syntax)
    {
        var settings = new ModelSettings(
            [.. syntax.Configs.Select(c => c.Text)], [.. syntax.Settings.Select(s => (s.Name.Text, s.Value.Span.Text))]);
        return new Expectation(
            syntax.Kind, syntax.Property?.Text, syntax.Number, settings, syntax.Span.Text.TrimEnd(';', ' ', '\n'), syntax.Span);
    }

    private static string HashOf(ImmutableArray<UsedFile> files)
    {
        var text = string.Join('\0', files.Select(f => f.Syntax.Source.Text.ReplaceLineEndings("\n")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    /// <summary>Reads files and, before each, the files that it uses.</summary>
    private sealed class FileSet(string? libraryFolder, DiagnosticBag diagnostics)
    {
        private readonly Dictionary<string, FileSyntax> _parsed = [];
        private readonly Dictionary<SourceText, List<SourceText>> _direct = new(ReferenceEqualityComparer.Instance);
        private readonly List<FileSyntax> _order = [];

        public ImmutableArray<UsedFile> Load(string path) =>
            Read(path, SourceSpan.None) is { } text ? Load(text) : Load(new SourceText(path, ""));

        public ImmutableArray<UsedFile> Load(SourceText text)
        {
            Parse(text);
            return [.. _order.Select(f => new UsedFile(f, Closure(f.Source)))];
        }

        private FileSyntax Parse(SourceText text)
        {
            var syntax = ModelParser.Parse(text, diagnostics);
            _parsed[Canonical(text.Path)] = syntax;
            var uses = _direct[text] = [];
            foreach (var use in syntax.Declarations.OfType<UseSyntax>())
            {
                if (Resolve(use, text) is { } path)
                {
                    var used = _parsed.TryGetValue(Canonical(path), out var known) ? known
                        : Read(path, use.Span) is { } other ? Parse(other) : null;
                    if (used is not null)
                    {
                        uses.Add(used.Source);
                    }
                }
            }

            _order.Add(syntax);
            return syntax;
        }

        private string? Resolve(UseSyntax use, SourceText from)
        {
            var beside = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(from.Path) ?? "", use.Path);
            if (File.Exists(beside) || libraryFolder is null)
            {
                return beside;
            }

            var library = System.IO.Path.Combine(libraryFolder, use.Path);
            return File.Exists(library) ? library : beside;
        }

        private SourceText? Read(string path, SourceSpan place)
        {
            try
            {
                return new SourceText(path, File.ReadAllText(path));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                var span = place.Source == SourceText.None ? new SourceSpan(new SourceText(path, ""), 0, 0) : place;
                diagnostics.Report(DiagnosticCatalog.FileNotFound, span, path, File.Exists(path) ? "access is refused" : "there is no such file");
                return null;
            }
        }

        private ImmutableHashSet<SourceText> Closure(SourceText text)
        {
            var seen = ImmutableHashSet.CreateBuilder<SourceText>();
            var work = new Stack<SourceText>(_direct[text]);
            while (work.TryPop(out var used))
            {
                if (seen.Add(used))
                {
                    foreach (var next in _direct[used])
                    {
                        work.Push(next);
                    }
                }
            }

            return seen.ToImmutable();
        }

        private static string Canonical(string path)
        {
            try
            {
                return System.IO.Path.GetFullPath(path);
            }
            catch (Exception e) when (e is ArgumentException or NotSupportedException or PathTooLongException)
            {
                return path;
            }
        }
    }
}
