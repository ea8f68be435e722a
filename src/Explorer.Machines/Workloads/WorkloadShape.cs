using System.Collections.Immutable;
using System.Linq;
using System.Numerics;
using Explorer.Core.Diagnostics;
using Explorer.Machines.Types;

namespace Explorer.Machines.Workloads;

/// <summary>
/// The workloads of a model: for each value of a type (a CPU, mostly) a program, that is up to so many calls of operations.
/// The machines take them from a variable that no step writes, an array over that type of arrays of calls.
/// </summary>
/// <param name="Program">The variable. A call is an enum: variant 0 is none, variant k+1 operation k with its arguments.</param>
/// <param name="Operations">In the order of the model.</param>
/// <param name="BinderText">`c: Cpu`, as the model has it.</param>
/// <param name="PlaceText">The CPU on which a program runs, as an expression of the model; null for none.</param>
public sealed record WorkloadShape(Variable Program, ImmutableArray<WorkloadOperation> Operations, string BinderText, string? PlaceText)
{
    /// <summary>What the threads that run the programs are called.</summary>
    public const string ThreadName = "workload";

    /// <summary>The place of whatever hands the calls to the threads: no text of a model's author has it.</summary>
    public SourceSpan Span => Program.Span;

    /// <summary>Whose programs there are.</summary>
    public ModelType Owner => ((ArrayType)Program.Type).Index;

    /// <summary>How many programs there are.</summary>
    public int Programs => ((ArrayType)Program.Type).Length;

    /// <summary>Most calls in a program.</summary>
    public int Each => ((ArrayType)((ArrayType)Program.Type).Element).Length;

    /// <summary>The type of a call.</summary>
    public EnumType Call => (EnumType)((ArrayType)((ArrayType)Program.Type).Element).Element;

    /// <summary>The drawn arguments of an operation, in order.</summary>
    public ImmutableArray<FieldInfo> Fields(int operation) => Call.Variants[operation + 1].Fields;

    /// <summary>How many workloads there are, not modulo anything; those with an operation twice that may occur once are
    /// counted too.</summary>
    public BigInteger Count
    {
        get
        {
            var calls = Call.Cardinality - 1;
            var programs = Enumerable.Range(0, Each + 1).Aggregate(BigInteger.Zero, (sum, n) => sum + BigInteger.Pow(calls, n));
            return BigInteger.Pow(programs, Programs);
        }
    }
}

/// <summary>A procedure that a workload may call.</summary>
/// <param name="Text">How its calls are headed in traces; null: by the call itself.</param>
/// <param name="IsOnce">It occurs at most once in a workload.</param>
public sealed record WorkloadOperation(string Procedure, string? Text, ImmutableArray<WorkloadArgument> Arguments, bool IsOnce);

/// <summary>An argument of an operation.</summary>
/// <param name="Field">Which of the call's fields it is; -1 for one that is not drawn.</param>
/// <param name="Text">As the model has it: `any Va`, or an expression.</param>
public sealed record WorkloadArgument(int Field, string Text);
