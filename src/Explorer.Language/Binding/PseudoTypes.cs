using System.Numerics;
using Explorer.Machines.Types;

namespace Explorer.Language.Binding;

/// <summary>The type of what could not be bound: fits everywhere, so that a mistake is reported once.</summary>
internal sealed record ErrorType : ModelType
{
    public static ErrorType Instance { get; } = new();

    public override BigInteger Cardinality => 1;

    public override string Display => "?";
}

/// <summary>The type of `none` before it is known of which `T?`.</summary>
internal sealed record NoneType : ModelType
{
    public static NoneType Instance { get; } = new();

    public override BigInteger Cardinality => 1;

    public override string Display => "none";
}

/// <summary>The type of `{}` before it is known of which set or queue.</summary>
internal sealed record EmptyType : ModelType
{
    public static EmptyType Instance { get; } = new();

    public override BigInteger Cardinality => 1;

    public override string Display => "{}";
}
