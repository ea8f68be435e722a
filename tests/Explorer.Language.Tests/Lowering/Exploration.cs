using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Language.Diagnostics;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Xunit;

namespace Explorer.Language.Tests.Lowering;

/// <summary>All states of a model given as text, by the interpreter and a queue: for counts that are made by hand.</summary>
internal sealed class Exploration
{
    private readonly Dictionary<MachineState, int> _depths = [];

    private Exploration(MachineModel model)
    {
        var interpreter = new Interpreter(model);
        var queue = new Queue<MachineState>();
        foreach (var outcome in interpreter.InitialOutcomes())
        {
            Note(model, outcome.Violations, 0);
            if (outcome.State is { } state && _depths.TryAdd(state, 0))
            {
                queue.Enqueue(state);
            }
        }

        InitialStates = _depths.Count;
        while (queue.TryDequeue(out var state))
        {
            var depth = _depths[state];
            Note(model, interpreter.EvaluateState(state), depth);
            NoteDeadlock(model, interpreter, state, depth);
            if (!interpreter.IsWithinLimit(state))
            {
                continue;
            }

            foreach (var (action, _, outcome) in interpreter.Successors(state))
            {
                Transitions++;
                Fired.Add(action.Name);
                Note(model, outcome.Violations, depth + 1);
                if (outcome.State is { } next && _depths.TryAdd(next, depth + 1))
                {
                    queue.Enqueue(next);
                }
            }

            Assert.True(_depths.Count < 100_000, "the model is meant to be small");
        }
    }

    public int States => _depths.Count;

    public int InitialStates { get; }

    public int Transitions { get; private set; }

    /// <summary>Names of the steps that were taken.</summary>
    public HashSet<string> Fired { get; } = [];

    /// <summary>For each property that a state or a step violates (or, for a reachable, witnesses): the least depth.</summary>
    public Dictionary<string, int> Found { get; } = [];

    public static Exploration Of(string text, params string[] properties)
    {
        var loaded = Load(text);
        return new Exploration(loaded.Build(properties.Length == 0 ? null : [.. properties]));
    }

    public static Exploration Of(MachineModel model) => new(model);

    public static LoadedModel Load(string text, string path = "model")
    {
        var loaded = ModelFile.FromText(text, path).Bind(ModelSettings.None);
        Assert.True(!loaded.HasErrors, string.Join(Environment.NewLine, loaded.Diagnostics.Select(DiagnosticRenderer.Render)));
        return loaded;
    }

    /// <summary>The codes of the errors of a model, in order.</summary>
    public static ImmutableArray<string> Errors(string text) =>
        [.. ModelFile.FromText(text).Bind(ModelSettings.None).Diagnostics.Select(d => d.Code)];

    private void Note(MachineModel model, ulong violations, int depth)
    {
        for (var i = 0; i < model.Properties.Length; i++)
        {
            if ((violations >> i & 1) != 0)
            {
                Found.TryAdd(model.Properties[i].Name, depth);
            }
        }
    }

    private void NoteDeadlock(MachineModel model, Interpreter interpreter, MachineState state, int depth)
    {
        if (model.BuiltIn(PropertyKind.Deadlock) >= 0 && interpreter.IsDeadlock(state))
        {
            Found.TryAdd("deadlock", depth);
        }
    }
}
