using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Explorer.Language;

namespace Explorer.Generation;

/// <summary>Simpler settings: numbers become smaller. Named settings, and what else was set, stay: they are what was asked
/// about, and without them a workload may fail for another reason.</summary>
public static class SettingsReductions
{
    /// <summary>Settings in which a parameter, which is a number of at least 1, is one less.</summary>
    /// <param name="model">The model under the settings.</param>
    public static IEnumerable<ModelSettings> Of(GenerationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var settings = model.Settings;
        foreach (var (name, text, _) in model.Loaded.Parameters)
        {
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0)
            {
                yield return settings with { Values = With(settings.Values, name, value - 1) };
            }
        }
    }

    private static ImmutableArray<(string Name, string Value)> With(ImmutableArray<(string Name, string Value)> values, string name, long value) =>
        [.. values.Where(v => v.Name != name), (name, value.ToString(CultureInfo.InvariantCulture))];
}
