using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Explorer.Language;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Generation;

/// <summary>A workload as text: in a few lines for a report, or as a model of its own.</summary>
public sealed class WorkloadText
{
    private readonly GenerationModel _model;
    private readonly Workload _workload;
    private readonly Dictionary<(IdentityType Type, int Index), string> _names = [];

    public WorkloadText(GenerationModel model, Workload workload)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(workload);
        _model = model;
        _workload = workload;
        foreach (var unnamed in Occurring().SelectMany(ValueText.Unnamed).Distinct())
        {
            // Names are given in the order of the identities, so all those before need one, too.
            for (var i = unnamed.Type.Named.Length; i <= unnamed.Index; i++)
            {
                _names.TryAdd((unnamed.Type, i), NameOf(unnamed.Type, i));
            }
        }
    }

    /// <summary>For each program that has calls a line: whose it is, and the calls.</summary>
    public IEnumerable<(string Owner, string Calls)> Lines() =>
        Busy().Select(p => (ValueText.Of(p.Owner, _names), string.Join(' ', _workload.Programs[p.Index].Select(c => CallText(c)))));

    /// <summary>The thread and what it needs, without comments and expectations.</summary>
    /// <param name="use">Path of the model, as the text will have it.</param>
    public string Declarations(string use)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"use \"{use}\";\n\n");
        foreach (var type in _names.GroupBy(n => n.Key.Type).OrderBy(g => g.Key.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"name {type.Key.Name} {{ {string.Join(", ", type.OrderBy(n => n.Key.Index).Select(n => n.Value))} }}\n");
        }

        text.Append(_names.Count == 0 ? "" : "\n");
        var description = _model.Space.Description;
        var place = description.PlaceText is { } on ? $" on {on}" : "";
        text.Append(CultureInfo.InvariantCulture, $"thread workload for {description.BinderText}{place} {{\n");
        var binder = description.BinderText.Split(':')[0].Trim();
        foreach (var (index, owner) in Busy())
        {
            text.Append(CultureInfo.InvariantCulture, $"    if ({binder} == {ValueText.Of(owner, _names)}) {{\n");
            foreach (var call in _workload.Programs[index])
            {
                text.Append(CultureInfo.InvariantCulture, $"        {CallText(call)}\n");
            }

            text.Append("    }\n");
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>`with v12, PAGES = 2`, or nothing where nothing is set.</summary>
    public static string WithClause(ModelSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var parts = settings.Configs.Concat(settings.Values.Select(v => $"{v.Name} = {v.Value}")).ToList();
        return parts.Count == 0 ? "" : $" with {string.Join(", ", parts)}";
    }

    private string CallText(WorkloadCall call)
    {
        var operation = _model.Space.Description.Operations[call.Operation];
        var value = _model.Space.ValueOf(call);
        var arguments = operation.Arguments.Select(a => a.Field < 0 ? a.Text : ValueText.Of(value.Fields[a.Field], _names));
        var text = operation.Text is { } heading ? $"\"{heading}\" " : "";
        return $"{text}{operation.Procedure}({string.Join(", ", arguments)});";
    }

    private IEnumerable<(int Index, Value Owner)> Busy() => Enumerable.Range(0, _workload.Programs.Length)
        .Where(i => !_workload.Programs[i].IsEmpty).Select(i => (i, ValueOrder.At(_model.Space.Description.Owner, i)));

    private IEnumerable<Value> Occurring() =>
        Busy().Select(b => b.Owner).Concat(_workload.Calls.Select(_model.Space.ValueOf));

    private string NameOf(IdentityType type, int index)
    {
        var prefix = string.Concat(type.Prefix.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        var name = string.Create(CultureInfo.InvariantCulture, $"{(char.IsAsciiLetter(prefix.FirstOrDefault('0')) ? prefix : "id" + prefix)}{index}");
        while (_model.Loaded.IsDeclared(name))
        {
            name += "_";
        }

        return name;
    }
}
