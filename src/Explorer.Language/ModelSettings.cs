using System.Collections.Immutable;
using System.Linq;

namespace Explorer.Language;

/// <summary>What the command line or an `expect … with` sets: named configs first, then single parameters and switches,
/// each as the text of a constant expression, e.g. ("PAGES", "3"), ("write_flush", "off"). Later ones count.</summary>
public sealed record ModelSettings(ImmutableArray<string> Configs, ImmutableArray<(string Name, string Value)> Values)
{
    public static ModelSettings None { get; } = new([], []);

    /// <summary>These settings, then the others.</summary>
    public ModelSettings Then(ModelSettings others) => new([.. Configs, .. others.Configs], [.. Values, .. others.Values]);

    /// <summary>As behind `with`: `v12, PAGES = 2`; `the defaults` if nothing is set.</summary>
    public override string ToString()
    {
        var parts = Configs.Concat(Values.Select(v => $"{v.Name} = {v.Value}")).ToList();
        return parts.Count == 0 ? "the defaults" : string.Join(", ", parts);
    }
}
