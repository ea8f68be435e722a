using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;

namespace Explorer.Machines.Tests.Generation;

/// <summary>Finds every expression, node and place in a model by reflection, so that no kind can be forgotten.</summary>
internal static class ModelWalk
{
    /// <summary>Every expression, node, place and place step in the model.</summary>
    public static IEnumerable<object> Parts(MachineModel model) =>
        model.Actions.SelectMany(a => a.Nodes).Concat(model.InitialNodes).Concat(model.Machines.SelectMany(m => m.StartNodes))
            .Cast<object?>().Concat(model.Conditions).Append(model.Limit).SelectMany(Within);

    private static IEnumerable<object> Within(object? item) => item switch
    {
        Expression or Node or Place or PlaceStep => Properties(item).SelectMany(Within).Prepend(item),
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Within(tuple[i])),
        IEnumerable items and not string => items.Cast<object?>().SelectMany(Within),
        _ => [],
    };

    private static IEnumerable<object?> Properties(object item) =>
        item.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0).Select(p => p.GetValue(item));

    /// <summary>Every kind of part that there is: the concrete types, and the kinds of operators and quantifiers.</summary>
    public static IEnumerable<object> AllKinds() =>
        typeof(Expression).Assembly.GetTypes().Where(IsKind).Cast<object>()
            .Concat(Enum.GetValues<UnaryKind>().Cast<object>())
            .Concat(Enum.GetValues<BinaryKind>().Cast<object>())
            .Concat(Enum.GetValues<QuantifierKind>().Cast<object>());

    public static IEnumerable<object> KindsOf(object part) => part switch
    {
        Unary e => [e.GetType(), e.Kind],
        Binary e => [e.GetType(), e.Kind],
        Quantified e => [e.GetType(), e.Kind],
        _ => [part.GetType()],
    };

    private static bool IsKind(Type type) =>
        !type.IsAbstract && ((Type[])[typeof(Expression), typeof(Node), typeof(PlaceStep)]).Any(k => k.IsAssignableFrom(type));
}
