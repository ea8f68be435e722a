using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Nodes;

namespace Explorer.Machines.Printing;

/// <summary>Lists machines: locations with what is live there, then each action with its nodes. For reading, not for
/// parsing.</summary>
public sealed class MachinePrinter
{
    private readonly MachineModel _model;
    private readonly ExpressionPrinter _expressions;
    private readonly NodePrinter _nodes;

    public MachinePrinter(MachineModel model)
    {
        _model = model;
        _expressions = new ExpressionPrinter(model.Machines);
        _nodes = new NodePrinter(_expressions, model.Properties);
    }

    /// <summary>The whole model: variables, the initial step, all machines, and the properties' conditions.</summary>
    public IEnumerable<string> PrintModel()
    {
        foreach (var variable in _model.Variables)
        {
            yield return $"var {variable.Name}: {variable.Type.Display} = {_expressions.Print(variable.Initial)}";
        }

        foreach (var line in Section("init", _model.InitialNodes, null).Concat(_model.Machines.SelectMany(Print)))
        {
            yield return line;
        }

        foreach (var (property, condition) in _model.Properties.Zip(_model.Conditions))
        {
            var says = condition is null ? "" : $": {_expressions.Print(condition)}";
            yield return $"{property.Kind.ToString().ToLowerInvariant()} {property.Name}{says}";
        }

        if (_model.Limit is not null)
        {
            yield return $"limit {_expressions.Print(_model.Limit)}";
        }
    }

    /// <summary>One machine, line by line.</summary>
    public IEnumerable<string> Print(Machine machine)
    {
        var cpu = machine.Cpu is null ? "" : $" on {_expressions.Print(machine.Cpu)}";
        yield return $"{machine.Kind.ToString().ToLowerInvariant()} {machine.Name}{cpu}";
        foreach (var location in machine.Locations)
        {
            yield return $"  location {Describe(location)}";
        }

        var actions = _model.Actions.Where(a => a.Machine == machine.Index)
            .SelectMany(action => Section(Describe(action), action.Nodes, machine));
        foreach (var line in Section("start", machine.StartNodes, machine).Concat(actions))
        {
            yield return "  " + line;
        }
    }

    private IEnumerable<string> Section(string title, ImmutableArray<Node> nodes, Machine? machine) => nodes.IsEmpty
        ? []
        : nodes.Select((node, i) => $"  {i}: {Line(node, i, machine)}").Prepend(title);

    private string Line(Node node, int index, Machine? machine) => node switch
    {
        Branch n => $"{_nodes.Print(node)} {n.WhenTrue} else {n.WhenFalse}",
        Either n => $"either {string.Join(" or ", n.Branches)}",
        Leave { Location: >= 0 } n when machine is not null => $"leave to {machine.Locations[n.Location].Name}",
        Assign n => _nodes.Print(node) + GoTo(n.Next, index),
        Choose n => _nodes.Print(node) + GoTo(n.Next, index),
        Await n => _nodes.Print(node) + GoTo(n.Next, index),
        Assert n => _nodes.Print(node) + GoTo(n.Next, index),
        _ => _nodes.Print(node),
    };

    private static string GoTo(int next, int index) => next == index + 1 ? "" : $", go to {next}";

    private static string Describe(Location location)
    {
        IEnumerable<string> facts =
        [
            .. location.Names.Select(name => $"'{name}'"),
            .. location.Live.IsEmpty ? (string[])[] : [$"live {string.Join(", ", location.Live.Select(l => l.Name))}"],
            .. location.IrqsOff ? (string[])["irqs off"] : [],
            .. location.PreemptOff ? (string[])["preempt off"] : [],
            .. location.IsEnd ? (string[])["end"] : [],
        ];
        var all = string.Join("; ", facts);
        return all.Length == 0 ? $"{location.Index} {location.Name}" : $"{location.Index} {location.Name}: {all}";
    }

    private string Describe(MachineAction action)
    {
        var may = action.IsMay ? "may " : "";
        var from = action.From < 0 ? "" : $" from {_model.Machines[action.Machine].Locations[action.From].Name}";
        return $"{may}action {action.Id} \"{action.Name}\"{from}";
    }
}
