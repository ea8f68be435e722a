using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;

namespace Explorer.Reporting.Summaries;

/// <summary>The actions that no explored state enabled: a hint that a model does less than its author thinks.</summary>
public static class SilentActions
{
    /// <summary>Their names in the order of the model, each with the machines that have it, one entry for each name and
    /// declaration: instances of a declaration of which some fire are not silent.</summary>
    public static ImmutableArray<string> Of(MachineModel model, ImmutableArray<long> firings)
    {
        var names = new List<string>();
        var places = model.Actions.GroupBy(a => (model.Machines[a.Machine].Template, a.Span, a.Name));
        foreach (var place in places.Where(p => p.All(a => firings[a.Id] == 0)))
        {
            var name = place.Key.Name == place.Key.Template ? place.Key.Name : $"{place.Key.Template}: {place.Key.Name}";
            if (!names.Contains(name))
            {
                names.Add(name);
            }
        }

        return [.. names];
    }
}
