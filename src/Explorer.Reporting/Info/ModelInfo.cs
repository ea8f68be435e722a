using System.Collections.Immutable;

namespace Explorer.Reporting.Info;

/// <summary>A parameter or switch with its value in force.</summary>
public sealed record SettingInfo(string Name, string Value, string Description);

/// <summary>A stored part of a state: a variable, a machine's location, a local.</summary>
/// <param name="Word">The 64-bit word in which it begins.</param>
/// <param name="Shift">Its lowest bit there.</param>
/// <param name="Width">Bits that it takes; 0 for what has only one value.</param>
public sealed record StoredPart(string Name, string Type, bool IsGhost, int Word, int Shift, int Width);

/// <summary>A step of a machine, and the parts that it reads and writes.</summary>
public sealed record StepInfo(
    int Id, string Name, string From, string Place, bool IsMay, ImmutableArray<string> Reads, ImmutableArray<string> Writes);

/// <summary>A thread, interrupt handler or rule.</summary>
/// <param name="Cpu">The text of its `on`; empty without one.</param>
/// <param name="Locations">Names of its locations; empty for a rule.</param>
public sealed record MachineInfo(
    string Name,
    string Template,
    string Kind,
    string Cpu,
    string Description,
    ImmutableArray<string> Locations,
    ImmutableArray<StepInfo> Steps);

/// <summary>What a property says.</summary>
public sealed record PropertyDescription(string Name, string Kind, string Text);

/// <summary>What `info` tells about a model under some settings.</summary>
public sealed record ModelInfo(
    string Path,
    string Hash,
    int Bits,
    int Words,
    int InitialStates,
    ImmutableArray<SettingInfo> Parameters,
    ImmutableArray<SettingInfo> Switches,
    ImmutableArray<StoredPart> Parts,
    ImmutableArray<MachineInfo> Machines,
    ImmutableArray<PropertyDescription> Properties)
{
    /// <summary>What partial-order reduction knows; null if it was not asked.</summary>
    public DependenceInfo? Dependence { get; init; }
}
