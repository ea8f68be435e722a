using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection.Emit;
using Explorer.Compilation.Emit;
using Explorer.Compilation.Layout;
using Explorer.Compilation.Runtime;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;

namespace Explorer.Compilation;

/// <summary>
/// State machines to code: states are packed into words, every action becomes a method that writes a successor, and one
/// method writes all successors. The methods become machine code when they are first called.
/// </summary>
public static class ModelCompiler
{
    // The runtime's compiler gives up optimising very large methods.
    private const int ActionsPerMethod = 256;

    // Two words of bits: more make the tables large.
    private const int TabulatedActions = 128;

    // Of machines with more actions only few are at one location.
    private const int LargeMachine = 40;
    private const int ExpressionsPerMethod = 4000;

    /// <summary>Compiles a model that the front end has accepted.</summary>
    /// <exception cref="Core.InternalErrorException">A type has no encoding, which the front end should have refused.</exception>
    public static CompiledSystem Compile(MachineModel model)
    {
        var encodings = new EncodingTable();
        return Compile(model, encodings, new StateLayout(model, encodings));
    }

    /// <summary>Compiles for a layout with these encodings.</summary>
    internal static CompiledSystem Compile(MachineModel model, EncodingTable encodings, StateLayout layout)
    {
        var context = new CompilationContext(model, layout, encodings, new ConstantPool());
        var code = new CompiledCode(
            [.. Segments(context).Select(s => Expand(context, s).Bind<ExpandDelegate>())],
            [.. PropertyGroups(model).Select(g => QuestionEmitter.Properties(context, g).Bind<QuestionDelegate>())],
            model.Limit is null ? null : Question(context, "limit", model.Limit),
            Question(context, "terminal", QuestionEmitter.AllEnded(model)));
        return new CompiledSystem(context, code, InitialSteps(context).ToImmutableArray());
    }

    // Neighbouring actions that are expanded together: a large machine alone, others up to a number.
    private static List<List<MachineAction>> Segments(CompilationContext context)
    {
        var segments = new List<List<MachineAction>>();
        foreach (var machine in ByMachine(context.Model))
        {
            if (IsLarge(context, machine))
            {
                segments.AddRange(machine.Chunk(ActionsPerMethod).Select(c => c.ToList()));
                continue;
            }

            foreach (var action in machine)
            {
                if (segments.Count == 0 || segments[^1].Count == TabulatedActions || IsLarge(context, segments[^1]))
                {
                    segments.Add([]);
                }

                segments[^1].Add(action);
            }
        }

        return segments;
    }

    private static List<List<MachineAction>> ByMachine(MachineModel model)
    {
        var groups = new List<List<MachineAction>>();
        foreach (var action in model.Actions)
        {
            if (groups.Count == 0 || groups[^1][0].Machine != action.Machine)
            {
                groups.Add([]);
            }

            groups[^1].Add(action);
        }

        return groups;
    }

    private static bool IsLarge(CompilationContext context, List<MachineAction> actions) => actions.Count > LargeMachine
        && actions[0].Machine == actions[^1].Machine && context.Layout.OfLocation(actions[0].Machine) is not null;

    private static DynamicMethod Expand(CompilationContext context, List<MachineAction> actions)
    {
        var guards = IsLarge(context, actions) ? null : GuardTables.Build(context, actions);
        var steps = new StepSource[actions.Count];
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = StepSource.Of(context.Model, actions[i], guards?.Decided[i] ?? 0);
        }

        return ExpandEmitter.Compile(context, actions, steps, guards);
    }

    private static QuestionDelegate Question(CompilationContext context, string name, Expression condition) =>
        QuestionEmitter.Condition(context, name, condition).Bind<QuestionDelegate>();

    private static IEnumerable<StepCode> InitialSteps(CompilationContext context)
    {
        var model = context.Model;
        if (!model.InitialNodes.IsEmpty)
        {
            yield return StepEmitter.Compile(context, new StepSource("init", model.InitialNodes, null, -1));
        }

        foreach (var machine in model.Machines.Where(m => !m.StartNodes.IsEmpty))
        {
            yield return StepEmitter.Compile(context, new StepSource(machine.Name, machine.StartNodes, machine, machine.Start));
        }
    }

    private static List<List<int>> PropertyGroups(MachineModel model)
    {
        var groups = new List<List<int>>();
        var size = ExpressionsPerMethod;
        for (var i = 0; i < model.Conditions.Length; i++)
        {
            if (model.Conditions[i] is not { } condition)
            {
                continue;
            }

            size += ExpressionTree.SelfAndDescendants(condition).Count();
            if (size >= ExpressionsPerMethod)
            {
                groups.Add([]);
                size = 0;
            }

            groups[^1].Add(i);
        }

        return groups;
    }
}
