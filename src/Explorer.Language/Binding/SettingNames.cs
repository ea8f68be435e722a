using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Language.Lowering;
using Explorer.Language.Syntax;

namespace Explorer.Language.Binding;

/// <summary>Whether what `config` and `expect` name is there, also where nobody asks for it now.</summary>
internal sealed class SettingNames(DeclarationTable table, DiagnosticBag diagnostics)
{
    /// <summary>Checks all configs, and the expectations of the model's own file.</summary>
    public void Check(FileSyntax model)
    {
        foreach (var setting in table.Declarations.OfType<ConfigSyntax>().SelectMany(c => c.Settings))
        {
            CheckSetting(setting.Name.Text, setting.Name.Span);
        }

        var properties = PropertyNames();
        foreach (var expectation in model.Declarations.OfType<ExpectSyntax>())
        {
            Check(expectation, properties);
        }
    }

    /// <summary>Is it a parameter or a switch? Reported if not.</summary>
    public bool CheckSetting(string name, SourceSpan span)
    {
        if (name.Length == 0 || table.Find(name) is ParamSyntax or SwitchSyntax)
        {
            return name.Length > 0;
        }

        var names = table.Declarations.Where(d => d is ParamSyntax or SwitchSyntax).Select(d => DeclarationTable.NameOf(d)!.Text);
        Report(DiagnosticCatalog.UnknownSetting, span, name, names, "parameter or switch", name);
        return false;
    }

    /// <summary>The config of a name, or null after a report.</summary>
    public ConfigSyntax? FindConfig(string name, SourceSpan span)
    {
        if (name.Length > 0 && table.Find(name) is not ConfigSyntax)
        {
            var names = table.Declarations.OfType<ConfigSyntax>().Select(c => c.Name.Text);
            Report(DiagnosticCatalog.UnknownSetting, span, name, names, "config", name);
        }

        return table.Find(name) as ConfigSyntax;
    }

    private void Check(ExpectSyntax expectation, ImmutableHashSet<string> properties)
    {
        foreach (var config in expectation.Configs)
        {
            FindConfig(config.Text, config.Span);
        }

        foreach (var setting in expectation.Settings)
        {
            CheckSetting(setting.Name.Text, setting.Name.Span);
        }

        if (expectation.Property is { Text: { Length: > 0 } name } property && !properties.Contains(name))
        {
            Report(DiagnosticCatalog.UnknownProperty, property.Span, name, properties, name);
        }
    }

    // By their text: an assertion counts although the settings leave out the thread in which it stands.
    private ImmutableHashSet<string> PropertyNames()
    {
        var names = table.Declarations.OfType<PropertySyntax>().Select(p => p.Name.Text)
            .Concat(table.Declarations.SelectMany(Bodies).SelectMany(AssignedNames.Statements).OfType<AssertSyntax>()
                .Select(a => a.Name?.Text ?? PropertyTable.Unnamed))
            .Concat(PropertyTable.BuiltInNames.Where(n => n != PropertyTable.Unnamed)).ToImmutableHashSet();
        return table.Declarations.OfType<DeadlockAllowedSyntax>().Any() ? names.Remove("deadlock") : names;
    }

    private static BlockSyntax[] Bodies(DeclarationSyntax declaration) => declaration switch
    {
        InitSyntax d => [d.Body],
        ProcedureSyntax d => [d.Body],
        ThreadSyntax d => [d.Body],
        InterruptSyntax d => [d.Body],
        RuleSyntax d => [d.Body],
        _ => [],
    };

    private void Report(
        DiagnosticDescriptor descriptor, SourceSpan span, string name, IEnumerable<string> names, params object[] arguments) =>
        diagnostics.ReportWith(descriptor, span, Suggestion.For(name, names), [], arguments);
}
