using Explorer.Core.Diagnostics;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;

namespace Explorer.Machines;

/// <summary>A shared variable. A per-CPU variable is an array over the CPU type.</summary>
/// <param name="Index">Position in <see cref="MachineModel.Variables"/>.</param>
/// <param name="Initial">Its value before the initial step: an expression without reads.</param>
/// <param name="IsGhost">History for properties. Only ghosts that a checked property needs are in the model.</param>
public sealed record Variable(int Index, string Name, ModelType Type, Expression Initial, bool IsGhost, bool IsPerCpu, SourceSpan Span)
{
    public bool Equals(Variable? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Index;
}

/// <summary>A local of one machine, or a name bound within an expression (compared by reference).</summary>
/// <param name="Name">As written in the model; names need not be unique within a machine.</param>
public sealed record Local(string Name, ModelType Type, SourceSpan Span)
{
    /// <summary>Declared as a shared variable, which only this machine uses.</summary>
    public bool IsVariable { get; init; }

    public bool Equals(Local? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
