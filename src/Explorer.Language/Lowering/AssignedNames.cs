using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Language.Binding;
using Explorer.Language.Syntax;

namespace Explorer.Language.Lowering;

/// <summary>The names that a body assigns, gives to a `ref` parameter, or hands to an operation that changes it.</summary>
internal static class AssignedNames
{
    public static ImmutableHashSet<string> In(StatementSyntax body, GlobalScope globals)
    {
        var names = ImmutableHashSet.CreateBuilder<string>();
        foreach (var statement in Statements(body))
        {
            names.UnionWith(Direct(statement, globals));
        }

        return names.ToImmutable();
    }

    /// <summary>A statement and all below it.</summary>
    public static IEnumerable<StatementSyntax> Statements(StatementSyntax statement)
    {
        var stack = new Stack<StatementSyntax>();
        stack.Push(statement);
        while (stack.TryPop(out var s))
        {
            yield return s;
            foreach (var inner in Inner(s).Reverse())
            {
                stack.Push(inner);
            }
        }
    }

    private static IEnumerable<StatementSyntax> Inner(StatementSyntax statement) => statement switch
    {
        BlockSyntax s => s.Statements,
        IfSyntax s => s.Else is null ? [s.Then] : [s.Then, s.Else],
        WhileSyntax s => [s.Body],
        LoopSyntax s => [s.Body],
        EitherSyntax s => s.Branches,
        ForeachSyntax s => [s.Body],
        ForSyntax s => [s.Body],
        AtomicSyntax s => [s.Body],
        HoldOffSyntax s => [s.Body],
        _ => [],
    };

    private static IEnumerable<string> Direct(StatementSyntax statement, GlobalScope globals) => statement switch
    {
        AssignmentSyntax s => s.Targets.Concat(s.Values.SelectMany(v => OfCalls(v, globals))).Select(NameOf).OfType<string>()
            .Concat(s.Values.SelectMany(v => OfCalls(v, globals)).Select(NameOf).OfType<string>()),
        CallStatementSyntax s => OfCalls(s.Call, globals).Select(NameOf).OfType<string>(),
        LetSyntax { Value: { } value } => OfCalls(value, globals).Select(NameOf).OfType<string>(),
        ReturnSyntax { Value: { } value } => OfCalls(value, globals).Select(NameOf).OfType<string>(),
        IfSyntax s => OfCalls(s.Condition, globals).Select(NameOf).OfType<string>(),
        WhileSyntax s => OfCalls(s.Condition, globals).Select(NameOf).OfType<string>(),
        AwaitSyntax s => OfCalls(s.Condition, globals).Select(NameOf).OfType<string>(),
        _ => [],
    };

    private static IEnumerable<ExpressionSyntax> OfCalls(ExpressionSyntax expression, GlobalScope globals) => expression switch
    {
        CallSyntax { Name.Text: "xchg" or "cmpxchg" or "push" or "pop" } s => s.Arguments.Take(1).Select(a => a.Value),
        CallSyntax s when globals.Find(s.Name.Text) is ProcedureSymbol p =>
            s.Arguments.Zip(p.Syntax.Parameters).Where(z => z.Second.IsRef).Select(z => z.First.Value),
        UnarySyntax s => OfCalls(s.Operand, globals),
        BinarySyntax s => OfCalls(s.Left, globals).Concat(OfCalls(s.Right, globals)),
        _ => [],
    };

    /// <summary>The name at the root of a place.</summary>
    public static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        NameExpressionSyntax s => s.Name.Text,
        FieldSyntax s => NameOf(s.Operand),
        IndexSyntax s => NameOf(s.Operand),
        AtCpuSyntax s => s.Variable.Text,
        _ => null,
    };
}
