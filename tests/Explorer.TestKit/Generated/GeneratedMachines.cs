using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using static Explorer.TestKit.ModelTerms;

namespace Explorer.TestKit.Generated;

/// <summary>Random threads, interrupts and rules: first their shells, so that all of them can be asked for, then the
/// actions.</summary>
internal sealed class GeneratedMachines(Draws draws, GeneratedTypes types, GeneratedExpressions expressions)
{
    public MachineShell Shell(int index)
    {
        var kind = draws.OneOf<MachineKind>(
            (6, () => MachineKind.Thread), (2, () => MachineKind.Interrupt), (2, () => MachineKind.Rule));
        var name = $"{kind.ToString().ToLowerInvariant()}{index}";
        if (kind == MachineKind.Rule)
        {
            return new MachineShell(index, kind, name, [], [], -1);
        }

        var locals = Enumerable.Range(0, draws.Between(0, 3)).Select(i => Local($"{"abc"[i]}", types.OfLocal())).ToArray();
        var count = draws.Between(2, 4);
        var start = kind == MachineKind.Thread && draws.Chance(30) ? draws.Below(count - 1) : 0;
        var locations = Enumerable.Range(0, count).Select(i => LocationOf(kind, name, i, count, locals)).ToImmutableArray();
        ImmutableArray<Local> stored = [.. locals.Where(l => locations.Any(at => at.Live.Contains(l)))];
        return new MachineShell(index, kind, name, locations, stored, start);
    }

    /// <summary>The machine with its actions; ids are given later.</summary>
    public (Machine Machine, IReadOnlyList<MachineAction> Actions) Complete(
        MachineShell shell, ExpressionContext context, ImmutableArray<int> assertions)
    {
        var others = new List<Local>();
        var options = new NodeOptions(shell.Stored, shell.Locations, assertions, (name, type) =>
        {
            var local = Local(name, type);
            others.Add(local);
            return local;
        });
        var actions = Actions(shell, context, options).ToList();
        var start = StartNodes(shell, context, options);
        Expression? cpu = types.Identities is [_, var cpuType, ..] && draws.Chance(50) ? expressions.Of(cpuType, 0, context) : null;
        var machine = new Machine(
            shell.Index,
            shell.Kind,
            shell.Name,
            [],
            cpu,
            shell.Locations,
            shell.Start,
            start,
            [.. shell.Stored, .. others],
            shell.Stored.Length,
            "",
            None);
        return (machine, actions);
    }

    private Location LocationOf(MachineKind kind, string name, int index, int count, Local[] locals)
    {
        // The last one has no live locals, so that a step can always end somewhere; an idle handler has none either.
        var mayHave = index < count - 1 && (kind == MachineKind.Thread || index > 0);
        ImmutableArray<Local> live = mayHave ? [.. locals.Where(_ => draws.Chance(60))] : [];
        var isEnd = kind == MachineKind.Thread && index == count - 1 && draws.Chance(80);
        return new Location(
            index, $"{name}.{index}", live, draws.Chance(20), draws.Chance(20), isEnd, [], SourceSpan.None);
    }

    private IEnumerable<MachineAction> Actions(MachineShell shell, ExpressionContext context, NodeOptions options)
    {
        if (shell.Kind == MachineKind.Rule)
        {
            yield return Action(shell, -1, context, options);
            yield break;
        }

        foreach (var location in shell.Locations.Where(l => !l.IsEnd))
        {
            var here = context with { Locals = location.Live };
            for (var n = draws.Between(1, 3); n > 0; n--)
            {
                yield return Action(shell, location.Index, here, options);
            }
        }
    }

    private MachineAction Action(MachineShell shell, int from, ExpressionContext context, NodeOptions options)
    {
        var nodes = new GeneratedNodes(draws, types, expressions, options).Graph(draws.Between(1, 4), context);
        var isMay = shell.Kind == MachineKind.Rule && draws.Chance(30);
        return new MachineAction(0, shell.Index, from, $"{shell.Name} from {from}", [], isMay, nodes, None);
    }

    // Assigns what is live at the start; no variable is read, so that it is the same in every initial state.
    private ImmutableArray<Node> StartNodes(MachineShell shell, ExpressionContext context, NodeOptions options)
    {
        if (shell.Kind != MachineKind.Thread)
        {
            return [];
        }

        var live = shell.Locations[shell.Start].Live;
        var alone = context with { Variables = [], Machines = [], Locals = [] };
        var first = live.Select(l => Set(l, expressions.Of(l.Type, 0, alone)));
        return Sequence([.. first, Leave(shell.Start)]);
    }
}
