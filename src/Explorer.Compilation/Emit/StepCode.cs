using System.Collections.Immutable;
using System.Reflection.Emit;
using Explorer.Compilation.Analysis;
using Explorer.Machines;
using Explorer.Machines.Nodes;

namespace Explorer.Compilation.Emit;

/// <summary>A step to compile: the nodes of an action, the initial step, or the start of a machine.</summary>
/// <param name="Machine">Whose step it is; null for the initial step.</param>
/// <param name="From">The machine's location before; -1 for a rule and the initial step.</param>
internal sealed record StepSource(string Name, ImmutableArray<Node> Nodes, Machine? Machine, int From)
{
    /// <summary>An action without the first conjuncts of its guard, which are known to hold.</summary>
    public static StepSource Of(MachineModel model, MachineAction action, int decided) => new(
        action.Name, GuardPrefix.Without(action.Nodes, decided), model.Machines[action.Machine], action.From);
}

/// <summary>A compiled step.</summary>
/// <param name="Method">With the signature of <see cref="Runtime.StepDelegate"/>.</param>
/// <param name="HasDraws">It may have several outcomes: execute it until <see cref="Runtime.Draws.Next"/> says no.</param>
/// <param name="MayViolate">It may return more than "blocked" and "fired".</param>
internal sealed record StepCode(DynamicMethod Method, bool HasDraws, bool MayViolate);
