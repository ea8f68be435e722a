using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Explorer.Language.Syntax;

namespace Explorer.Language.Tests.Parsing;

/// <summary>
/// Writes a tree without its places, so that two trees can be compared: `(Binary And (NameExpression a) …)`.
/// By reflection, so that no kind of node can be forgotten.
/// </summary>
internal static class SyntaxShape
{
    // The last two are never written by the parser.
    private static readonly string[] Omitted = ["Span", "Source", "EqualityContract", "Description", "IsFrozen", "Workload"];

    public static string Of(object? value) => value switch
    {
        null => "-",
        NameSyntax name => name.Text,
        string text => $"\"{text}\"",
        SyntaxNode node => $"({string.Join(' ', Values(node).Select(Of).Prepend(Kind(node)))})",
        IEnumerable items => $"[{string.Join(' ', items.Cast<object>().Select(Of))}]",
        _ => value.ToString()!,
    };

    public static IEnumerable<SyntaxNode> Children(SyntaxNode node)
    {
        foreach (var value in Values(node))
        {
            if (value is SyntaxNode child)
            {
                yield return child;
            }
            else if (value is IEnumerable items and not string)
            {
                foreach (var item in items.OfType<SyntaxNode>())
                {
                    yield return item;
                }
            }
        }
    }

    private static string Kind(SyntaxNode node) => node.GetType().Name.Replace("Syntax", "", StringComparison.Ordinal);

    // The text of an assertion is called Description too.
    private static IEnumerable<object?> Values(SyntaxNode node) => node.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => !Omitted.Contains(property.Name) || (node is AssertSyntax && property.Name == "Description"))
        .Select(property => property.GetValue(node));
}
