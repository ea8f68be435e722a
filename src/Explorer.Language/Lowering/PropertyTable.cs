using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Core.Properties;

namespace Explorer.Language.Lowering;

/// <summary>The properties of a model, or those of them that are being checked.</summary>
/// <param name="selected">Names of those to check; null: all.</param>
internal sealed class PropertyTable(ImmutableHashSet<string>? selected)
{
    /// <summary>What an assertion without a name is called.</summary>
    public const string Unnamed = "assertion";

    /// <summary>The names of properties that no model may declare.</summary>
    public static ImmutableArray<string> BuiltInNames { get; } = ["range", "overflow", "index", "deadlock", Unnamed];

    private readonly List<PropertyInfo> _properties = [];

    public ImmutableArray<PropertyInfo> Properties => [.. _properties];

    public bool IsSelected(string name) => selected is null || selected.Contains(name);

    /// <summary>Adds a property and gives its index; assertions of one name are one property. -1: not being checked.</summary>
    public int Add(string name, PropertyKind kind, string text, SourceSpan span)
    {
        if (!IsSelected(name))
        {
            return -1;
        }

        var index = _properties.FindIndex(p => p.Name == name && p.Kind == kind);
        if (index < 0)
        {
            index = _properties.Count;
            _properties.Add(new PropertyInfo(name, kind, text, span));
        }
        else if (_properties[index].Text.Length == 0 && text.Length != 0)
        {
            _properties[index] = _properties[index] with { Text = text };
        }

        return index;
    }

    /// <summary>The built-in properties, after all others.</summary>
    public void AddBuiltIn(bool deadlockAllowed)
    {
        Add("range", PropertyKind.Range, "every assignment stays in its target's range", SourceSpan.None);
        Add("overflow", PropertyKind.Overflow, "no arithmetic leaves 64 bits or divides by zero", SourceSpan.None);
        Add("index", PropertyKind.Index, "no value is taken from none, from another variant or outside an array", SourceSpan.None);
        if (!deadlockAllowed)
        {
            Add("deadlock", PropertyKind.Deadlock, "some thread can always go on until all have ended", SourceSpan.None);
        }
    }

    public ImmutableArray<string> Names => [.. _properties.Select(p => p.Name)];
}
