using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Language.Syntax;
using Explorer.Language.Tests.Lowering;
using Explorer.Machines;
using Xunit;
using PropertyKind = Explorer.Core.Properties.PropertyKind;

namespace Explorer.Language.Tests.Documentation;

/// <summary>
/// A model of a page with what the page says of it: the words behind `model`, each checked on the interpreter.
/// `error=EX4001,EX4003`: these errors and no others. `holds`, `holds=p`: all properties, one of them. `violated=p`,
/// `reached=p`: found, and by a `steps=N` behind it in so many steps. `states=N`, `transitions=N`: the counts.
/// `expect`: the model has `expect` lines; whether it says so or not, all of them must be met. `file=NAME`: the text is
/// a file that other models of the page use, and needs no other word.
/// </summary>
internal sealed class ModelExample(PageBlock block, string folder)
{
    private readonly ModelFile _file = ModelFile.FromText(block.Text, Path.Combine(folder, "example.model"));
    private readonly Lazy<Exploration> _found = new(() => Exploration.Of(Exploration.Load(block.Text, Path.Combine(folder, "example.model")).Build()));
    private string _property = "";

    public void Check()
    {
        Assert.True(
            !block.Words.IsEmpty && (!block.Words.Contains("expect") || !_file.Expectations.IsEmpty),
            "a model needs words that say what must be found, such as 'holds' or 'states=5'");
        foreach (var word in block.Words)
        {
            var (key, value) = word.Split('=', 2) is [var k, var v] ? (k, v) : (word, "");
            Check(key, value);
        }

        foreach (var expectation in _file.Expectations)
        {
            Check(expectation);
        }
    }

    private void Check(string key, string value)
    {
        switch (key)
        {
            case "error":
                Assert.Equal(value.Split(','), _file.Bind(ModelSettings.None).Diagnostics.Select(d => d.Code));
                break;
            case "holds":
                CheckHolds(Build(ModelSettings.None, null), _found.Value, value);
                break;
            case "violated" or "reached":
                _property = value;
                CheckFound(key == "reached", value);
                break;
            case "steps":
                Assert.Equal(Number(value), _found.Value.Found[_property]);
                break;
            case "states":
                Assert.Equal(Number(value), _found.Value.States);
                break;
            case "transitions":
                Assert.Equal(Number(value), _found.Value.Transitions);
                break;
            default:
                Assert.True(key is "file" or "expect", $"'{key}' is not known to the tests");
                break;
        }
    }

    private static int Number(string value) => int.Parse(value, CultureInfo.InvariantCulture);

    private void CheckFound(bool isReachable, string property)
    {
        var info = Build(ModelSettings.None, null).Properties.Single(p => p.Name == property);
        Assert.Equal(isReachable, info.Kind == PropertyKind.Reachable);
        Assert.Contains(property, _found.Value.Found.Keys);
    }

    private MachineModel Build(ModelSettings settings, string? property)
    {
        var loaded = _file.Bind(settings);
        Assert.Empty(loaded.Diagnostics);
        return loaded.Build(property is null ? null : [property]);
    }

    /// <param name="property">One of them; empty: all.</param>
    private static void CheckHolds(MachineModel model, Exploration found, string property)
    {
        var violated = model.Properties.Where(p => property is "" || p.Name == property).Where(p => !Holds(p, found));
        Assert.Empty(violated.Select(p => $"{p.Name} ({Steps(found, p.Name)})"));
    }

    private static bool Holds(PropertyInfo property, Exploration found) =>
        found.Found.ContainsKey(property.Name) == (property.Kind == PropertyKind.Reachable);

    private static string Steps(Exploration found, string property) =>
        found.Found.TryGetValue(property, out var steps) ? $"{steps} steps" : "never";

    private void Check(Expectation expectation)
    {
        var model = Build(expectation.Settings, expectation.Property);
        var found = Exploration.Of(model);
        switch (expectation.Kind)
        {
            case ExpectationKind.Violated:
                Assert.False(Holds(model.Properties[0], found), $"not met: {expectation.Text}");
                Assert.Equal(expectation.Number ?? found.Found[expectation.Property!], found.Found[expectation.Property!]);
                break;
            case ExpectationKind.Holds:
                CheckHolds(model, found, expectation.Property ?? "");
                break;
            case ExpectationKind.States:
                Assert.Equal(expectation.Number, found.States);
                break;
            case ExpectationKind.Transitions:
                Assert.Equal(expectation.Number, found.Transitions);
                break;
            default:
                Assert.Fail($"the tests cannot judge: {expectation.Text}");
                break;
        }
    }
}
