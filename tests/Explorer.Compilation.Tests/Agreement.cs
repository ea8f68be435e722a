using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Systems;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Xunit;

namespace Explorer.Compilation.Tests;

/// <summary>Compiled code held against the interpreter, on the states that the interpreter reaches.</summary>
internal sealed class Agreement : IDisposable
{
    private readonly MachineModel _model;
    private readonly Interpreter _interpreter;
    private readonly CompiledSystem _compiled;
    private readonly SuccessorBuffer _buffer;

    public Agreement(MachineModel model)
        : this(model, ModelCompiler.Compile(model))
    {
    }

    public Agreement(MachineModel model, CompiledSystem compiled)
    {
        _model = model;
        _interpreter = new Interpreter(model);
        _compiled = compiled;
        _buffer = new SuccessorBuffer(_compiled.StateLength, 1);
    }

    /// <summary>Compares everything in up to `limit` states, breadth first.</summary>
    /// <returns>How many states there were.</returns>
    public int Check(int limit)
    {
        var seen = new HashSet<MachineState>();
        var waiting = new Queue<MachineState>();
        foreach (var state in InitialStates().Where(seen.Add))
        {
            waiting.Enqueue(state);
        }

        while (waiting.TryDequeue(out var state))
        {
            foreach (var next in Successors(state).Where(s => seen.Count < limit && seen.Add(s)))
            {
                waiting.Enqueue(next);
            }
        }

        return seen.Count;
    }

    public void Dispose() => _buffer.Dispose();

    // Differences between texts can be read.
    private static string Text(MachineState? state) => state is null
        ? "none"
        : $"{string.Join(", ", state.Variables)} | {string.Join(" | ", state.Machines.Select(m => $"{m.Location} {string.Join(", ", m.Locals)}"))}";

    private List<MachineState> InitialStates()
    {
        var expected = _interpreter.InitialOutcomes();
        Assert.Equal(expected.Count, _compiled.InitialStateCount);
        for (var i = 0; i < expected.Count; i++)
        {
            var words = new ulong[_compiled.StateLength];
            var violations = _compiled.WriteInitialState(i, words, out var hasState);
            Assert.Equal(Text(expected[i].State), Text(hasState ? _compiled.Layout.Decode(words) : null));
            Assert.Equal(expected[i].Violations, violations);
        }

        return [.. expected.Select(o => o.State).OfType<MachineState>()];
    }

    private List<MachineState> Successors(MachineState state)
    {
        var words = _compiled.Layout.Encode(state);
        Assert.Equal(state, _compiled.Layout.Decode(words));
        Assert.Equal(_interpreter.EvaluateState(state), _compiled.EvaluateState(words));
        Assert.Equal(_interpreter.IsWithinLimit(state), _compiled.IsWithinLimit(words));
        Assert.Equal(_interpreter.IsTerminal(state), _compiled.IsTerminal(words));

        var expected = _interpreter.Successors(state);
        CompareExpand(words, expected);
        CompareFire(words, expected);
        return [.. expected.Select(s => s.Outcome.State).OfType<MachineState>()];
    }

    private unsafe void CompareExpand(
        ulong[] words, IReadOnlyList<(MachineAction Action, int Choice, Outcome Outcome)> expected)
    {
        var before = words.ToArray();
        _compiled.Expand(words, _buffer);
        Assert.Equal(before, words);
        var withState = expected.Where(s => s.Outcome.State is not null).ToList();
        Assert.Equal(
            withState.Select(s => s.Action.Id), Enumerable.Range(0, _buffer.Count).Select(i => _buffer.Actions[i]));
        for (var i = 0; i < withState.Count; i++)
        {
            Assert.Equal(Text(withState[i].Outcome.State), Text(_compiled.Layout.Decode(_buffer[i])));
            Assert.Equal(_compiled.Layout.Encode(withState[i].Outcome.State!), _buffer[i].ToArray());
        }

        var violating = expected.Where(s => s.Outcome.State is null || s.Outcome.Violations != 0);
        Assert.Equal(
            violating.Select(s => new StepViolation(
                s.Outcome.State is null ? -1 : withState.IndexOf(s), s.Action.Id, s.Choice, s.Outcome.Violations)),
            _buffer.Violations);
        Assert.Equal(expected.Count - withState.Count, _buffer.FaultCount);
    }

    private void CompareFire(
        ulong[] words, IReadOnlyList<(MachineAction Action, int Choice, Outcome Outcome)> expected)
    {
        var successor = new ulong[_compiled.StateLength];
        foreach (var action in _model.Actions)
        {
            var outcomes = expected.Where(s => s.Action == action).Select(s => s.Outcome).ToImmutableArray();
            for (var choice = 0; choice < outcomes.Length; choice++)
            {
                Assert.True(_compiled.TryFire(action.Id, choice, words, successor, out var hasSuccessor, out var violations));
                Assert.Equal(Text(outcomes[choice].State), Text(hasSuccessor ? _compiled.Layout.Decode(successor) : null));
                Assert.Equal(outcomes[choice].Violations, violations);
            }

            Assert.False(_compiled.TryFire(action.Id, outcomes.Length, words, successor, out _, out _));
        }
    }
}
