using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Language.Binding;
using Explorer.Language.Syntax;

namespace Explorer.Language.Lowering;

/// <summary>What all machines of one pass share.</summary>
internal sealed class LoweringContext(GlobalScope globals, PropertyTable properties, GhostUse ghosts)
{
    private readonly Dictionary<SyntaxNode, ImmutableHashSet<string>> _assigned = new(ReferenceEqualityComparer.Instance);

    public GlobalScope Globals { get; } = globals;

    public PropertyTable Properties { get; } = properties;

    public GhostUse Ghosts { get; } = ghosts;

    /// <summary>Ghosts that no checked property depends on: their assignments are left out.</summary>
    public ImmutableHashSet<string> DroppedGhosts { get; init; } = [];

    /// <summary>How many nodes one machine may have.</summary>
    public static int LargestGraph => 200_000;

    /// <summary>Machines that have more, once they have been reported.</summary>
    public HashSet<string> TooLarge { get; } = [];

    /// <summary>How many ghost statements the body of a procedure has; null if it has any other.</summary>
    public Dictionary<ProcedureSymbol, int?> GhostParts { get; } = [];

    /// <summary>Procedures that some machine has called: all others are looked at on their own.</summary>
    public HashSet<string> Called { get; } = [];

    /// <summary>The names that a body assigns after their declaration (by name, so possibly too many).</summary>
    public ImmutableHashSet<string> AssignedIn(BlockSyntax body)
    {
        if (!_assigned.TryGetValue(body, out var names))
        {
            _assigned[body] = names = AssignedNames.In(body, Globals);
        }

        return names;
    }
}
