using System;
using System.Text;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Symmetry;

/// <summary>One step from a whole to a part.</summary>
/// <param name="Index">The type whose value number `Ordinal` says which part; null if no renaming changes that.</param>
internal sealed record PathStep(ModelType? Index, int Ordinal);

/// <summary>Where a part belongs: a renaming moves it to the place of the renamed path.</summary>
/// <param name="Machine">The machine of which it is a part, or -1.</param>
internal sealed record PartPath(int Machine, PathStep[] Steps)
{
    private string? _key;

    /// <summary>False if every renaming leaves it where it is.</summary>
    public bool MayMove { get; private init; } = Machine >= 0;

    /// <summary>The path as a key.</summary>
    public string Key => _key ??= KeyUnder(null);

    public PartPath Field(int number) => Then(new PathStep(null, number), MayMove);

    public PartPath Element(ModelType index, int ordinal) =>
        index.ContainsIdentity ? Then(new PathStep(index, ordinal), true) : Field(ordinal);

    /// <summary>The key of the path under a renaming.</summary>
    public string KeyUnder(CodeImages? images)
    {
        var key = new StringBuilder();
        Append(key, Machine < 0 || images is null ? Machine : images.Renaming.ImageOfMachine(Machine));
        foreach (var step in Steps)
        {
            Append(key, step.Index is null || images is null ? step.Ordinal : images.OfOrdinals(step.Index)[step.Ordinal]);
        }

        return key.ToString();
    }

    private static void Append(StringBuilder key, int number) => key.Append((char)(number & 0xffff)).Append((char)(number >> 16));

    private PartPath Then(PathStep step, bool mayMove)
    {
        var steps = new PathStep[Steps.Length + 1];
        Array.Copy(Steps, steps, Steps.Length);
        steps[^1] = step;
        return new PartPath(Machine, steps) { MayMove = mayMove };
    }
}
