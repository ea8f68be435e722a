using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;
using Explorer.TestKit;
using Xunit;

namespace Explorer.Machines.Tests.Interpretation;

/// <summary>Evaluates an expression in the first initial state of a model.</summary>
internal static class Evaluation
{
    public static Value Of(Expression e, MachineModelBuilder? model = null)
    {
        var interpreter = new Interpreter((model ?? new MachineModelBuilder()).Build());
        return interpreter.Evaluate(e, interpreter.InitialOutcomes()[0].State!);
    }

    public static string Display(Expression e, MachineModelBuilder? model = null) => Of(e, model).Display;

    public static Fault FaultOf(Expression e, MachineModelBuilder? model = null) =>
        Assert.Throws<FaultException>(() => Of(e, model)).Fault;

    /// <summary>An expression that meets an overflow wherever it is evaluated: to see what is not.</summary>
    public static Expression Trap { get; } = ModelTerms.Less(
        ModelTerms.Binary(BinaryKind.Divide, ModelTerms.Constant(1), ModelTerms.Constant(0)), ModelTerms.Constant(0));
}
