using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Explorer.Language;

namespace Explorer.Generation;

/// <summary>Two settings that are simpler: a number is one less in both, or what is no number, a switch mostly, and has one value
/// in both has its default in both. What the two differ in stays: it is what is asked about, and with a flush less the one may
/// be wrong for another reason.</summary>
public static class ComparisonReductions
{
    /// <summary>In a fixed order: parameters that are numbers of at least 1, then everything else, as the model has them.</summary>
    public static IEnumerable<(ModelSettings Wrong, ModelSettings Right)> Of(GenerationModel wrong, GenerationModel right)
    {
        foreach (var parameter in wrong.Loaded.Parameters)
        {
            if (Number(parameter.Value) is > 0 and var value && Number(ValueOf(right, parameter.Name)) is > 0 and var other)
            {
                yield return (With(wrong.Settings, parameter.Name, Text(value - 1)), With(right.Settings, parameter.Name, Text(other - 1)));
            }
        }

        var defaults = wrong.Loaded.File.Bind(ModelSettings.None);
        foreach (var (name, value) in defaults.Parameters.Concat(defaults.Switches).Where(s => Number(s.Value) is null).Select(s => (s.Name, s.Value)))
        {
            if (ValueOf(wrong, name) is { } both && both != value && ValueOf(right, name) == both)
            {
                yield return (WithDefault(wrong, name, value), WithDefault(right, name, value));
            }
        }
    }

    // Without what was set, if that suffices; a named setting may say otherwise.
    private static ModelSettings WithDefault(GenerationModel model, string name, string value)
    {
        var without = model.Settings with { Values = [.. model.Settings.Values.Where(v => v.Name != name)] };
        var bound = model.Loaded.File.Bind(without);
        return bound.Parameters.Concat(bound.Switches).FirstOrDefault(s => s.Name == name)?.Value == value
            ? without
            : With(model.Settings, name, value);
    }

    private static string? ValueOf(GenerationModel model, string name) =>
        model.Loaded.Parameters.Concat(model.Loaded.Switches).FirstOrDefault(s => s.Name == name)?.Value;

    private static ModelSettings With(ModelSettings settings, string name, string value) =>
        settings with { Values = [.. settings.Values.Where(v => v.Name != name), (name, value)] };

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
