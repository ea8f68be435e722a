using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Explorer.Language.Lowering;

/// <summary>Which ghosts each ghost and each property depends on: a ghost is stored only if a checked property does.</summary>
internal sealed class GhostUse
{
    private readonly Dictionary<string, HashSet<string>> _ofGhost = [];
    private readonly Dictionary<string, HashSet<string>> _ofProperty = [];

    /// <summary>Ghosts read by the ghost-only statements around the current one.</summary>
    public Stack<IReadOnlyCollection<string>> Around { get; } = new();

    public void NoteGhost(string ghost, IEnumerable<string> reads) => Note(_ofGhost, ghost, reads);

    public void NoteProperty(string property, IEnumerable<string> reads) => Note(_ofProperty, property, reads);

    /// <summary>All ghosts on which the properties (null: all) depend.</summary>
    public ImmutableHashSet<string> Needed(ImmutableHashSet<string>? properties)
    {
        var needed = new HashSet<string>();
        var work = new Queue<string>(_ofProperty.Where(p => properties?.Contains(p.Key) ?? true).SelectMany(p => p.Value));
        while (work.TryDequeue(out var ghost))
        {
            if (needed.Add(ghost))
            {
                foreach (var read in _ofGhost.GetValueOrDefault(ghost) ?? [])
                {
                    work.Enqueue(read);
                }
            }
        }

        return [.. needed];
    }

    private void Note(Dictionary<string, HashSet<string>> table, string key, IEnumerable<string> reads)
    {
        if (!table.TryGetValue(key, out var set))
        {
            table[key] = set = [];
        }

        set.UnionWith(reads);
        foreach (var outer in Around)
        {
            set.UnionWith(outer);
        }
    }
}
