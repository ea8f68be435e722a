using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;
using Xunit;

namespace Explorer.Language.Tests.Documentation;

/// <summary>What the checklists in docs/how-to end with: fails for a kind that was declared and then forgotten. The
/// compiler cannot tell that a switch over sealed records is complete, so the sources are asked for the name.</summary>
public class ChecklistTests
{
    [Fact]
    public void Every_kind_of_statement_is_lowered() =>
        AssertAllNamed(typeof(StatementSyntax), "Lowering/StatementLowerer*.cs");

    [Fact]
    public void Every_kind_of_expression_is_bound() =>
        AssertAllNamed(typeof(ExpressionSyntax), "Binding/ExpressionBinder*.cs");

    [Fact]
    public void Every_kind_of_type_is_resolved() => AssertAllNamed(typeof(TypeSyntax), "Binding/TypeResolver.cs");

    [Fact]
    public void Every_kind_of_declaration_is_used() =>
        AssertAllNamed(typeof(DeclarationSyntax), "Binding/*.cs", "Lowering/*.cs", "ModelFile.cs", "LoadedModel.cs");

    [Fact]
    public void Every_diagnostic_is_reported_somewhere()
    {
        var sources = Sources("Parsing/*.cs", "Binding/*.cs", "Lowering/*.cs", "ModelFile.cs", "LoadedModel.cs");
        var names = typeof(DiagnosticCatalog).GetProperties()
            .Where(p => p.PropertyType == typeof(Core.Diagnostics.DiagnosticDescriptor)).Select(p => p.Name);
        // What an unknown property in an 'expect' line leads to is the command line's business so far.
        names = names.Except(["UnknownProperty"]);
        Assert.All(names, name => Assert.Matches($@"\bDiagnosticCatalog\.{name}\b", sources));
    }

    private static void AssertAllNamed(Type root, params ReadOnlySpan<string> patterns)
    {
        var sources = Sources(patterns);
        var kinds = root.Assembly.GetTypes().Where(t => t.IsSubclassOf(root) && !t.IsAbstract)
            .Where(t => !t.Name.StartsWith("Error", StringComparison.Ordinal));
        Assert.Empty(kinds.Where(t => !Regex.IsMatch(sources, $@"\b{t.Name}\b")).Select(t => t.Name));
    }

    private static string Sources(params ReadOnlySpan<string> patterns)
    {
        var text = "";
        foreach (var pattern in patterns)
        {
            var folder = Page.PathOf(Path.Combine("src/Explorer.Language", Path.GetDirectoryName(pattern)!));
            text += string.Concat(Directory.GetFiles(folder, Path.GetFileName(pattern)).Select(File.ReadAllText));
        }

        return text;
    }
}
