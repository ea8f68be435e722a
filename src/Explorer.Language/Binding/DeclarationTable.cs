using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;

namespace Explorer.Language.Binding;

/// <summary>A source file and the files that it uses, directly or not.</summary>
internal sealed record UsedFile(FileSyntax Syntax, ImmutableHashSet<SourceText> Uses);

/// <summary>
/// The declarations of a model and of all files that it uses, with every `default` resolved: of several declarations
/// of one name the one counts whose file uses the files of all others, which must be defaults of the same kind.
/// </summary>
internal sealed class DeclarationTable
{
    private readonly Dictionary<string, DeclarationSyntax> _byName = [];
    private readonly ImmutableArray<UsedFile> _files;
    private readonly DiagnosticBag _diagnostics;

    /// <param name="files">Used files before those that use them, the model itself last.</param>
    public DeclarationTable(ImmutableArray<UsedFile> files, DiagnosticBag diagnostics)
    {
        _files = files;
        _diagnostics = diagnostics;
        var all = files.SelectMany(f => f.Syntax.Declarations).ToList();
        Workload = OnlyWorkload(files[^1].Syntax);
        if (Workload is not null)
        {
            all.AddRange(WorkloadExpansion.Of(Workload, all));
        }

        foreach (var group in all.Where(IsNamed).GroupBy(d => NameOf(d)!.Text))
        {
            _byName[group.Key] = Resolve(group.Key, [.. group]);
        }

        Declarations = [.. all.Where(d => NameOf(d) is null || (IsNamed(d) && _byName[NameOf(d)!.Text] == d))];
    }

    /// <summary>The declarations that count, in order: used files first.</summary>
    public ImmutableArray<DeclarationSyntax> Declarations { get; }

    /// <summary>What the model's own file says of workloads; a file that is used says nothing of them.</summary>
    public WorkloadSyntax? Workload { get; }

    public IEnumerable<string> Names => _byName.Keys;

    public DeclarationSyntax? Find(string name) => _byName.GetValueOrDefault(name);

    private WorkloadSyntax? OnlyWorkload(FileSyntax file)
    {
        var all = file.Declarations.OfType<WorkloadSyntax>().ToList();
        foreach (var other in all.Skip(1))
        {
            _diagnostics.ReportWith(
                DiagnosticCatalog.SecondWorkload, other.Binder.Span, null, [new RelatedPlace(all[0].Binder.Span, "the first")]);
        }

        return all.FirstOrDefault();
    }

    // A missing name has been reported by the parser.
    private static bool IsNamed(DeclarationSyntax declaration) => NameOf(declaration) is { Text.Length: > 0 };

    /// <summary>The name that a declaration declares, or null.</summary>
    public static NameSyntax? NameOf(DeclarationSyntax declaration) => declaration switch
    {
        ParamSyntax d => d.Name,
        SwitchSyntax d => d.Name,
        ConfigSyntax d => d.Name,
        TypeDeclarationSyntax d => d.Name,
        VariableSyntax d => d.Name,
        FunctionSyntax d => d.Name,
        ProcedureSyntax d => d.Name,
        ThreadSyntax d => d.Name,
        InterruptSyntax d => d.Name,
        RuleSyntax d => d.Name,
        PropertySyntax d => d.Name,
        _ => null,
    };

    /// <summary>What a declaration is, with its article.</summary>
    public static string KindOf(DeclarationSyntax declaration) => declaration switch
    {
        ParamSyntax => "a parameter",
        SwitchSyntax => "a switch",
        ConfigSyntax => "a named setting",
        TypeDeclarationSyntax => "a type",
        VariableSyntax => "a variable",
        FunctionSyntax => "a function",
        ProcedureSyntax => "a procedure",
        ThreadSyntax => "a thread",
        InterruptSyntax => "an interrupt",
        RuleSyntax => "a rule",
        _ => "a property",
    };

    private DeclarationSyntax Resolve(string name, ImmutableArray<DeclarationSyntax> candidates)
    {
        if (candidates.Length == 1)
        {
            return candidates[0];
        }

        var chosen = candidates.FirstOrDefault(c => candidates.All(o => o == c || Overrides(c, o)))
            ?? candidates.FirstOrDefault(c => !candidates.Any(o => Overrides(o, c)))
            ?? candidates[0];
        foreach (var other in candidates.Where(o => o != chosen))
        {
            Check(name, chosen, other);
        }

        return chosen;
    }

    private void Check(string name, DeclarationSyntax chosen, DeclarationSyntax other)
    {
        if (!Overrides(chosen, other))
        {
            var areApart = (other.IsDefault || chosen.IsDefault) && other.Span.Source != chosen.Span.Source;
            Report(areApart ? DiagnosticCatalog.AmbiguousDefault : DiagnosticCatalog.DuplicateName, other, chosen, "declared here too", name);
        }
        else if (other.GetType() != chosen.GetType())
        {
            Report(DiagnosticCatalog.OverrideKind, chosen, other, "the default", name, KindOf(chosen), KindOf(other));
        }
    }

    // Of files that use each other neither is nearer to the model.
    private bool Overrides(DeclarationSyntax declaration, DeclarationSyntax other) =>
        other.IsDefault && FileOf(declaration).Uses.Contains(other.Span.Source)
        && !FileOf(other).Uses.Contains(declaration.Span.Source);

    private UsedFile FileOf(DeclarationSyntax declaration) => _files.First(f => f.Syntax.Source == declaration.Span.Source);

    private void Report(
        DiagnosticDescriptor descriptor, DeclarationSyntax here, DeclarationSyntax there, string related, params object[] arguments) =>
        _diagnostics.ReportWith(descriptor, NameOf(here)!.Span, null, [new RelatedPlace(NameOf(there)!.Span, related)], arguments);
}
