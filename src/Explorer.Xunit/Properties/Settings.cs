using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Explorer.Language;
using FsCheck;
using FsCheck.Fluent;

namespace Explorer.Xunit;

/// <summary>Settings of a model for properties of FsCheck: values for its parameters and switches.</summary>
public static class Settings
{
    /// <summary>The settings of a model.</summary>
    public static Arbitrary<ModelSettings> Of(string path) => Of(Check.That(path));

    /// <summary>The settings of a model that add something to those of a check: of every parameter that has bounds, or a small
    /// type, and of every switch, any value. Those that the model refuses are left out. They are shrunk by making numbers
    /// smaller and by giving other things their defaults back.</summary>
    /// <exception cref="ModelCheckException">The model is wrong.</exception>
    public static Arbitrary<ModelSettings> Of(ModelCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        var file = check.File();
        var model = file.Bind(check.Settings);
        if (model.HasErrors)
        {
            throw Failures.WrongModel(check.Path, model.Diagnostics);
        }

        var open = model.Parameters.Concat(model.Switches).Where(s => s.Choices.Length > 1)
            .Where(s => check.Settings.Values.All(v => v.Name != s.Name)).ToList();
        return Arb.From(
            Gen.CollectToArray(open.Select(s => Gen.Elements(s.Choices.AsEnumerable()))).Select(values => Of(open.Zip(values))).Where(IsRight),
            settings => Smaller(open, settings).Where(IsRight));

        bool IsRight(ModelSettings settings) => !file.Bind(check.Settings.Then(settings)).HasErrors;
    }

    private static ModelSettings Of(IEnumerable<(Setting Setting, string Value)> values) =>
        new([], [.. values.Where(v => v.Value != v.Setting.Value).Select(v => (v.Setting.Name, v.Value))]);

    // Numbers never become larger and other things never leave their defaults, so this comes to an end.
    private static IEnumerable<ModelSettings> Smaller(List<Setting> open, ModelSettings settings)
    {
        foreach (var setting in open)
        {
            var value = settings.Values.FirstOrDefault(v => v.Name == setting.Name).Value ?? setting.Value;
            var simpler = setting.Choices.All(c => Number(c) is not null)
                ? setting.Choices.Where(c => Number(c) < Number(value))
                : setting.Choices.Where(c => c == setting.Value && c != value);
            foreach (var choice in simpler)
            {
                yield return Of(open.Select(s => (s, s == setting ? choice
                    : settings.Values.FirstOrDefault(v => v.Name == s.Name).Value ?? s.Value)));
            }
        }
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
