using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Core.Properties;
using Explorer.Core.Systems;

namespace Explorer.TestKit;

/// <summary>
/// A transition system written as a few paths, so that a search can be tested on five nodes:
/// `GraphModel.Of("a>b~c", "1:a>d|e", "b>!", "c>a?")`. Each step is an action of its own, in the order of the text.
/// `>` is a step, `~` a may-step, `1:` the actor of a path's steps (else 0), `d|e` two outcomes of one action (the path
/// goes on from the first), `!` a step that the fault of property `fault` keeps from ending, `a?` a step that violates
/// the assertion `claim` and goes to `a`. The first node is the initial state.
/// </summary>
public sealed class GraphModel : ITransitionSystem
{
    private const int Fault = -1;

    private readonly List<string> _nodes = [];
    private readonly List<Step> _steps = [];
    private readonly List<PropertyInfo> _properties = [];
    private readonly List<HashSet<int>> _found = [];
    private readonly HashSet<int> _terminal = [];
    private readonly HashSet<int> _outside = [];
    private readonly List<int> _initial = [];
    private int _claim = -1;
    private int _fault = -1;

    public int StateLength { get; private set; } = 1;

    public int StateBits { get; private set; } = 64;

    public ImmutableArray<ActionInfo> Actions =>
        [.. _steps.Select((s, i) => new ActionInfo(i, s.Text, s.Actor, s.IsMay, SourceSpan.None, Footprint.Empty))];

    public ImmutableArray<PropertyInfo> Properties => [.. _properties];

    public int InitialStateCount => _initial.Count;

    /// <summary>The names of all nodes, in the order of the text.</summary>
    public IReadOnlyList<string> Nodes => _nodes;

    public static GraphModel Of(params string[] paths)
    {
        var model = new GraphModel();
        foreach (var path in paths)
        {
            model.AddPath(path);
        }

        model._initial.Add(0);
        return model;
    }

    /// <summary>Starts in these nodes instead, one outcome of the initial step for each.</summary>
    public GraphModel StartingIn(params string[] nodes)
    {
        _initial.Clear();
        _initial.AddRange(nodes.Select(Node));
        return this;
    }

    /// <summary>Adds an invariant that is violated in these nodes.</summary>
    public GraphModel Invariant(string name, params string[] violatedIn) =>
        Add(name, PropertyKind.Invariant, violatedIn);

    /// <summary>Adds a `Reachable` that these nodes witness.</summary>
    public GraphModel Reachable(string name, params string[] witnesses) =>
        Add(name, PropertyKind.Reachable, witnesses);

    /// <summary>Adds the property that there is no deadlock.</summary>
    public GraphModel WithDeadlock() => Add("deadlock", PropertyKind.Deadlock, []);

    /// <summary>In these nodes every thread has ended.</summary>
    public GraphModel Terminal(params string[] nodes)
    {
        _terminal.UnionWith(nodes.Select(Node));
        return this;
    }

    /// <summary>These nodes are outside the limit.</summary>
    public GraphModel Outside(params string[] nodes)
    {
        _outside.UnionWith(nodes.Select(Node));
        return this;
    }

    /// <summary>Makes states of so many words; whether all their bits are said to be used decides on the store.</summary>
    public GraphModel WithStateLength(int words, int? bits = null)
    {
        StateLength = words;
        StateBits = bits ?? (64 * words) - (words > 1 ? 1 : 0);
        return this;
    }

    public ulong WriteInitialState(int index, Span<ulong> state, out bool hasState)
    {
        Write(_initial[index], state);
        hasState = true;
        return 0;
    }

    public unsafe void Expand(ReadOnlySpan<ulong> state, SuccessorBuffer successors)
    {
        ArgumentNullException.ThrowIfNull(successors);
        successors.Clear();
        for (var action = 0; action < _steps.Count; action++)
        {
            var next = new ulong[StateLength];
            for (var choice = 0; TryFire(action, choice, state, next, out var exists, out var violations); choice++)
            {
                if (exists)
                {
                    successors.Reserve(1);
                    next.CopyTo(new Span<ulong>(successors.States + (successors.Count * StateLength), StateLength));
                    successors.Actions[successors.Count++] = action;
                }

                if (violations != 0)
                {
                    successors.AddViolation(action, choice, exists, violations);
                }
            }
        }
    }

    public bool TryFire(
        int action, int choice, ReadOnlySpan<ulong> state, Span<ulong> successor, out bool hasSuccessor, out ulong violations)
    {
        var step = _steps[action];
        (hasSuccessor, violations) = (false, 0);
        if (step.Source != Read(state) || choice >= step.Outcomes.Length)
        {
            return false;
        }

        var (target, violatesClaim) = step.Outcomes[choice];
        hasSuccessor = target != Fault;
        violations = (hasSuccessor ? 0 : 1UL << _fault) | (violatesClaim ? 1UL << _claim : 0);
        if (hasSuccessor)
        {
            Write(target, successor);
        }

        return true;
    }

    public ulong EvaluateState(ReadOnlySpan<ulong> state)
    {
        var node = Read(state);
        var found = 0UL;
        for (var i = 0; i < _found.Count; i++)
        {
            found |= _found[i].Contains(node) ? 1UL << i : 0;
        }

        return found;
    }

    public bool IsWithinLimit(ReadOnlySpan<ulong> state) => !_outside.Contains(Read(state));

    public bool IsTerminal(ReadOnlySpan<ulong> state) => _terminal.Contains(Read(state));

    /// <summary>The nodes that a schedule passes, from the initial one; `!` where a fault ends it.</summary>
    public string PathOf(Core.Verdicts.Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var state = new ulong[StateLength];
        WriteInitialState(schedule.InitialState, state, out _);
        var path = _nodes[Read(state)];
        foreach (var step in schedule.Steps)
        {
            if (!TryFire(step.Action, step.Choice, state.ToArray(), state, out var exists, out _))
            {
                throw new ArgumentException($"The schedule cannot be followed after {path}.", nameof(schedule));
            }

            path += ">" + (exists ? _nodes[Read(state)] : "!");
        }

        return path;
    }

    // Nodes 0 and 1 are zero and all ones in one word; in several words neighbours differ in the last word or the first.
    private void Write(int node, Span<ulong> state)
    {
        state.Clear();
        state[0] = StateLength > 1 ? (ulong)node & 1 : node == 1 ? ulong.MaxValue : (ulong)node;
        state[^1] = StateLength > 1 ? (ulong)node >> 1 : state[0];
    }

    private int Read(ReadOnlySpan<ulong> state) =>
        StateLength > 1 ? (int)((state[^1] << 1) | state[0]) : state[0] == ulong.MaxValue ? 1 : (int)state[0];

    private GraphModel Add(string name, PropertyKind kind, string[] nodes)
    {
        _properties.Add(new PropertyInfo(name, kind, "", SourceSpan.None));
        _found.Add([.. nodes.Select(Node)]);
        return this;
    }

    private int Node(string name)
    {
        if (!_nodes.Contains(name))
        {
            _nodes.Add(name);
        }

        return _nodes.IndexOf(name);
    }

    private void AddPath(string path)
    {
        var colon = path.IndexOf(':');
        var actor = colon < 0 ? 0 : int.Parse(path[..colon]);
        var separators = path.Where(c => c is '>' or '~').ToArray();
        var parts = path[(colon + 1)..].Split('>', '~');
        var source = Node(parts[0]);
        for (var i = 0; i < separators.Length; i++)
        {
            var outcomes = parts[i + 1].Split('|').Select(Outcome).ToArray();
            var text = _nodes[source] + separators[i] + parts[i + 1];
            _steps.Add(new Step(text, source, actor, separators[i] == '~', outcomes));
            source = outcomes[0].Target;
        }
    }

    private (int Target, bool ViolatesClaim) Outcome(string text)
    {
        var isClaim = text.EndsWith('?');
        if (isClaim && _claim < 0)
        {
            _claim = _properties.Count;
            Add("claim", PropertyKind.Assertion, []);
        }

        if (text == "!" && _fault < 0)
        {
            _fault = _properties.Count;
            Add("fault", PropertyKind.Range, []);
        }

        return (text == "!" ? Fault : Node(text.TrimEnd('?')), isClaim);
    }

    private sealed record Step(
        string Text, int Source, int Actor, bool IsMay, (int Target, bool ViolatesClaim)[] Outcomes);
}
