using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Numerics;
using Explorer.Language.Binding;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Language.Lowering;

/// <summary>The instances of a thread, interrupt or rule: one for each combination of its parameters' values.</summary>
internal static class Instances
{
    /// <summary>How many instances one declaration may have.</summary>
    public const int Most = 4096;

    /// <summary>The values of the parameters for each instance, the first parameter slowest; empty after a report.</summary>
    public static IEnumerable<ImmutableArray<Value>> Of(ImmutableArray<BinderSyntax> binders, NameSyntax name, GlobalScope globals)
    {
        var types = binders.Select(b => globals.Types.Resolve(b.Type)).ToList();
        if (types.Zip(binders).Any(p => !globals.Types.IsDomain(p.First, p.Second.Type)))
        {
            return [];
        }

        var count = types.Aggregate(BigInteger.One, (n, t) => n * t.Cardinality);
        if (count > Most)
        {
            globals.Diagnostics.Report(DiagnosticCatalog.TooManyInstances, name.Span, name.Text, count, Most);
            return [];
        }

        return Combinations(types, []);
    }

    /// <summary>The scope in which an instance's code is bound: its parameters are constants.</summary>
    public static Scope ScopeOf(ImmutableArray<BinderSyntax> binders, ImmutableArray<Value> values, GlobalScope globals)
    {
        var scope = new Scope(null);
        var checker = new ExpressionBinder(globals, new ExpressionContext(scope));
        foreach (var (binder, value) in binders.Zip(values))
        {
            checker.CheckShadowing(binder.Name);
            scope.Add(new ConstantSymbol(binder.Name.Text, value, globals.Types.Resolve(binder.Type), "a parameter", binder.Name.Span));
        }

        return scope;
    }

    private static IEnumerable<ImmutableArray<Value>> Combinations(List<ModelType> types, ImmutableArray<Value> before)
    {
        if (before.Length == types.Count)
        {
            yield return before;
            yield break;
        }

        var type = types[before.Length];
        for (var i = 0L; i < (long)type.Cardinality; i++)
        {
            foreach (var combination in Combinations(types, before.Add(ValueOrder.At(type, i))))
            {
                yield return combination;
            }
        }
    }
}
