using System.Collections.Generic;
using Explorer.Machines;
using Explorer.Machines.Symmetry;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Symmetry;

/// <summary>The unnamed identities of all types with two or more of them, side by side: each has a lane, types follow one
/// another.</summary>
internal sealed class IdentityLanes
{
    private readonly MachineModel _model;
    private readonly List<bool> _isFirst = [];

    public IdentityLanes(MachineModel model)
    {
        _model = model;
        foreach (var type in model.IdentityTypes)
        {
            if (type.Size - type.Named.Length >= 2)
            {
                Types.Add(type);
                AddLanes(type);
            }
        }
    }

    public List<IdentityType> Types { get; } = [];

    public int Count => _isFirst.Count;

    /// <summary>The lanes that can be exchanged with the next one.</summary>
    public int[] Exchanges()
    {
        var exchanges = new List<int>();
        for (var lane = 0; lane + 1 < Count; lane++)
        {
            if (!_isFirst[lane + 1])
            {
                exchanges.Add(lane);
            }
        }

        return [.. exchanges];
    }

    /// <summary>The renamings that exchange one lane and the next, in order.</summary>
    public List<CodeImages> Transpositions()
    {
        var transpositions = new List<CodeImages>();
        foreach (var type in Types)
        {
            for (var i = type.Named.Length; i < type.Size - 1; i++)
            {
                transpositions.Add(new CodeImages(IdentityPermutation.Transposition(_model, type, i)));
            }
        }

        return transpositions;
    }

    /// <summary>The lane of an identity after the exchange of lane `first` and the next one.</summary>
    public static int Image(int lane, int first) => lane == first ? first + 1 : lane == first + 1 ? first : lane;

    /// <summary>For each lane, whether it is the first one of its type.</summary>
    public bool[] AreFirst() => [.. _isFirst];

    /// <summary>True if the lane is the first one of its type.</summary>
    public bool IsFirst(int lane) => _isFirst[lane];

    private void AddLanes(IdentityType type)
    {
        for (var i = type.Named.Length; i < type.Size; i++)
        {
            _isFirst.Add(i == type.Named.Length);
        }
    }
}
