using System.Collections.Generic;
using System.Linq;
using Explorer.Machines.Types;

namespace Explorer.TestKit.Generated;

/// <summary>Questions about types that generated models ask.</summary>
internal static class TypeTraits
{
    /// <summary>Can a part of this type be read out of a value of `whole`?</summary>
    public static bool Reaches(ModelType whole, ModelType part) =>
        whole == part || PartsOf(whole).Any(t => Reaches(t, part));

    /// <summary>The same without options, variants and queues, in which there may be nothing to read.</summary>
    public static bool ReachesSafely(ModelType whole, ModelType part) =>
        whole == part || (whole is ArrayType or StructType && PartsOf(whole).Any(t => ReachesSafely(t, part)));

    /// <summary>No value of a ghost field may be compared.</summary>
    public static bool HasGhost(ModelType type) =>
        (type is StructType t && t.Fields.Any(f => f.IsGhost)) || PartsOf(type).Any(HasGhost);

    /// <summary>Does the default of the type contain the mark of an identity that is not set?</summary>
    public static bool DefaultHasMark(ModelType type) => type switch
    {
        IdentityType => true,
        StructType t => t.Fields.Any(f => DefaultHasMark(f.Type)),
        EnumType t => t.Variants[0].Fields.Any(f => DefaultHasMark(f.Type)),
        ArrayType t => DefaultHasMark(t.Element),
        _ => false,
    };

    private static IEnumerable<ModelType> PartsOf(ModelType type) => type switch
    {
        ArrayType t => [t.Element],
        OptionType t => [t.Element],
        QueueType t => [t.Element],
        StructType t => t.Fields.Select(f => f.Type),
        EnumType t => t.Variants.SelectMany(v => v.Fields).Select(f => f.Type),
        _ => [],
    };
}
