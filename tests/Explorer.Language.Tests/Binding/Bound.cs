using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Language.Diagnostics;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Assert = Xunit.Assert;

namespace Explorer.Language.Tests.Binding;

/// <summary>Binds small models.</summary>
internal static class Bound
{
    public static LoadedModel Model(string text, ModelSettings? settings = null) =>
        ModelFile.FromText(text, "test.model").Bind(settings ?? ModelSettings.None);

    /// <summary>The state machines of a model without mistakes.</summary>
    public static MachineModel Machines(string text, ModelSettings? settings = null)
    {
        var loaded = Model(text, settings);
        Assert.Equal("", DiagnosticRenderer.Render(loaded.Diagnostics));
        return loaded.Build();
    }

    public static string[] Codes(string text, ModelSettings? settings = null) =>
        [.. Model(text, settings).Diagnostics.Select(d => d.Code)];

    /// <summary>The messages, without their places.</summary>
    public static string[] Messages(string text, ModelSettings? settings = null) =>
        [.. Model(text, settings).Diagnostics.Select(d => $"{d.Code}: {d.Message}")];

    public static string Rendered(string text, ModelSettings? settings = null) =>
        DiagnosticRenderer.Render(Model(text, settings).Diagnostics);

    public static ModelSettings With(params ImmutableArray<(string Name, string Value)> values) => new([], values);

    /// <summary>The type of an expression that is no constant, as a property sees it.</summary>
    public static ModelType TypeOf(string expression, string declarations)
    {
        var model = Machines($"{declarations}\nrule pause {{ skip; }}\ninvariant tested: ({expression}) == ({expression});");
        return Assert.IsType<Binary>(model.Conditions[0]).Left.Type;
    }

    /// <summary>What is assigned to a variable of a type, with the coercions.</summary>
    public static Expression Assigned(string type, string expression, string declarations)
    {
        var model = Machines($"{declarations}\nvar tested: {type};\nrule assign {{ tested = {expression}; }}");
        return model.Actions[0].Nodes.OfType<Assign>().Single(a => a.Target.Variable?.Name == "tested").Value;
    }

    /// <summary>The value of an expression in the initial state, or the kind of fault.</summary>
    public static string Value(string type, string expression, string declarations = "")
    {
        var model = Machines($"{declarations}\nvar tested: {type};\ninit {{ tested = {expression}; }}\nrule pause {{ skip; }}");
        var outcome = Assert.Single(new Interpreter(model).InitialOutcomes());
        var index = model.Variables.Single(v => v.Name == "tested").Index;
        return outcome.State?.Variables[index].Display ?? outcome.Fault?.Kind.ToString() ?? throw new InvalidOperationException();
    }
}
