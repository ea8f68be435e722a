using System.Collections.Generic;
using Explorer.Machines.Values;

namespace Explorer.Machines.Interpretation;

/// <summary>What an execution has touched so far. Executions that begin alike share a log: it is rewound to where they part.
/// </summary>
internal sealed class AccessLog
{
    private readonly List<(AccessedPart Part, Value Value)> _reads = [];
    private readonly List<AccessedPart> _writes = [];
    private readonly List<LocationRead> _locations = [];

    /// <summary>How long the log is.</summary>
    public (int Reads, int Writes, int Locations) Mark => (_reads.Count, _writes.Count, _locations.Count);

    public void Read(AccessedPart part, Value value) => _reads.Add((part, value));

    public void Write(AccessedPart part) => _writes.Add(part);

    public void Ask(LocationRead question) => _locations.Add(question);

    /// <summary>Forgets what was added since.</summary>
    public void Rewind((int Reads, int Writes, int Locations) mark)
    {
        _reads.RemoveRange(mark.Reads, _reads.Count - mark.Reads);
        _writes.RemoveRange(mark.Writes, _writes.Count - mark.Writes);
        _locations.RemoveRange(mark.Locations, _locations.Count - mark.Locations);
    }

    public StepAccesses Accesses() => new([.. _reads], [.. _writes], [.. _locations]);
}
