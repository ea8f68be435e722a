using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Explorer.Language;

namespace Explorer.Generation;

/// <summary>Simpler settings: what was set goes back to its default, and numbers become smaller.</summary>
public static class SettingsReductions
{
    /// <summary>Settings without one of the named ones, or without a single one; then those in which a parameter, which is a
    /// number of at least 1, is one less.</summary>
    /// <param name="model">The model under the settings.</param>
    public static IEnumerable<ModelSettings> Of(GenerationModel model)
    {
        var settings = model.Settings;
        for (var i = settings.Configs.Length - 1; i >= 0; i--)
        {
            yield return settings with { Configs = settings.Configs.RemoveAt(i) };
        }

        // One that was made smaller than its default does not go back to it.
        for (var i = settings.Values.Length - 1; i >= 0; i--)
        {
            if (!IsNumber(model, settings.Values[i].Name))
            {
                yield return settings with { Values = settings.Values.RemoveAt(i) };
            }
        }

        foreach (var (name, text, _) in model.Loaded.Parameters)
        {
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0)
            {
                yield return settings with { Values = With(settings.Values, name, value - 1) };
            }
        }
    }

    private static bool IsNumber(GenerationModel model, string name) =>
        model.Loaded.Parameters.Any(p => p.Name == name && long.TryParse(p.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static ImmutableArray<(string Name, string Value)> With(ImmutableArray<(string Name, string Value)> values, string name, long value) =>
        [.. values.Where(v => v.Name != name), (name, value.ToString(CultureInfo.InvariantCulture))];
}
