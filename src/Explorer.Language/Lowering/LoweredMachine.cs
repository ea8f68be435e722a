using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language.Binding;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Values;

namespace Explorer.Language.Lowering;

/// <summary>A machine on its way from code to locations and steps.</summary>
internal sealed record LoweredMachine(
    int Index, MachineKind Kind, MachineSymbol Symbol, ImmutableArray<Value> Arguments, Expression? Cpu, bool IsMay, Expression? Guard,
    MicroGraph Graph, string Description, SourceSpan Span)
{
    public FormedMachine? Formed { get; set; }

    /// <summary>Its number among all threads and handlers, those included that this model's constants rule out; -1 for a rule.
    /// </summary>
    public int Thread { get; init; } = -1;

    /// <summary>The nodes of a rule.</summary>
    public ImmutableArray<Node> StepNodes { get; set; } = [];
}

/// <summary>What properties ask of threads, answered from the machines once their steps are formed.</summary>
internal sealed class ThreadQueries(IReadOnlyList<LoweredMachine> machines, System.Func<MachineSymbol, IReadOnlyList<Machines.Types.ModelType>> types) : IThreadQueries
{
    public IReadOnlyList<int>? Instances(MachineSymbol thread, IReadOnlyList<Value> arguments) =>
        [.. machines.Where(m => m.Symbol.Name == thread.Name && (arguments.Count == 0 || m.Arguments.SequenceEqual(arguments))).Select(m => m.Index)];

    public IReadOnlyList<Machines.Types.ModelType> ParameterTypes(MachineSymbol thread) => types(thread);

    public IReadOnlyList<int>? LocationsOf(int machine, string label)
    {
        var lowered = machines[machine];
        if (!lowered.Graph.Nodes.Any(n => n.Labels.Contains(label)))
        {
            return null;
        }

        return [.. lowered.Formed?.Locations.Where(l => l.Names.Contains(label)).Select(l => l.Index) ?? []];
    }

    public IReadOnlyList<int> EndLocations(int machine) =>
        [.. machines[machine].Formed?.Locations.Where(l => l.IsEnd).Select(l => l.Index) ?? []];

    public Local? LocalOf(int machine, string name)
    {
        foreach (var (known, local) in machines[machine].Graph.NamedLocals)
        {
            if (known == name)
            {
                return local;
            }
        }

        return null;
    }
}
