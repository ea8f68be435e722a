using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Language.Binding;

/// <summary>Calls of functions (inlined), variants with fields, and the built-in operations.</summary>
internal sealed partial class ExpressionBinder
{
    private Expression Call(CallSyntax s, ModelType? expected)
    {
        switch (Context.Scope.Find(s.Name.Text) ?? globals.Find(s.Name.Text))
        {
            case VariantSymbol v:
                return Variant(v, s);
            case FunctionSymbol f:
                return Inline(f, s);
            case ProcedureSymbol:
                return Misplaced(s.Span, s.Name.Text, "a procedure takes steps; call it as a statement, or alone after '=' or 'return'");
            case ErrorSymbol:
                return Error(s.Span);
            case null:
                return BuiltIn(s, expected);
            case { } other:
                globals.Diagnostics.Report(DiagnosticCatalog.WrongKindOfName, s.Name.Span, s.Name.Text, other.Kind, "a function");
                return Error(s.Span);
        }
    }

    private Expression Variant(VariantSymbol v, CallSyntax s)
    {
        var values = FieldValues(v.Type.Variants[v.Variant].Fields, s.Arguments.Select(a => (a.Name, a.Value, a.Span)), s.Name.Text, s.Span);
        return values is null ? Error(s.Span) : new VariantLiteral(v.Type, v.Variant, values.Value, s.Span);
    }

    // The arguments stand for the parameters in the body: one evaluation or several give the same value within a step,
    // and an access in an argument counts once, at the call.
    private Expression Inline(FunctionSymbol f, CallSyntax s)
    {
        var parameters = f.Syntax.Parameters;
        if (s.Arguments.Length != parameters.Length)
        {
            globals.Diagnostics.Report(
                DiagnosticCatalog.WrongArgumentCount, s.Span, f.Name, Count(parameters.Length), s.Arguments.Length);
            return Error(s.Span);
        }

        if (Context.Calls.Contains(f.Name))
        {
            globals.Diagnostics.Report(DiagnosticCatalog.Recursion, s.Span, f.Name);
            return Error(s.Span);
        }

        var scope = new Scope(null);
        foreach (var (parameter, argument) in parameters.Zip(s.Arguments))
        {
            var type = globals.Types.Resolve(parameter.Type);
            scope.Add(new ArgumentSymbol(parameter.Name.Text, BindAs(argument.Value, type), parameter.Name.Span));
        }

        globals.Inlined.Add(f.Name);
        Context.Calls.Push(f.Name);
        var body = new ExpressionBinder(globals, Context.In(scope)).BindAs(f.Syntax.Body, globals.Types.Resolve(f.Syntax.Result));
        Context.Calls.Pop();
        return Context.Budget.IsExhausted ? TooDeep(s.Span, f.Name) : body;
    }

    private Expression BuiltIn(CallSyntax s, ModelType? expected)
    {
        switch (s.Name.Text)
        {
            case "min" or "max":
                return MinMax(s);
            case "head" or "length":
                return QueueRead(s);
            case "ended":
                return Ended(s);
            case "xchg" or "cmpxchg" or "pop" or "push":
                if (Context.Hoist is { } hoist)
                {
                    return hoist(s, this);
                }

                globals.Diagnostics.Report(DiagnosticCatalog.MisplacedOperation, s.Span, s.Name.Text);
                return Error(s.Span);
            default:
                foreach (var argument in s.Arguments)
                {
                    Bind(argument.Value, expected);
                }

                return Undeclared(s.Name);
        }
    }

    private Expression MinMax(CallSyntax s)
    {
        if (!HasArguments(s, 2))
        {
            return Error(s.Span);
        }

        var left = Content(Bind(s.Arguments[0].Value));
        var right = Content(Bind(s.Arguments[1].Value));
        if (left.Type is not IntType a || right.Type is not IntType b)
        {
            return WrongOperand(s.Name.Text, left.Type is IntType ? right : left);
        }

        var kind = s.Name.Text == "min" ? BinaryKind.Min : BinaryKind.Max;
        return new Binary(kind, left, right, Result(kind, a, b), s.Span);
    }

    private Expression QueueRead(CallSyntax s)
    {
        if (!HasArguments(s, 1))
        {
            return Error(s.Span);
        }

        var queue = Content(Bind(s.Arguments[0].Value));
        if (queue.Type is not QueueType type)
        {
            return WrongOperand(s.Name.Text, queue);
        }

        return s.Name.Text == "head"
            ? new Unary(UnaryKind.QueueHead, queue, type.Element, s.Span)
            : new Unary(UnaryKind.QueueLength, queue, new IntType(0, type.Capacity, false), s.Span);
    }

    /// <summary>Reports a built-in's wrong number of arguments.</summary>
    public bool HasArguments(CallSyntax s, int count)
    {
        if (s.Arguments.Length == count)
        {
            return true;
        }

        globals.Diagnostics.Report(DiagnosticCatalog.WrongArgumentCount, s.Span, s.Name.Text, Count(count), s.Arguments.Length);
        return false;
    }

    // --- places ------------------------------------------------------------------------------------------------------

    private Expression ReadPlace(PlaceSymbol symbol, SourceSpan span)
    {
        if (symbol.Variable is { } variable)
        {
            Note(variable, span, false);
        }

        return Read(symbol.Place, span);
    }

    /// <summary>The value of a place, without noting an access.</summary>
    public static Expression Read(Place place, SourceSpan span)
    {
        Expression e = place.Variable is { } variable ? new VariableRead(variable, span) : new LocalRead(place.Local!, span);
        foreach (var step in place.Path)
        {
            e = (step, e.Type) switch
            {
                (ElementStep s, ArrayType t) => new ElementRead(e, s.Index, t.Element, span),
                (FieldStep s, StructType t) => new FieldRead(e, s.Field, t.Fields[s.Field].Type, span),
                (ContentStep, OptionType t) => new Unary(UnaryKind.Unwrap, e, t.Element, span),
                (VariantFieldStep s, EnumType t) =>
                    new VariantFieldRead(e, s.Fields, t.Variants[s.Fields[0].Variant].Fields[s.Fields[0].Field].Type, span),
                _ => throw new Core.InternalErrorException($"a place of type {e.Type} has no {step}"),
            };
        }

        return e;
    }

    // --- threads -----------------------------------------------------------------------------------------------------

    private (MachineSymbol Thread, ImmutableArray<ExpressionSyntax> Arguments)? ThreadOf(ExpressionSyntax syntax)
    {
        var arguments = ImmutableArray<ExpressionSyntax>.Empty;
        while (syntax is IndexSyntax index)
        {
            arguments = arguments.Insert(0, index.Index);
            syntax = index.Operand;
        }

        return syntax is NameExpressionSyntax name && Context.Scope.Find(name.Name.Text) is null
            && globals.Find(name.Name.Text) is MachineSymbol thread
            ? (thread, arguments)
            : null;
    }

    private Expression AtLabel(AtLabelSyntax s) =>
        Query(s.Thread, s.Span, () => Constant(false, s.Span), machine =>
        {
            var locations = Context.Threads!.LocationsOf(machine, s.Label.Text);
            if (locations is null && s.Label.Text.Length > 0)
            {
                globals.Diagnostics.Report(DiagnosticCatalog.UnknownLabel, s.Label.Span, s.Thread.Span.Text, s.Label.Text);
            }

            return new AtLocation(machine, [.. locations ?? []], s.Span);
        });

    private static Literal Constant(bool value, SourceSpan span) => new(BoolValue.Of(value), BoolType.Instance, span);

    private Expression Ended(CallSyntax s) =>
        HasArguments(s, 1)
            ? Query(
                s.Arguments[0].Value, s.Span, () => Constant(true, s.Span),
                m => new AtLocation(m, [.. Context.Threads!.EndLocations(m)], s.Span))
            : Error(s.Span);

    private Expression ThreadLocal((MachineSymbol Thread, ImmutableArray<ExpressionSyntax> Arguments) thread, FieldSyntax s)
    {
        return Query(
            s.Operand, s.Span, () => Unknown("the model has no such thread under these settings"),
            m => Context.Threads!.LocalOf(m, s.Field.Text) is { } local ? new OtherLocalRead(m, local, s.Span) : Unknown(null), true);

        Literal Unknown(string? hint)
        {
            if (s.Field.Text.Length == 0)
            {
                return Error(s.Span);
            }

            globals.Diagnostics.ReportWith(
                DiagnosticCatalog.UnknownThreadLocal, s.Field.Span, hint, [], thread.Thread.Name, s.Field.Text);
            return Error(s.Span);
        }
    }

    // `t[c]` may name an instance by a bound name: then the answer is picked by comparing it with each instance's value.
    // Without `[c]`, unless one must be named, the question is whether it is so for all instances. `absent` answers where
    // the model has none.
    private Expression Query(
        ExpressionSyntax syntax, SourceSpan span, System.Func<Literal> absent, System.Func<int, Expression> answer, bool isOfOne = false)
    {
        if (syntax.Span.Start == syntax.Span.End)
        {
            // What is missing has been reported.
            return Error(span);
        }

        if (ThreadOf(syntax) is not var (thread, syntaxes) || thread.Syntax is RuleSyntax)
        {
            var kind = ThreadOf(syntax) is null ? "no thread" : "a rule";
            globals.Diagnostics.Report(DiagnosticCatalog.WrongKindOfName, syntax.Span, syntax.Span.Text, kind, "a thread");
            return Error(span);
        }

        if (Context.Threads is not { } threads)
        {
            globals.Diagnostics.Report(DiagnosticCatalog.InitNeedsNoThread, span, span.Text);
            return Error(span);
        }

        var types = threads.ParameterTypes(thread);
        if (syntaxes.Length != types.Count && (isOfOne || !syntaxes.IsEmpty))
        {
            globals.Diagnostics.Report(DiagnosticCatalog.WrongArgumentCount, syntax.Span, thread.Name, Count(types.Count), syntaxes.Length);
            return Error(span);
        }

        var arguments = syntaxes.Zip(types).Select(p => BindAs(p.First, p.Second)).ToList();
        if (arguments.Any(a => a.Type is ErrorType))
        {
            return Error(span);
        }

        var instances = threads.Instances(thread, []) ?? [];
        if (instances.Count == 0)
        {
            return absent();
        }

        return arguments.Count == 0 ? Conjunction(instances, answer, span) : Pick(thread, arguments, [], answer, span);
    }

    private static Expression Conjunction(IReadOnlyList<int> machines, System.Func<int, Expression> answer, SourceSpan span)
    {
        Expression? result = null;
        foreach (var machine in machines)
        {
            var next = answer(machine);
            result = result is null || next.Type is not BoolType ? next : new Binary(BinaryKind.And, result, next, BoolType.Instance, span);
        }

        return result!;
    }

    private Expression Pick(
        MachineSymbol thread, List<Expression> arguments, ImmutableArray<Value> known, System.Func<int, Expression> answer, SourceSpan span)
    {
        if (known.Length == arguments.Count)
        {
            var instances = Context.Threads!.Instances(thread, known);
            return instances is [var one, ..] ? answer(one) : Constant(false, span);
        }

        var argument = arguments[known.Length];
        if (argument is Literal literal)
        {
            return Pick(thread, arguments, known.Add(literal.Value), answer, span);
        }

        Expression? result = null;
        for (var i = (long)argument.Type.Cardinality - 1; i >= 0; i--)
        {
            var value = ValueOrder.At(argument.Type, i);
            var here = Pick(thread, arguments, known.Add(value), answer, span);
            var isIt = new Binary(BinaryKind.Equal, argument, new Literal(value, argument.Type, span), BoolType.Instance, span);
            result = result is null ? here : new Conditional(isIt, here, result, span);
        }

        return result!;
    }
}
