using Explorer.Machines;

namespace Explorer.Compilation.Layout;

/// <summary>One stored part of a state.</summary>
/// <param name="Name">`content`, `reader[CPU0]` for a machine's location, `reader[CPU0].t` for a local.</param>
/// <param name="Machine">The machine whose location or local it is; -1 for a variable.</param>
/// <param name="Variable">The variable it is, else null.</param>
/// <param name="Local">The local it is, else null.</param>
/// <param name="Slot">Where it is; null for the location of a machine that has only one. Locals of one machine that are
/// never live at the same time may share bits.</param>
public sealed record LayoutEntry(string Name, int Machine, Variable? Variable, Local? Local, Slot? Slot)
{
    public int Word => Slot?.Word ?? 0;

    public int Shift => Slot?.Shift ?? 0;

    /// <summary>Bits it takes, 0 for what is not stored.</summary>
    public int Width => Slot?.Width ?? 0;
}
