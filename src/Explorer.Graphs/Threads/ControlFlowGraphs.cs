using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Graphs.Analysis;
using Explorer.Machines;
using Explorer.Machines.Nodes;
using Explorer.Reporting.Traces;

namespace Explorer.Graphs.Threads;

/// <summary>The control-flow graphs of a model's threads and handlers. A rule is a single step and has none.</summary>
public static class ControlFlowGraphs
{
    /// <summary>One graph for each thread and handler, in the order of the model; instances of one declaration that are
    /// alike in everything that is shown have one in common.</summary>
    public static ImmutableArray<ControlFlow> Of(MachineModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var flows = model.Machines.Where(m => !m.Locations.IsEmpty).Select(m => OfMachine(model, m));
        return [.. flows.GroupBy(f => f, new Likeness()).Select(g => g.Key with { Machines = [.. g.SelectMany(f => f.Machines)] })];
    }

    private static ControlFlow OfMachine(MachineModel model, Machine machine)
    {
        var steps = model.Actions.Where(a => a.Machine == machine.Index).Select(StepOf).ToImmutableArray();
        var edges = steps.SelectMany(s => s.Targets.Select(t => (s.From, t))).ToList();
        var loops = LoopsOf(StrongComponents.In(machine.Locations.Length, edges));
        return new ControlFlow(
            [machine.Name],
            machine.Template,
            machine.Kind.ToString().ToLowerInvariant(),
            machine.Cpu?.Span.Text ?? "",
            machine.Description,
            [.. machine.Locations.Select(l => LocationOf(l, machine.Start, loops[l.Index]))],
            steps);
    }

    private static FlowLocation LocationOf(Location location, int start, int loop) => new(
        location.Index,
        location.Name,
        location.Index == start,
        location.IsEnd,
        location.IrqsOff,
        location.PreemptOff,
        location.Names,
        [.. location.Live.Select(l => l.Name)],
        TraceRecording.Place(location.Span),
        loop);

    private static FlowStep StepOf(MachineAction action) => new(
        action.Name,
        action.Headings,
        action.From,
        [.. action.Nodes.OfType<Leave>().Select(l => l.Location).Distinct().Order()],
        TraceRecording.Place(action.Span));

    private static ImmutableArray<int> LoopsOf(StrongComponents components)
    {
        var cyclic = Enumerable.Range(0, components.Count).Where(c => components.AreCyclic[c]).ToImmutableArray();
        return [.. components.Of.Select(c => cyclic.IndexOf(c))];
    }

    // Graphs that look the same; that they belong to other machines is no difference.
    private sealed class Likeness : IEqualityComparer<ControlFlow>
    {
        public bool Equals(ControlFlow? x, ControlFlow? y) => x is not null && y is not null
            && (x.Template, x.Kind, x.Cpu) == (y.Template, y.Kind, y.Cpu)
            && x.Locations.Select(Show).SequenceEqual(y.Locations.Select(Show))
            && x.Steps.Select(Show).SequenceEqual(y.Steps.Select(Show));

        public int GetHashCode(ControlFlow obj) => (obj.Locations.Length * 31) + obj.Steps.Length;

        private static string Show(FlowLocation l) => string.Join(
            '\n', [l.Name, $"{l.IsStart} {l.IsEnd} {l.IrqsOff} {l.PreemptOff} {l.Loop}", l.Source, .. l.Labels, "", .. l.Live]);

        private static string Show(FlowStep s) => string.Join(
            '\n', [s.Name, $"{s.From}: {string.Join(' ', s.Targets)}", s.Source, .. s.Headings]);
    }
}
