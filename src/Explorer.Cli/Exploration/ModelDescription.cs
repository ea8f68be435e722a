using System.Collections.Immutable;
using System.Linq;
using Explorer.Checking;
using Explorer.Language;
using Explorer.Machines;
using Explorer.Machines.Printing;
using Explorer.Reporting.Info;
using Explorer.Reporting.Traces;

namespace Explorer.Cli.Exploration;

/// <summary>Collects what `info` tells from the parts of a compiled model.</summary>
internal static class ModelDescription
{
    public static ModelInfo Of(string path, CompiledModel model, ModelDependence dependence) => new(
        path,
        model.Loaded.File.Hash,
        model.System.StateBits,
        model.System.StateLength,
        model.System.InitialStateCount,
        [.. model.Loaded.Parameters.Select(Describe)],
        [.. model.Loaded.Switches.Select(Describe)],
        [.. model.System.Layout.Entries.Select(e => new StoredPart(
            e.Name,
            e.Variable?.Type.Display ?? e.Local?.Type.Display ?? "location",
            e.Variable?.IsGhost ?? false,
            e.Word,
            e.Shift,
            e.Width))],
        [.. model.Machines.Machines.Select(m => Describe(model, m))],
        [.. model.Machines.Properties.Select(p => new PropertyDescription(p.Name, p.Kind.ToString().ToLowerInvariant(), p.Text))])
    {
        Dependence = DependenceOf(model, dependence),
    };

    private static DependenceInfo DependenceOf(CompiledModel model, ModelDependence analysis)
    {
        var matrices = analysis.Matrices;
        var printer = new ExpressionPrinter(model.Machines.Machines);
        var guards = analysis.Guards.Guards.Select(g => new LabelInfo(
            g.Id,
            g.Kind.ToString().ToLowerInvariant(),
            g.Condition is null ? $"action {g.Action} is enabled" : printer.Print(g.Condition)));
        var properties = model.Machines.Properties.Select((p, i) => new LabelInfo(matrices.LabelOf(i), "property", p.Name));
        return new DependenceInfo(
            [.. guards, .. properties],
            [.. Enumerable.Range(0, matrices.ActionCount).Where(a => analysis.Sticky[a])],
            [
                MatrixInfo.Of("mayBeCoenabled", matrices.MayBeCoenabled),
                MatrixInfo.Of("doNotAccord", matrices.DoNotAccord),
                MatrixInfo.Of("necessaryEnabling", matrices.NecessaryEnabling),
                MatrixInfo.Of("necessaryDisabling", matrices.NecessaryDisabling),
            ]);
    }

    private static SettingInfo Describe(Setting setting) => new(setting.Name, setting.Value, setting.Description);

    private static MachineInfo Describe(CompiledModel model, Machine machine) => new(
        machine.Name,
        machine.Template,
        machine.Kind.ToString().ToLowerInvariant(),
        machine.Cpu?.Span.Text ?? "",
        machine.Description,
        [.. machine.Locations.Select(l => l.Name)],
        [.. model.Machines.Actions.Where(a => a.Machine == machine.Index).Select(a => Describe(model, machine, a))]);

    private static StepInfo Describe(CompiledModel model, Machine machine, MachineAction action)
    {
        var footprint = model.System.Actions[action.Id].Footprint;
        return new StepInfo(
            action.Id,
            string.Join(": ", [.. action.Headings, action.Name]),
            action.From < 0 ? "" : machine.Locations[action.From].Name,
            TraceRecording.Place(action.Span),
            action.IsMay,
            Names(model, [.. footprint.Reads.Union(footprint.GuardReads).Order()]),
            Names(model, footprint.MayWrite));
    }

    private static ImmutableArray<string> Names(CompiledModel model, ImmutableArray<int> entries) =>
        [.. entries.Select(e => model.System.Layout.Entries[e].Name)];
}
