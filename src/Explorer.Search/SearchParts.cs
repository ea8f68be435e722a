using System;
using System.Collections.Generic;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;
using Explorer.Search.Reduction;
using Explorer.Search.States;
using Explorer.Search.Symmetry;
using Explorer.Search.VisitedSets;

namespace Explorer.Search;

/// <summary>Someone who is given the parts of a search as type arguments, so that its hot loop is compiled for them. A struct,
/// so that all that is to be compiled is known before the program starts.</summary>
internal interface ISearchPartsUser
{
    /// <param name="codec">Makes the codec of one worker.</param>
    /// <param name="visited">Makes one worker's access to the visited set.</param>
    SearchResult Use<TCodec, TVisited, TItem>(SearchParts parts, Func<TCodec> codec, Func<TVisited> visited, TItem length)
        where TCodec : struct, IStateCodec
        where TVisited : struct, IVisitedSet
        where TItem : struct, IStateLength;
}

/// <summary>Chooses how states are encoded and remembered: by the store asked for and the length of a state. Holds what the
/// workers share.</summary>
internal sealed class SearchParts(ITransitionSystem system, SearchOptions options) : IDisposable
{
    private const long LargestBitstate = 1L << 30;

    private readonly List<IDisposable> _shared = [];
    private StateTree? _tree;

    public MemoryBudget Budget { get; } = options.NewBudget();

    public int Workers { get; } = Math.Max(1, options.Workers);

    public SearchResult Accept<TUser>(TUser user)
        where TUser : struct, ISearchPartsUser => system.StateLength == 1
        ? WithPlainStates(user, new OneWord())
        : options.Store != StoreKind.Exact ? WithPlainStates(user, new AnyWords(system.StateLength))
        : system is { StateLength: 2, StateBits: <= PairBucket.MostBits } ? WithPairs(user)
        : WithTree(user);

    /// <summary>The system with the reductions that are asked for.</summary>
    public static ITransitionSystem Searched(ITransitionSystem system, SearchOptions options)
    {
        var reduced = options.PartialOrder is { } order ? new ReducedSystem(system, order, options.Properties) : system;
        return options.Canonicalizer is { } canonicalizer ? new SymmetricSystem(reduced, canonicalizer) : reduced;
    }

    /// <summary>How likely it is that a state was taken for another one.</summary>
    /// <param name="states">States stored.</param>
    /// <param name="expectedOmissions">What the visited sets say.</param>
    public double OmissionProbability(long states, double expectedOmissions) => options.Store == StoreKind.Compact
        ? Fingerprint.OmissionProbability(states)
        : 1 - Math.Exp(-expectedOmissions);

    /// <summary>What keeps a search that ended by itself from deciding everything; null if nothing does.</summary>
    public string? Doubt => options.Store == StoreKind.Bitstate
        ? "the bit-state store, which takes some new states for known ones, shows violations only"
        : null;

    /// <summary>Frees memory that only a search at work needs; to be called between levels.</summary>
    public void Tidy() => _tree?.FreeReplaced();

    public void Dispose()
    {
        foreach (var part in _shared)
        {
            part.Dispose();
        }
    }

    private SearchResult WithPlainStates<TUser, TLength>(TUser user, TLength length)
        where TUser : struct, ISearchPartsUser
        where TLength : struct, IStateLength
    {
        var codec = () => new PlainCodec<TLength>(length);
        switch (options.Store)
        {
            case StoreKind.Compact:
                var fingerprints = Shared(new BucketTable<WordBucket<FingerprintEntry>, ulong>(Budget, options.StoreCapacity));
                return user.Use(this, codec, () => new FingerprintSet<TLength>(fingerprints, length), length);
            case StoreKind.Bitstate:
                var array = Shared(new BitstateArray(Budget, options.BitstateBytes ?? Math.Min(Budget.Limit / 2, LargestBitstate)));
                return user.Use(this, codec, () => new BitstateSet<TLength>(array, length), length);
            default:
                var words = Shared(new BucketTable<WordBucket<WordVisitedSet.Entry>, ulong>(Budget, options.StoreCapacity));
                return user.Use(this, codec, () => new WordVisitedSet(words), length);
        }
    }

    private SearchResult WithPairs<TUser>(TUser user)
        where TUser : struct, ISearchPartsUser
    {
        var length = default(TwoWords);
        var states = Shared(new BucketTable<PairBucket, StatePair>(Budget, options.StoreCapacity));
        return user.Use(this, () => new PlainCodec<TwoWords>(length), () => new PairVisitedSet(states), length);
    }

    private SearchResult WithTree<TUser>(TUser user)
        where TUser : struct, ISearchPartsUser
    {
        var tree = _tree = Shared(new StateTree(system.StateLength, system.StateBits, Budget));
        var roots = Shared(new BucketTable<WordBucket<WordVisitedSet.Entry>, ulong>(Budget, options.StoreCapacity));
        return user.Use(this, () => new TreeCodec(tree), () => new WordVisitedSet(roots), new OneWord());
    }

    private TPart Shared<TPart>(TPart part)
        where TPart : IDisposable
    {
        _shared.Add(part);
        return part;
    }
}
