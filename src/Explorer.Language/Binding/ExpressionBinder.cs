using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Language.Binding;

/// <summary>
/// Expressions as written to typed expressions: names resolved, functions inlined, constants folded, coercions made
/// explicit. What is accessed goes into the context's log, for whoever counts. Every mistake is reported once; its
/// place holder has type <see cref="ErrorType"/>.
/// </summary>
internal sealed partial class ExpressionBinder(GlobalScope globals, ExpressionContext context)
{
    public ExpressionContext Context { get; } = context;

    /// <summary>Binds; `expected` is a hint for literals whose type the text does not say, not a demand.</summary>
    public Expression Bind(ExpressionSyntax syntax, ModelType? expected = null)
    {
        if (!Context.Budget.TryEnter(Context.Calls.Count > 0))
        {
            return TooDeep(syntax.Span, Context.Machine?.Name ?? "this");
        }

        var bound = ConstantEvaluator.Fold(BindCore(syntax, expected));
        Context.Budget.Leave();
        return bound;
    }

    // Said once, at the call in the text itself.
    private Literal TooDeep(SourceSpan span, string name)
    {
        if (Context.Calls.Count == 0 && !Context.Budget.IsReported)
        {
            Context.Budget.IsReported = true;
            globals.Diagnostics.Report(DiagnosticCatalog.TooManyNodes, span, name);
        }

        return Error(span);
    }

    /// <summary>Binds to a type.</summary>
    public Expression BindAs(ExpressionSyntax syntax, ModelType type) => Coerce(Bind(syntax, type), type);

    private Expression BindCore(ExpressionSyntax syntax, ModelType? expected) => syntax switch
    {
        NumberSyntax s => Number(s.Value, s.Span),
        BooleanSyntax s => new Literal(BoolValue.Of(s.Value), BoolType.Instance, s.Span),
        NoneSyntax s => new Literal(BoolValue.False, NoneType.Instance, s.Span),
        MeSyntax s => Me(s.Span),
        SelfSyntax s => Self(s.Span),
        NameExpressionSyntax s => Name(s.Name),
        UnarySyntax s => Unary(s),
        BinarySyntax s => Binary(s, expected),
        ConditionalSyntax s => Conditional(s, expected),
        IsSyntax s => Is(s),
        FieldSyntax s => Field(s),
        IndexSyntax s => Index(s),
        _ => BindOther(syntax, expected),
    };

    private Expression BindOther(ExpressionSyntax syntax, ModelType? expected) => syntax switch
    {
        AtCpuSyntax s => AtCpu(s),
        AtLabelSyntax s => AtLabel(s),
        StructLiteralSyntax s => StructLiteral(s),
        WithSyntax s => With(s),
        CallSyntax s => Call(s, expected),
        AllSyntax s => All(s.Type, s.Span),
        QuantifiedSyntax s => Quantified(s),
        SetLiteralSyntax s => SetLiteral(s, expected),
        CardinalitySyntax s => Cardinality(s),
        SetComprehensionSyntax s => SetComprehension(s),
        ArrayComprehensionSyntax s => ArrayComprehension(s, expected),
        AnySyntax s => Misplaced(s.Span, "any", "only an argument of a procedure may be drawn like this"),
        _ => Error(syntax.Span),
    };

    public static Literal Number(long value, SourceSpan span) => new(new IntValue(value), new IntType(value, value, false), span);

    public static Literal Error(SourceSpan span) => new(BoolValue.False, ErrorType.Instance, span);

    private Literal Misplaced(SourceSpan span, string what, string why)
    {
        globals.Diagnostics.Report(DiagnosticCatalog.MisplacedStatement, span, what, why);
        return Error(span);
    }

    // --- names -----------------------------------------------------------------------------------------------------

    private Expression Name(NameSyntax name)
    {
        var symbol = Context.Scope.Find(name.Text) ?? globals.Find(name.Text);
        switch (symbol)
        {
            case ConstantSymbol s:
                return new Literal(s.Value, s.Type, name.Span);
            case TypeSymbol s:
                return AllOf(s.Type, name, name.Span);
            case LocalSymbol s:
                return new LocalRead(s.Local, name.Span);
            case ArgumentSymbol s:
                return Context.Budget.Fits(s.Size, s.Depth) ? s.Value : Error(name.Span);
            case PlaceSymbol s:
                return ReadPlace(s, name.Span);
            case VariableSymbol s:
                return ReadVariable(s, name.Span);
            case ErrorSymbol:
                return Error(name.Span);
            case null:
                return globals.FindType(name) is { } thread ? AllOf(thread, name, name.Span) : Undeclared(name);
            default:
                globals.Diagnostics.Report(DiagnosticCatalog.WrongKindOfName, name.Span, name.Text, symbol.Kind, "a value");
                return Error(name.Span);
        }
    }

    private Literal Undeclared(NameSyntax name)
    {
        globals.Diagnostics.ReportWith(
            DiagnosticCatalog.UndeclaredName, name.Span,
            Suggestion.For(name.Text, globals.Names.Concat(Context.Scope.Names())), [], name.Text);
        return Error(name.Span);
    }

    private Expression ReadVariable(VariableSymbol symbol, SourceSpan span)
    {
        if (Context.IsConstant)
        {
            globals.Diagnostics.Report(DiagnosticCatalog.NotConstant, span);
            return Error(span);
        }

        if (Context.Machine is { } machine && machine.OwnVariables.TryGetValue(symbol.Name, out var own))
        {
            return new LocalRead(own.Local, span);
        }

        Expression read = new VariableRead(symbol.Variable, span);
        if (symbol.Variable.IsPerCpu)
        {
            Note(symbol, span, false);
            return Me(span) is { Type: not ErrorType } me
                ? new ElementRead(read, me, ((ArrayType)symbol.Variable.Type).Element, span)
                : Error(span);
        }

        Note(symbol, span, false);
        return read;
    }

    /// <summary>Notes one access to a variable, by name or through `@`.</summary>
    public void Note(VariableSymbol symbol, SourceSpan span, bool isOtherCpu)
    {
        if (symbol.Syntax.IsFrozen)
        {
            return;
        }

        var machine = Context.Machine;
        machine?.Use.Note(symbol.Name, machine.Index, machine.Kind == MachineKind.Rule, isOtherCpu);
        if (machine is null)
        {
            globals.Use.Note(symbol.Name, -1, false, isOtherCpu);
        }

        if (symbol.Variable.IsGhost)
        {
            Context.Log.Ghosts.Add(symbol);
            Context.Log.GhostPlace ??= span;
            if (!Context.AllowsGhosts)
            {
                globals.Diagnostics.ReportWith(
                    DiagnosticCatalog.GhostInfluence, span, null, [new RelatedPlace(symbol.Span, "declared here")], symbol.Name);
            }

            return;
        }

        if (symbol.Variable.IsPerCpu && !isOtherCpu && machine is { OwnsCpu: true } && machine.Use.IsOfOwnCpuOnly(symbol.Name))
        {
            Context.Log.TouchesOwnCpu = true;
            return;
        }

        // A handler's own variable outlives its runs, so it stays a variable, but nobody else sees its accesses.
        if (machine is { Kind: MachineKind.Interrupt } && machine.Use.IsOwn(symbol.Name, machine.Index))
        {
            return;
        }

        for (var i = Context.Repetition == 0 ? 0 : -1; i < 1; i++)
        {
            Context.Log.Shared.Add(span);
        }
    }

    private Expression Me(SourceSpan span)
    {
        if (Context.Machine is not { Me: { } me } machine)
        {
            var where = Context.IsConstant ? "a constant" : Context.Machine is { } other ? $"'{other.Name}'" : "a property";
            globals.Diagnostics.Report(DiagnosticCatalog.NoCpu, span, "me", where);
            return Error(span);
        }

        Context.Log.ReadsMovingMe |= machine.CanMove;
        return me;
    }

    private Expression Self(SourceSpan span)
    {
        globals.CheckThreadType(span);
        return Context.Machine?.Self ?? Misplaced(span, "self", "only a thread or a handler has an identity");
    }

    private Expression AtCpu(AtCpuSyntax s)
    {
        if (Context.IsConstant)
        {
            globals.Diagnostics.Report(DiagnosticCatalog.NotConstant, s.Span);
            return Error(s.Span);
        }

        var symbol = globals.Find(s.Variable.Text);
        if (symbol is not VariableSymbol { Variable.IsPerCpu: true } variable)
        {
            if (symbol is not ErrorSymbol)
            {
                globals.Diagnostics.Report(
                    DiagnosticCatalog.WrongKindOfName, s.Variable.Span, s.Variable.Text,
                    symbol is VariableSymbol ? "no per-CPU variable" : symbol?.Kind ?? "not declared", "a percpu variable");
            }

            return Error(s.Span);
        }

        var array = (ArrayType)variable.Variable.Type;
        var cpu = BindAs(s.Cpu, array.Index);
        Note(variable, s.Span, true);
        return cpu.Type is ErrorType
            ? Error(s.Span)
            : new ElementRead(new VariableRead(variable.Variable, s.Span), cpu, array.Element, s.Span);
    }

    // --- sets of all values ------------------------------------------------------------------------------------------

    private Literal All(TypeSyntax type, SourceSpan span)
    {
        var resolved = globals.Types.Resolve(type);
        return resolved is ErrorType ? Error(span) : AllOf(resolved, type, span);
    }

    private Literal AllOf(ModelType type, SyntaxNode place, SourceSpan span)
    {
        if (!globals.Types.IsDomain(type, place))
        {
            return Error(span);
        }

        if (type.Cardinality > 64)
        {
            globals.Diagnostics.Report(DiagnosticCatalog.SetTooLarge, span, type.Display, type.Cardinality);
            return Error(span);
        }

        var set = new SetType(type);
        var count = (int)type.Cardinality;
        return new Literal(new SetValue(set, count == 64 ? ulong.MaxValue : (1UL << count) - 1), set, span);
    }
}
