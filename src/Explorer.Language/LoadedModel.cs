using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core;
using Explorer.Core.Diagnostics;
using Explorer.Language.Binding;
using Explorer.Language.Diagnostics;
using Explorer.Language.Lowering;
using Explorer.Language.Parsing;
using Explorer.Language.Syntax;
using Explorer.Machines;
using Explorer.Machines.Values;
using Explorer.Machines.Workloads;

namespace Explorer.Language;

/// <summary>A constant of a model with its value under the settings in force.</summary>
public sealed record Setting(string Name, string Value, string Description)
{
    /// <summary>The values that it can be given, in the order of its bounds or its type; the value in force alone where these
    /// say nothing, or allow too many. Values may depend on each other: a model can refuse some together.</summary>
    public ImmutableArray<string> Choices { get; init; } = [Value];
}

/// <summary>A model under some settings: its mistakes, or its state machines.</summary>
public sealed class LoadedModel
{
    private const int MostChoices = 64;

    private readonly ImmutableArray<UsedFile> _files;
    private readonly Dictionary<string, (ExpressionSyntax Value, SourceSpan Span)> _settings = [];
    private readonly VariableUse _use = new();
    private readonly GhostUse _ghosts = new();
    private readonly GlobalScope _globals;
    private readonly MachineModel? _full;
    private readonly ImmutableHashSet<string> _own;
    private readonly ImmutableHashSet<string> _allGhosts = [];

    internal LoadedModel(ModelFile file, ImmutableArray<UsedFile> files, ModelSettings settings)
    {
        File = file;
        _files = files;
        var diagnostics = new DiagnosticBag();
        var table = new DeclarationTable(files, diagnostics);
        var names = new SettingNames(table, diagnostics);
        CollectSettings(names, settings, diagnostics);
        names.Check(files[^1].Syntax);
        _own = Learn();
        var globals = _globals = NewScope(diagnostics, _own);
        var builder = new ModelBuilder(globals, new BuildRequest(_use, _ghosts, null, []));
        _full = builder.Build(file.Path);
        PropertyNames = builder.PropertyNames;
        RefuseMemoryModels(table, diagnostics);
        _allGhosts = [.. table.Declarations.OfType<VariableSyntax>().Where(v => v.IsGhost).Select(v => v.Name.Text)];
        Parameters = [.. table.Declarations.OfType<ParamSyntax>().Select(d => ToSetting(globals, d.Name.Text, d.Description, d.Bounds ?? d.Type))];
        Switches = [.. table.Declarations.OfType<SwitchSyntax>().Select(d => ToSetting(globals, d.Name.Text, d.Text ?? d.Description, d.Type))];
        // What could not be parsed is no reason to miss it.
        var found = diagnostics.Sorted().Where(d => d.Descriptor != DiagnosticCatalog.NothingToExplore || file.SyntaxDiagnostics.IsEmpty);
        Diagnostics = [.. file.SyntaxDiagnostics.Concat(found)
            .OrderBy(d => d.Span.Source.Path, StringComparer.Ordinal).ThenBy(d => d.Span.Start)];
    }

    public ModelFile File { get; }

    /// <summary>All mistakes, sorted. With an error among them there is nothing to build.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>What the model says of workloads; null if it says nothing, or is wrong.</summary>
    public WorkloadShape? Workload => _full?.Workload;

    /// <summary>Is it the name of something in the model, so that nothing else can have it? Names that are local to a
    /// procedure are none.</summary>
    public bool IsDeclared(string name) => _globals.IsGlobal(name);

    public bool HasErrors => Diagnostics.Any(d => d.IsError);

    public ImmutableArray<Setting> Parameters { get; }

    public ImmutableArray<Setting> Switches { get; }

    /// <summary>Names of all properties, the built-in ones last, in the order of a full check.</summary>
    public ImmutableArray<string> PropertyNames { get; }

    /// <summary>The state machines for checking some properties; only ghosts on which they depend are stored.</summary>
    /// <param name="properties">Names from <see cref="PropertyNames"/>; null: all.</param>
    /// <returns>The machines; of a model with a workload, the initial step draws it.</returns>
    /// <exception cref="InternalErrorException">The model has errors, or there is no such property.</exception>
    public MachineModel Build(ImmutableArray<string>? properties = null) => WorkloadDraws.AddTo(BuildIdle(properties));

    /// <summary>As <see cref="Build"/>, but nothing is drawn: the workload is the empty one, until the variable that holds it
    /// is given another value.</summary>
    public MachineModel BuildIdle(ImmutableArray<string>? properties = null)
    {
        if (HasErrors || properties?.Any(p => !PropertyNames.Contains(p)) == true)
        {
            throw new InternalErrorException($"'{File.Path}' cannot be built");
        }

        ImmutableHashSet<string>? selected = properties is null ? null : [.. properties];
        var dropped = _allGhosts.Except(_ghosts.Needed(selected));
        if (selected is null && dropped.IsEmpty)
        {
            return _full!;
        }

        var globals = NewScope(new DiagnosticBag(), dropped.Union(_own));
        var model = new ModelBuilder(globals, new BuildRequest(_use, new GhostUse(), selected, dropped)).Build(File.Path);
        return model ?? throw new InternalErrorException(
            $"'{File.Path}' cannot be built: {string.Join("; ", globals.Diagnostics.Sorted().Select(d => d.Message))}");
    }

    // The first pass finds out who names which variable, and so which are no variables but locals; what it reports is
    // reported again by the second.
    private ImmutableHashSet<string> Learn()
    {
        var builder = new ModelBuilder(NewScope(new DiagnosticBag(), []), new BuildRequest(_use, _ghosts, null, []));
        builder.Build(File.Path);
        _use.IsComplete = true;
        return builder.OwnVariables;
    }

    private GlobalScope NewScope(DiagnosticBag diagnostics, ImmutableHashSet<string> dropped) =>
        new(new DeclarationTable(_files, diagnostics), _settings, diagnostics) { Use = _use, Dropped = dropped, Source = File.Source };

    private void CollectSettings(SettingNames names, ModelSettings settings, DiagnosticBag diagnostics)
    {
        foreach (var config in settings.Configs)
        {
            foreach (var setting in names.FindConfig(config, CommandLine(config))?.Settings ?? [])
            {
                Set(names, setting.Name.Text, setting.Value, setting.Name.Span);
            }
        }

        foreach (var (name, value) in settings.Values)
        {
            var source = new SourceText("command line", value);
            Set(names, name, ModelParser.ParseExpression(source, diagnostics), new SourceSpan(source, 0, value.Length));
        }
    }

    private void Set(SettingNames names, string name, ExpressionSyntax value, SourceSpan span)
    {
        if (names.CheckSetting(name, span))
        {
            _settings[name] = (value, span);
        }
    }

    private static SourceSpan CommandLine(string text) => new(new SourceText("command line", text), 0, text.Length);

    private static void RefuseMemoryModels(DeclarationTable table, DiagnosticBag diagnostics)
    {
        foreach (var memory in table.Declarations.OfType<MemorySyntax>().Where(m => m.Model.Text != "sc"))
        {
            diagnostics.Report(DiagnosticCatalog.NotYetInLanguage, memory.Span, $"memory {memory.Model.Text}");
        }
    }

    private static Setting ToSetting(GlobalScope globals, string name, string? description, TypeSyntax? type)
    {
        if (globals.Find(name) is not ConstantSymbol s)
        {
            return new Setting(name, "?", description ?? "");
        }

        var setting = new Setting(name, Display(s, s.Value), description ?? "");
        var allowed = type is null ? s.Type : globals.Types.Resolve(type);
        return ValueOrder.IsNumbered(allowed) && allowed.Cardinality <= MostChoices
            ? setting with { Choices = [.. Enumerable.Range(0, (int)allowed.Cardinality).Select(i => Display(s, ValueOrder.At(allowed, i)))] }
            : setting;
    }

    private static string Display(ConstantSymbol s, Value value) =>
        value is BoolValue b && s.Kind == "a switch" ? (b.IsTrue ? "on" : "off") : value.Display;
}
