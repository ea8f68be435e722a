using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Machines;

namespace Explorer.Reporting.Summaries;

/// <summary>The actions that no explored state enabled: a hint that a model does less than its author thinks.</summary>
public static class SilentActions
{
    /// <summary>Their names in the order of the model, each with the declaration that has it. A step of which some
    /// instance fires is not silent.</summary>
    public static ImmutableArray<string> Of(MachineModel model, ImmutableArray<long> firings)
    {
        var names = new List<string>();
        foreach (var step in model.Actions.GroupBy(a => KeyOf(model, a)).Where(s => s.All(a => firings[a.Id] == 0)))
        {
            var (template, name, _) = step.Key;
            var text = name.Length == 0 ? template : $"{template}: {name}";
            if (!names.Contains(text))
            {
                names.Add(text);
            }
        }

        return [.. names];
    }

    // A rule's name has its arguments in it, so its declaration stands for it.
    private static (string Template, string Name, SourceSpan Span) KeyOf(MachineModel model, MachineAction action)
    {
        var machine = model.Machines[action.Machine];
        return (machine.Template, machine.Kind == MachineKind.Rule ? "" : action.Name, action.Span);
    }
}
