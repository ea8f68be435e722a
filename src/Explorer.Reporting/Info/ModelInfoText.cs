using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Reporting.Summaries;

namespace Explorer.Reporting.Info;

/// <summary>`info` as people read it. Of several instances of one declaration the first stands for all.</summary>
public static class ModelInfoText
{
    public static ImmutableArray<string> Lines(ModelInfo info) =>
    [
        info.Path,
        $"  {Words.Of(info.Bits, "bit")} in {Words.Of(info.Words, "word")} of 64, {Words.Of(info.InitialStates, "initial state")}",
        .. Section("parameters", info.Parameters.Select(SettingLine)),
        .. Section("switches", info.Switches.Select(SettingLine)),
        .. Section("state (word:lowest bit, bits)", PartLines(info.Parts)),
        .. Section("machines", info.Machines.GroupBy(m => m.Template).SelectMany(MachineLines)),
        .. Section("properties", info.Properties.Select(PropertyLine)),
        .. Section("dependence", info.Dependence is { } dependence ? DependenceText.Lines(info, dependence) : []),
    ];

    private static IEnumerable<string> Section(string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        return all.Count == 0 ? [] : ["", "  " + title, .. all.Select(line => "    " + line)];
    }

    private static string SettingLine(SettingInfo s) => $"{s.Name} = {s.Value}{Comment(s.Description)}";

    private static string PropertyLine(PropertyDescription p) => $"{p.Name} ({p.Kind}){Comment(p.Text)}";

    private static IEnumerable<string> PartLines(ImmutableArray<StoredPart> parts)
    {
        var names = parts.Select(p => p.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var part in parts)
        {
            var place = part.Width == 0 ? "one value" : $"{part.Word}:{part.Shift}, {part.Width}";
            var ghost = part.IsGhost ? ", ghost" : "";
            yield return $"{part.Name.PadRight(names)}  {place,-11}  {part.Type}{ghost}".TrimEnd();
        }
    }

    private static IEnumerable<string> MachineLines(IGrouping<string, MachineInfo> instances)
    {
        var machine = instances.First();
        var count = instances.Count() == 1 ? "" : $", {instances.Count()} instances";
        var on = machine.Cpu.Length == 0 ? "" : $" on {machine.Cpu}";
        var locations = machine.Locations.IsEmpty ? "" : $", {Words.Of(machine.Locations.Length, "location")}";
        yield return $"{machine.Kind} {machine.Name}{on}{locations}{count}{Comment(machine.Description)}";
        foreach (var step in machine.Steps)
        {
            var from = step.From.Length == 0 ? "" : $" (at {step.From})";
            yield return $"  {(step.IsMay ? "may " : "")}{step.Name}{from}  {step.Place}";
            yield return $"    reads {Names(step.Reads)}; writes {Names(step.Writes)}";
        }
    }

    private static string Names(ImmutableArray<string> names) => names.IsEmpty ? "nothing" : string.Join(", ", names);

    private static string Comment(string text) => text.Length == 0 ? "" : $": {text.Split('\n')[0].Trim()}";
}
