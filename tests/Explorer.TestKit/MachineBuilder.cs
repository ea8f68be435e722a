using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;

namespace Explorer.TestKit;

/// <summary>One machine of a <see cref="MachineModelBuilder"/>.</summary>
public sealed class MachineBuilder
{
    private readonly List<Local> _locals = [];
    private readonly List<MachineAction> _actions = [];
    private readonly string _name;
    private readonly MachineKind _kind;
    private readonly ImmutableArray<Local>[] _live;
    private ImmutableArray<Node> _startNodes = [];
    private Expression? _cpu;

    internal MachineBuilder(int index, string name, MachineKind kind, int locations)
    {
        Index = index;
        _name = name;
        _kind = kind;
        _live = [.. Enumerable.Repeat(ImmutableArray<Local>.Empty, locations)];
    }

    public int Index { get; }

    internal IEnumerable<MachineAction> Actions => _actions;

    /// <summary>A local; one that is live somewhere is stored.</summary>
    public Local Local(string name, ModelType type)
    {
        var local = new Local(name, type, SourceSpan.None);
        _locals.Add(local);
        return local;
    }

    /// <summary>Says which locals are live at a location.</summary>
    public MachineBuilder Live(int location, params Local[] locals)
    {
        _live[location] = [.. locals];
        return this;
    }

    /// <summary>Nodes before the first step; they end with a Leave to location 0.</summary>
    public MachineBuilder Start(params Node[] nodes)
    {
        _startNodes = ModelTerms.Sequence(nodes);
        return this;
    }

    public MachineBuilder On(Expression cpu)
    {
        _cpu = cpu;
        return this;
    }

    /// <summary>An action of a thread or interrupt from a location.</summary>
    public MachineBuilder Action(int from, string name, params Node[] nodes) => Add(from, name, isMay: false, nodes);

    /// <summary>The action of a rule.</summary>
    public MachineBuilder Action(string name, params Node[] nodes) => Add(-1, name, isMay: false, nodes);

    /// <summary>The action of a may-rule.</summary>
    public MachineBuilder MayAction(string name, params Node[] nodes) => Add(-1, name, isMay: true, nodes);

    internal Machine Build()
    {
        var stored = _locals.Where(local => _live.Any(live => live.Contains(local))).ToList();
        var locations = _live.Select((live, i) => new Location(
            i,
            $"{_name}.{i}",
            live,
            IrqsOff: false,
            PreemptOff: false,
            IsEnd: _kind == MachineKind.Thread && i == _live.Length - 1,
            [],
            SourceSpan.None));
        return new Machine(
            Index,
            _kind,
            _name,
            [],
            _cpu,
            [.. locations],
            _kind == MachineKind.Rule ? -1 : 0,
            _startNodes,
            [.. stored, .. _locals.Except(stored)],
            stored.Count,
            "",
            SourceSpan.None);
    }

    private MachineBuilder Add(int from, string name, bool isMay, Node[] nodes)
    {
        _actions.Add(new MachineAction(
            0, Index, from, name, [], isMay, ModelTerms.Sequence(nodes), SourceSpan.None));
        return this;
    }
}
