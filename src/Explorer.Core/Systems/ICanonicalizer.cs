using System.Collections.Immutable;

namespace Explorer.Core.Systems;

/// <summary>
/// Chooses one state of each orbit: of the states that become each other when identities are renamed (Ip and Dill,
/// "Better verification through symmetry", 1996). Implementations are immutable and may be called from several threads
/// at once.
/// </summary>
public unsafe interface ICanonicalizer
{
    /// <summary>Names of the types whose identities are renamed, in the order of the model; never empty.</summary>
    ImmutableArray<string> Types { get; }

    /// <summary>Overwrites a state, of the system's length in words, with the representative of its orbit: a state of the same
    /// orbit, and the same one for every state of the orbit.</summary>
    void Canonicalize(ulong* state);
}
