using System.Collections.Generic;
using System.Linq;
using Explorer.Core.Systems.Dependence;
using Explorer.Machines;
using Explorer.Machines.Dependence;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;

namespace Explorer.Smt.Tests;

/// <summary>All reachable states of a small model with the interpreter's outcomes, and what the matrices must say of them.
/// States beyond the limit are not expanded, and nothing is said of steps from there.</summary>
internal sealed class FullGraph
{
    private readonly MachineModel _model;
    private readonly GuardTable _guards;
    private readonly Interpreter _interpreter;
    private readonly Dictionary<MachineState, IReadOnlyList<Outcome>[]> _outcomes = [];
    private readonly Dictionary<MachineState, bool[]> _labels = [];

    private FullGraph(MachineModel model, GuardTable guards)
    {
        _model = model;
        _guards = guards;
        _interpreter = new Interpreter(model);
    }

    public int Count => _outcomes.Count;

    /// <summary>The graph, without a limit; null if there are more states.</summary>
    public static FullGraph? Of(MachineModel model, GuardTable guards, int limit)
    {
        var graph = new FullGraph(model, guards);
        var waiting = new Queue<MachineState>();
        foreach (var state in graph._interpreter.InitialOutcomes().Select(o => o.State).OfType<MachineState>())
        {
            graph.Add(state, waiting);
        }

        while (waiting.TryDequeue(out var state))
        {
            if (graph.Count > limit)
            {
                return null;
            }

            foreach (var next in graph.Expanded(state).SelectMany(o => o).Select(o => o.State).OfType<MachineState>())
            {
                graph.Add(next, waiting);
            }
        }

        return graph;
    }

    /// <summary>The entries that are clear although some reachable state shows dependence.</summary>
    public IEnumerable<string> Wrong(DependenceMatrices matrices)
    {
        foreach (var state in _outcomes.Keys)
        {
            var outcomes = Expanded(state);
            foreach (var wrong in Coenabled(state, matrices).Concat(Changes(state, outcomes, matrices)).Concat(Accord(state, outcomes, matrices)))
            {
                yield return wrong;
            }
        }
    }

    private void Add(MachineState state, Queue<MachineState> waiting)
    {
        if (!_outcomes.ContainsKey(state))
        {
            _outcomes.Add(state, Outcomes(state));
            waiting.Enqueue(state);
        }
    }

    private IReadOnlyList<Outcome>[] Expanded(MachineState state) =>
        _interpreter.IsWithinLimit(state) ? _outcomes[state] : [.. _model.Actions.Select(_ => (IReadOnlyList<Outcome>)[])];

    private IReadOnlyList<Outcome>[] Outcomes(MachineState state) =>
        _outcomes.TryGetValue(state, out var known) ? known : [.. _model.Actions.Select(a => _interpreter.Outcomes(a, state))];

    private IEnumerable<string> Coenabled(MachineState state, DependenceMatrices matrices)
    {
        var labels = Labels(state);
        for (var g = 0; g < matrices.GuardCount; g++)
        {
            for (var h = 0; h < matrices.GuardCount; h++)
            {
                if (labels[g] && labels[h] && !matrices.MayBeCoenabled[g, h])
                {
                    yield return $"guards {g} and {h} are true together";
                }
            }
        }
    }

    private IEnumerable<string> Changes(MachineState state, IReadOnlyList<Outcome>[] outcomes, DependenceMatrices matrices)
    {
        var before = Labels(state);
        for (var action = 0; action < outcomes.Length; action++)
        {
            foreach (var next in outcomes[action].Select(o => o.State).OfType<MachineState>())
            {
                var after = Labels(next);
                for (var label = 0; label < before.Length; label++)
                {
                    if (before[label] != after[label]
                        && !(before[label] ? matrices.NecessaryDisabling : matrices.NecessaryEnabling)[label, action])
                    {
                        yield return $"action {action} changes label {label}";
                    }
                }
            }
        }
    }

    private IEnumerable<string> Accord(MachineState state, IReadOnlyList<Outcome>[] outcomes, DependenceMatrices matrices)
    {
        var enabled = Enumerable.Range(0, outcomes.Length).Where(a => outcomes[a].Count > 0).ToList();
        foreach (var t in enabled)
        {
            foreach (var u in enabled.Where(u => u != t && !matrices.DoNotAccord[t, u]))
            {
                if (!Accord(outcomes[t], outcomes[u], t, u))
                {
                    yield return $"actions {t} and {u} do not accord in {string.Join(", ", state.Variables)}";
                }
            }
        }
    }

    private bool Accord(IReadOnlyList<Outcome> ofT, IReadOnlyList<Outcome> ofU, int t, int u)
    {
        foreach (var one in ofT.Where(o => o.State is not null))
        {
            var uAfterT = Expanded(one.State!)[u];
            if (!Same(ofU, uAfterT))
            {
                return false;
            }

            for (var j = 0; j < ofU.Count; j++)
            {
                if (ofU[j].State is not { } other)
                {
                    continue;
                }

                var tAfterU = Expanded(other)[t];
                if (!Same(ofT, tAfterU) || !Equals(uAfterT[j].State, tAfterU[ofT.ToList().IndexOf(one)].State))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool Same(IReadOnlyList<Outcome> a, IReadOnlyList<Outcome> b) =>
        a.Count == b.Count && a.Zip(b).All(p =>
            p.First.State is null == p.Second.State is null && p.First.Violations == p.Second.Violations
            && p.First.Fault?.Kind == p.Second.Fault?.Kind && p.First.Chosen.SequenceEqual(p.Second.Chosen));

    private bool[] Labels(MachineState state)
    {
        if (!_labels.TryGetValue(state, out var labels))
        {
            var properties = _interpreter.EvaluateState(state);
            labels = [.. _guards.Guards.Select(g => IsTrue(g, state)),
                .. Enumerable.Range(0, _model.Properties.Length).Select(p => (properties >> p & 1) != 0)];
            _labels.Add(state, labels);
        }

        return labels;
    }

    private bool IsTrue(Guard guard, MachineState state)
    {
        try
        {
            return guard.Condition is null
                ? Outcomes(state)[guard.Action].Count > 0
                : ((BoolValue)_interpreter.Evaluate(guard.Condition, state)).IsTrue;
        }
        catch (FaultException)
        {
            return true;
        }
    }
}
