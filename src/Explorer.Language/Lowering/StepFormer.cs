using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Machines;
using Explorer.Machines.Nodes;

namespace Explorer.Language.Lowering;

/// <summary>A step that a location offers, before it has an id.</summary>
internal sealed record FormedAction(
    int From, string Name, ImmutableArray<string> Headings, ImmutableArray<Node> Nodes, SourceSpan Span);

/// <summary>A machine's locations and steps.</summary>
internal sealed record FormedMachine(
    ImmutableArray<Location> Locations, int Start, ImmutableArray<Node> StartNodes, ImmutableArray<FormedAction> Actions);

/// <summary>
/// Places local work and draws: finds the locations of a machine and the steps between them.
///
/// A location is a <see cref="Position"/>. From it an action leads to each step that can be next: first the draws that
/// this step needs and the local work that waited for them, then the step itself, then the deterministic local work
/// behind it, up to the next step, a draw whose result is needed, an `either`, or the end. A draw is carried along in
/// the position until something reads it. Ghost work and assertions run in the step that they follow, and make a draw
/// that they need there.
///
/// Held-off interrupts: a position says what has been held off without a gap since the last step; entering a block
/// happens just before its first step, so local work that uses the CPU's own data waits for it, and leaving a block on
/// the way to a step is a step of its own (without effect), so that nothing that could come between is lost.
/// </summary>
internal sealed class StepFormer
{
    private const int LargestMachine = 20_000;

    private readonly MicroGraph _graph;
    private readonly MachineKind _kind;
    private readonly Liveness _live;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<Position, int> _index = [];
    private readonly List<Position> _positions = [];

    public StepFormer(MicroGraph graph, MachineKind kind, DiagnosticBag diagnostics)
    {
        _graph = graph;
        _kind = kind;
        _live = new Liveness(graph);
        _diagnostics = diagnostics;
    }

    public Liveness Live => _live;

    public MicroGraph Graph => _graph;

    public MachineKind Kind => _kind;

    /// <summary>All locations and steps of a thread or handler.</summary>
    public FormedMachine Form()
    {
        ImmutableArray<Node> startNodes = [];
        var start = 0;
        if (_kind == MachineKind.Interrupt)
        {
            // Location 0 is the idle one: the code's first node, to which nothing leads back.
            LocationOf(new Position(0, [], Hold.None));
        }
        else
        {
            startNodes = new ActionBuilder(this, _diagnostics, -1).Build(new Progress(new Position(0, [], Hold.None), StepPhase.Start));

            // Nothing leaves after a mistake (ghost work before the first step), which has been reported.
            start = startNodes.OfType<Leave>().LastOrDefault()?.Location ?? 0;
        }

        var actions = ImmutableArray.CreateBuilder<FormedAction>();
        for (var location = 0; location < _positions.Count && !IsTooLarge(); location++)
        {
            foreach (var target in Targets(_positions[location]))
            {
                actions.Add(FormAction(location, target));
            }
        }

        return new FormedMachine([.. _positions.Select(ToLocation)], start, startNodes, actions.ToImmutable());
    }

    // Draws that are made on some ways and not on others double the positions.
    private bool IsTooLarge()
    {
        if (_positions.Count > LargestMachine)
        {
            _diagnostics.Report(DiagnosticCatalog.TooManyNodes, _graph.Nodes[0].Span, _graph.Name);
        }

        return _positions.Count > LargestMachine;
    }

    /// <summary>The nodes of a rule or of `init`, which is one step.</summary>
    public ImmutableArray<Node> FormStep()
    {
        var target = Enumerable.Range(0, _graph.Nodes.Length).First(i => _graph.Nodes[i].Kind == MicroKind.StepBegin);
        return new ActionBuilder(this, _diagnostics, target).Build(new Progress(new Position(0, [], Hold.None), StepPhase.Leading));
    }

    /// <summary>Index of a position's location, which is made if need be; -1 in a rule.</summary>
    public int LocationOf(Position position)
    {
        if (_kind == MachineKind.Rule)
        {
            return -1;
        }

        if (_graph.Nodes[position.Node].Kind == MicroKind.End)
        {
            if (_kind == MachineKind.Interrupt)
            {
                return 0;
            }

            position = new Position(position.Node, [], Hold.None);
        }

        position = position with { Pending = Needed(position) };
        if (!_index.TryGetValue(position, out var index))
        {
            _index[position] = index = _positions.Count;
            _positions.Add(position);
        }

        return index;
    }

    // Draws whose results nobody will read are never made.
    private ImmutableArray<int> Needed(Position position)
    {
        var needed = position.Pending.Where(p => _live.IsLive(position.Node, _graph.Nodes[p].Local!)).ToHashSet();
        for (var i = position.Pending.Length - 1; i >= 0; i--)
        {
            if (needed.Contains(position.Pending[i]))
            {
                var inputs = Liveness.Uses(_graph.Nodes[position.Pending[i]]).ToHashSet();
                needed.UnionWith(position.Pending.Where(p => inputs.Contains(_graph.Nodes[p].Local!)));
            }
        }

        return [.. position.Pending.Where(needed.Contains)];
    }

    private ImmutableArray<Local> LiveAt(Position position)
    {
        var drawn = position.Pending.Select(p => _graph.Nodes[p].Local!).ToHashSet();
        var live = _live.Before(position.Node).Concat(position.Pending.SelectMany(p => Liveness.Uses(_graph.Nodes[p])));
        return [.. live.Where(l => !drawn.Contains(l)).Distinct()];
    }

    private Location ToLocation(Position position, int index)
    {
        var node = _graph.Nodes[position.Node];
        var isEnd = node.Kind == MicroKind.End && _kind == MachineKind.Thread;
        var targets = Targets(position);
        var next = targets.Select(t => _graph.Nodes[t]).ToList();
        var name = isEnd ? "end" : _kind == MachineKind.Interrupt && index == 0 ? "idle"
            : string.Join(" | ", next.Select(NameOf).Distinct().Take(3));
        return new Location(
            index, name, LiveAt(position), (position.Held & Hold.Interrupts) != 0, (position.Held & Hold.Preemption) != 0, isEnd,
            [.. next.SelectMany(n => n.Labels).Distinct()], next.Count > 0 ? next[0].Span : node.Span);
    }

    private static string NameOf(MicroNode node) => node.Kind switch
    {
        MicroKind.StepBegin => node.Name,
        MicroKind.End => "end",
        _ => "interrupts on",
    };

    private FormedAction FormAction(int location, int target)
    {
        var node = _graph.Nodes[target];
        var nodes = new ActionBuilder(this, _diagnostics, target).Build(new Progress(_positions[location], StepPhase.Leading));
        return new FormedAction(location, NameOf(node), node.Headings, nodes, node.Span);
    }

    /// <summary>What can be next from a position: nodes that begin a step, the end, and places where a block is left.
    /// By the graph alone, whatever the values of locals.</summary>
    public ImmutableArray<int> Targets(Position position)
    {
        if (_graph.Nodes[position.Node].Kind == MicroKind.End)
        {
            return [];
        }

        var targets = new SortedSet<int>();
        var seen = new HashSet<(int, Hold)>();
        var work = new Stack<(int Node, Hold Held)>([(position.Node, position.Held)]);
        while (work.TryPop(out var at))
        {
            var node = _graph.Nodes[at.Node];
            if (!seen.Add(at))
            {
                continue;
            }

            if (node.Kind is MicroKind.StepBegin or MicroKind.End || (at.Held & ~node.Hold) != 0)
            {
                targets.Add(at.Node);
                continue;
            }

            var held = node.TouchesOwnCpu ? at.Held | node.Hold : at.Held;
            foreach (var next in Liveness.Successors(node))
            {
                work.Push((next, held));
            }
        }

        return [.. targets];
    }
}
