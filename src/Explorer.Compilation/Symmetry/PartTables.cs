using System;
using System.Collections.Generic;
using Explorer.Compilation.Emit;
using Explorer.Compilation.Layout;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Symmetry;

/// <summary>The parts of a state with what each transposition of neighbouring identities does to them.</summary>
internal sealed class PartTables
{
    private readonly Dictionary<string, int> _partByKey = [];
    private readonly Dictionary<int[], DifferenceTable> _differences = [];

    public PartTables(StateParts cut, List<CodeImages> transpositions)
    {
        Cut = cut;
        for (var i = 0; i < Parts.Count; i++)
        {
            _partByKey.Add(Parts[i].Path.Key, i);
        }

        Partners = new int[transpositions.Count][];
        Images = new int[]?[transpositions.Count][];
        for (var t = 0; t < transpositions.Count; t++)
        {
            Partners[t] = new int[Parts.Count];
            Images[t] = new int[]?[Parts.Count];
            for (var i = 0; i < Parts.Count; i++)
            {
                Partners[t][i] = Partner(transpositions[t], i);
                Images[t][i] = ImagesOf(transpositions[t], Parts[i]);
            }
        }
    }

    public StateParts Cut { get; }

    public List<StatePart> Parts => Cut.Parts;

    /// <summary>For each transposition and part the part to whose place it moves.</summary>
    public int[][] Partners { get; }

    /// <summary>For each transposition and part the images of its numbers; null if they stay.</summary>
    public int[]?[][] Images { get; }

    /// <summary>False if a part has no counterpart under some transposition.</summary>
    public bool IsComplete => Array.TrueForAll(Partners, p => Array.IndexOf(p, -1) < 0);

    /// <summary>What a transposition adds to the bits of a part.</summary>
    public DifferenceTable Differences(int transposition, int index, ConstantPool pool)
    {
        var (part, target) = (Parts[index], Parts[Partners[transposition][index]]);
        var images = Images[transposition][index] ?? CodeImages.Unchanged(part.Count);
        if (part.Weight != 1 || target.Weight != 1)
        {
            return DifferenceTable.Of(images, part.Weight, target.Weight, pool);
        }

        if (!_differences.TryGetValue(images, out var table))
        {
            table = DifferenceTable.Of(images, 1, 1, pool);
            _differences.Add(images, table);
        }

        return table;
    }

    private static int[]? ImagesOf(CodeImages transposition, StatePart part)
    {
        var images = part.Domain switch
        {
            Encoding e => transposition.OfCodes(e),
            ModelType t => transposition.OfOrdinals(t),
            _ => null,
        };
        for (var i = 0; images is not null && i < images.Length; i++)
        {
            if (images[i] != i)
            {
                return images;
            }
        }

        return null;
    }

    private int Partner(CodeImages transposition, int index)
    {
        var part = Parts[index];
        return !part.Path.MayMove ? index
            : _partByKey.TryGetValue(part.Path.KeyUnder(transposition), out var other) && AreAlike(part, Parts[other]) ? other
            : -1;
    }

    // Machines of one template differ in nothing but their arguments; this makes sure of it.
    private bool AreAlike(StatePart one, StatePart other) => Equals(one.Domain, other.Domain) && one.Count == other.Count
        && FieldsAreAlike(one.Field, other.Field) && GuardsAreAlike(one.Guard, other.Guard);

    private bool FieldsAreAlike(int one, int other)
    {
        if (one < 0 || other < 0)
        {
            return one == other;
        }

        var (a, b) = (Cut.Fields[one], Cut.Fields[other]);
        return a.Width == b.Width && a.Modulus == b.Modulus && FieldsAreAlike(a.Parent, b.Parent);
    }

    private bool GuardsAreAlike(int one, int other)
    {
        if (one < 0 || other < 0)
        {
            return one == other;
        }

        var (a, b) = (Cut.Guards[one], Cut.Guards[other]);
        return a.Low == b.Low && a.High == b.High && FieldsAreAlike(a.Field, b.Field) && GuardsAreAlike(a.Parent, b.Parent)
            && (a.Table is null ? b.Table is null : b.Table is not null && a.Table.AsSpan().SequenceEqual(b.Table));
    }
}
