using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Core.Properties;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Types;
using Explorer.TestKit.Generated;
using FsCheck;
using FsCheck.Fluent;

namespace Explorer.TestKit;

/// <summary>
/// Random models for comparing implementations of the state machines: small and well typed, with every kind of type,
/// expression and node. Most have few states, some have very many: a test explores up to a bound. Name an FsCheck
/// property's `Arbitrary` so; a failing model's name has the seed for <see cref="Generate"/>.
/// </summary>
public static class MachineModelGenerator
{
    public static Arbitrary<MachineModel> Models() =>
        Arb.From(Gen.Choose(0, int.MaxValue).Select(Generate), MachineModelShrinking.Smaller);

    /// <summary>The model of a seed, always the same.</summary>
    public static MachineModel Generate(int seed)
    {
        var draws = new Draws(seed);
        var types = new GeneratedTypes(draws);
        var expressions = new GeneratedExpressions(draws, types);
        var variables = Variables(draws, types);
        var properties = Properties(draws);
        var assertions = Indices(properties, PropertyKind.Assertion);

        var machines = new GeneratedMachines(draws, types, expressions);
        var shells = Enumerable.Range(0, draws.Chance(15) ? 1 : draws.Between(2, 3)).Select(machines.Shell).ToList();
        var context = new ExpressionContext(variables, [], shells, MayReadOthers: false);
        var complete = shells.Select(shell => machines.Complete(shell, context, assertions)).ToList();

        var locals = ImmutableArray.CreateBuilder<Local>();
        var initial = new NodeOptions([], [], assertions, (name, type) =>
        {
            locals.Add(new Local(name, type, SourceSpan.None));
            return locals[^1];
        }, MayBlock: draws.Chance(10));
        var nodes = new GeneratedNodes(draws, types, expressions, initial)
            .Graph(draws.Between(0, 3), context with { Machines = [] });
        var stateContext = context with { MayReadOthers = true };
        return Runnable(draws, new MachineModel(
            $"generated from seed {seed}",
            [.. variables],
            [.. complete.Select(m => m.Machine)],
            [.. complete.SelectMany(m => m.Actions).Select((action, id) => action with { Id = id })],
            nodes,
            locals.ToImmutable(),
            properties,
            [.. properties.Select(p => IsOfStates(p) ? expressions.Condition(3, stateContext) : null)],
            draws.Chance(20) ? expressions.Condition(2, context) : null)
        {
            IdentityTypes = types.Identities,
            CpuType = types.Identities[1],
        });
    }

    private static bool IsOfStates(PropertyInfo property) => property.Kind is PropertyKind.Invariant or PropertyKind.Reachable;

    // Mostly a model can do something: there is an initial state, and it is within the limit.
    private static MachineModel Runnable(Draws draws, MachineModel model)
    {
        if (draws.Chance(5))
        {
            return model;
        }

        var interpreter = new Interpreter(model);
        var states = interpreter.InitialOutcomes().Select(o => o.State).OfType<MachineState>().ToList();
        return states.Count == 0 ? Runnable(draws, model with { InitialNodes = [] })
            : states.All(interpreter.IsWithinLimit) ? model
            : model with { Limit = null };
    }

    private static List<Variable> Variables(Draws draws, GeneratedTypes types) =>
        [.. Enumerable.Range(0, draws.Between(1, 3)).Select(i =>
        {
            var type = types.OfVariable();
            var initial = new Literal(types.ValueOf(type), type, SourceSpan.None);
            var isPerCpu = type is ArrayType array && array.Index == types.Identities[1];
            return new Variable(i, $"{"xyz"[i]}", type, initial, IsGhost: draws.Chance(5), isPerCpu, SourceSpan.None);
        })];

    // The built-in ones mostly, so that their bits and those of faults that nobody checks both occur.
    private static ImmutableArray<PropertyInfo> Properties(Draws draws)
    {
        PropertyKind[] kinds =
        [
            PropertyKind.Invariant, PropertyKind.Invariant, PropertyKind.Reachable, PropertyKind.Assertion, PropertyKind.Assertion,
            PropertyKind.Deadlock, PropertyKind.Range, PropertyKind.Overflow, PropertyKind.Index,
        ];
        return [.. kinds.Where(_ => draws.Chance(75)).Select((kind, i) => new PropertyInfo($"{kind} {i}", kind, "", SourceSpan.None))];
    }

    private static ImmutableArray<int> Indices(ImmutableArray<PropertyInfo> properties, PropertyKind kind) =>
        [.. Enumerable.Range(0, properties.Length).Where(i => properties[i].Kind == kind)];
}
