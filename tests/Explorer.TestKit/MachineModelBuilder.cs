using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Core.Properties;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.TestKit;

/// <summary>Puts a small model together by hand: variables, then machines, then their actions and the properties.</summary>
public sealed class MachineModelBuilder
{
    private readonly List<Variable> _variables = [];
    private readonly List<MachineBuilder> _machines = [];
    private readonly List<PropertyInfo> _properties = [];
    private readonly List<Expression?> _conditions = [];
    private ImmutableArray<Node> _initialNodes = [];
    private ImmutableArray<Local> _initialLocals = [];
    private Expression? _limit;

    /// <summary>A variable that starts with its type's first value.</summary>
    public Variable Variable(string name, ModelType type) => Variable(name, type, ValueOrder.Default(type));

    public Variable Variable(string name, ModelType type, Value initial, bool isPerCpu = false)
    {
        var literal = new Literal(initial, type, SourceSpan.None);
        var variable = new Variable(_variables.Count, name, type, literal, IsGhost: false, isPerCpu, SourceSpan.None);
        _variables.Add(variable);
        return variable;
    }

    /// <summary>A thread with locations 0..count-1; at the last one it has ended. Live locals are given by
    /// <see cref="MachineBuilder.Live"/>.</summary>
    public MachineBuilder Thread(string name, int locations) => Add(name, MachineKind.Thread, locations);

    public MachineBuilder Interrupt(string name, int locations) => Add(name, MachineKind.Interrupt, locations);

    public MachineBuilder Rule(string name) => Add(name, MachineKind.Rule, 0);

    /// <summary>The initial step; without this call it does nothing.</summary>
    public MachineModelBuilder Initially(ImmutableArray<Local> locals, params Node[] nodes)
    {
        _initialLocals = locals;
        _initialNodes = ModelTerms.Sequence(nodes);
        return this;
    }

    /// <returns>The property's index.</returns>
    public int Property(string name, PropertyKind kind, Expression? condition = null)
    {
        _properties.Add(new PropertyInfo(name, kind, "", SourceSpan.None));
        _conditions.Add(condition);
        return _properties.Count - 1;
    }

    /// <summary>Adds deadlock, range, overflow and index.</summary>
    public MachineModelBuilder CheckBuiltIns()
    {
        foreach (var kind in (PropertyKind[])[PropertyKind.Deadlock, PropertyKind.Range, PropertyKind.Overflow, PropertyKind.Index])
        {
            Property(kind.ToString(), kind);
        }

        return this;
    }

    public MachineModelBuilder Limit(Expression limit)
    {
        _limit = limit;
        return this;
    }

    public MachineModel Build()
    {
        var machines = _machines.Select(m => m.Build()).ToImmutableArray();
        var actions = _machines.SelectMany(m => m.Actions).Select((action, id) => action with { Id = id });
        return new MachineModel(
            "test",
            [.. _variables],
            machines,
            [.. actions],
            _initialNodes,
            _initialLocals,
            [.. _properties],
            [.. _conditions],
            _limit);
    }

    private MachineBuilder Add(string name, MachineKind kind, int locations)
    {
        var machine = new MachineBuilder(_machines.Count, name, kind, locations);
        _machines.Add(machine);
        return machine;
    }
}
