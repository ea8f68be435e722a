using Explorer.Compilation.Analysis;
using Explorer.Machines.Expressions;

namespace Explorer.Compilation.Emit;

/// <summary>A condition on a few bits of the state, and what it says for every pattern of them once it is evaluated.</summary>
internal sealed class GuardCondition(Expression condition, BitRange bits, bool mayFault)
{
    public Expression Condition { get; } = condition;

    public BitRange Bits { get; } = bits;

    /// <summary>"No" is certain.</summary>
    public bool MayFault { get; } = mayFault;

    /// <summary>For each pattern: false if the condition does not hold and meets no fault.</summary>
    public bool[] MayHold { get; } = new bool[1 << System.Math.Min(bits.Length, 16)];

    /// <summary>Does it meet a fault for any pattern?</summary>
    public bool MeetsFault { get; set; }
}
