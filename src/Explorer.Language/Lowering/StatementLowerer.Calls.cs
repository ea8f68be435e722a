using System.Collections.Generic;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language.Binding;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Language.Lowering;

/// <summary>Procedure calls, `return`, and the built-in operations that change their operand.</summary>
internal sealed partial class StatementLowerer
{
    private ProcedureSymbol? ProcedureOf(CallSyntax call) =>
        _frame.Scope.Find(call.Name.Text) is null ? Globals.Find(call.Name.Text) as ProcedureSymbol : null;

    private void LowerCall(CallStatementSyntax s)
    {
        if (ProcedureOf(s.Call) is { } procedure)
        {
            Inline(s, procedure, s.Call);
            return;
        }

        var log = new AccessLog();
        var before = new List<MicroNode>();
        var binder = Binder(false, log, (c, b) => HoistInto(before, c, b));
        var value = binder.Bind(s.Call);
        if (before.Count == 0)
        {
            if (value.Type is not ErrorType)
            {
                Diagnostics.Report(DiagnosticCatalog.WrongKindOfName, s.Span, s.Call.Name.Text, "a function or a variant", "a procedure");
            }

            return;
        }

        var accesses = Accesses(log);
        CheckAccesses(s.Span, accesses);
        Step(s, accesses.Count > 0, () =>
        {
            foreach (var node in before)
            {
                Emit(node);
            }
        });
    }

    // --- operations that change their operand --------------------------------------------------------------------------------

    private Expression HoistInto(List<MicroNode> before, CallSyntax call, ExpressionBinder binder)
    {
        var count = call.Name.Text switch
        {
            "xchg" or "push" => 2,
            "cmpxchg" => 3,
            _ => 1,
        };
        if (!binder.HasArguments(call, count) || BindPlace(call.Arguments[0].Value, binder.Context.Log) is not { } bound)
        {
            return ExpressionBinder.Error(call.Span);
        }

        if (bound.IsGhost)
        {
            Diagnostics.Report(DiagnosticCatalog.GhostInfluence, call.Span, call.Arguments[0].Span.Text);
            return ExpressionBinder.Error(call.Span);
        }

        _wrote |= bound.Variable is not null;
        var old = ExpressionBinder.Read(bound.Place, call.Span);
        return call.Name.Text switch
        {
            "xchg" => Exchange(before, call, binder, bound.Place, old),
            "cmpxchg" => CompareExchange(before, call, binder, bound.Place, old),
            _ => QueueOperation(before, call, binder, bound.Place, old),
        };
    }

    private LocalRead Before(List<MicroNode> before, string name, Expression value)
    {
        var local = new Local(name, value.Type, value.Span);
        before.Add(AssignNode(new Place(null, local, [], local.Type, value.Span), value));
        return new LocalRead(local, value.Span);
    }

    private MicroNode AssignNode(Place place, Expression value) =>
        new(MicroKind.Assign, value.Span) { Target = place, Value = value, Hold = _graph.Hold };

    private Expression Exchange(List<MicroNode> before, CallSyntax call, ExpressionBinder binder, Place place, Expression old)
    {
        var value = binder.BindAs(call.Arguments[1].Value, place.Type);
        if (value.Type is ErrorType)
        {
            return value;
        }

        var result = Before(before, "old", old);
        before.Add(AssignNode(place, value));
        return result;
    }

    private Expression CompareExchange(List<MicroNode> before, CallSyntax call, ExpressionBinder binder, Place place, Expression old)
    {
        var expected = binder.BindAs(call.Arguments[1].Value, place.Type);
        var value = binder.BindAs(call.Arguments[2].Value, place.Type);
        if (expected.Type is ErrorType || value.Type is ErrorType)
        {
            return ExpressionBinder.Error(call.Span);
        }

        var equal = new Binary(BinaryKind.Equal, old, expected, BoolType.Instance, call.Span);
        var result = Before(before, "swapped", equal);
        before.Add(AssignNode(place, new Conditional(result, value, old, call.Span)));
        return result;
    }

    private Expression QueueOperation(List<MicroNode> before, CallSyntax call, ExpressionBinder binder, Place place, Expression old)
    {
        if (place.Type is not QueueType type)
        {
            Diagnostics.Report(DiagnosticCatalog.TypeMismatch, call.Arguments[0].Span, place.Type.Display, "a queue");
            return ExpressionBinder.Error(call.Span);
        }

        if (call.Name.Text == "push")
        {
            var value = binder.BindAs(call.Arguments[1].Value, type.Element);
            if (value.Type is ErrorType)
            {
                return value;
            }

            before.Add(AssignNode(place, new Binary(BinaryKind.QueuePush, old, value, type, call.Span)));
            return new Literal(BoolValue.True, BoolType.Instance, call.Span);
        }

        var head = Before(before, "head", new Unary(UnaryKind.QueueHead, old, type.Element, call.Span));
        before.Add(AssignNode(place, new Unary(UnaryKind.QueueTail, old, type, call.Span)));
        return head;
    }

    // --- procedures ------------------------------------------------------------------------------------------------------------

    private void LowerLetCall(LetSyntax s, ProcedureSymbol procedure, CallSyntax call, ModelType? type)
    {
        var result = InlineForValue(s, procedure, call);
        if (result is null)
        {
            Declare(s.Name, type ?? ErrorType.Instance);
            return;
        }

        if ((type is null || type == result.Type) && !_frame.Assigned.Contains(s.Name.Text))
        {
            Binder().CheckShadowing(s.Name);
            _frame.Scope.Add(new LocalSymbol(s.Name.Text, result, true, false, s.Name.Span));
            if (_calls.Count == 0)
            {
                _graph.NamedLocals.Add((s.Name.Text, result));
            }

            return;
        }

        var local = Declare(s.Name, type ?? result.Type);
        var value = Binder().Coerce(new LocalRead(result, call.Span), local.Local.Type);
        if (value.Type is not ErrorType)
        {
            EmitLocal(local.Local, value, false);
        }
    }

    private void LowerCallInto(AssignmentSyntax s, ProcedureSymbol procedure, CallSyntax call)
    {
        if (s.Targets.Length != 1 || InlineForValue(s, procedure, call) is not { } result)
        {
            return;
        }

        var log = new AccessLog();
        if (BindPlace(s.Targets[0], log) is not { } place)
        {
            return;
        }

        var value = Binder().Coerce(new LocalRead(result, call.Span), place.Place.Type);
        if (value.Type is ErrorType)
        {
            return;
        }

        var accesses = Accesses(log);
        accesses.AddRange(WriteAccesses(place, false));
        CheckAccesses(s.Span, accesses);
        Step(s, accesses.Count > 0, () => EmitAssignments(s.Span, [], [place], [value], log));
    }

    private Local? InlineForValue(StatementSyntax s, ProcedureSymbol procedure, CallSyntax call)
    {
        var result = Inline(s, procedure, call);
        if (result is null && procedure.Syntax.Result is null)
        {
            Diagnostics.Report(DiagnosticCatalog.NotAValue, call.Span, $"'{procedure.Name}'");
        }

        return result;
    }

    /// <summary>Puts a procedure's body in place of its call. Gives the local with its result, or null without one.</summary>
    private Local? Inline(StatementSyntax statement, ProcedureSymbol procedure, CallSyntax call)
    {
        shared.Called.Add(procedure.Name);
        if (_calls.Contains(procedure.Name))
        {
            Diagnostics.Report(DiagnosticCatalog.Recursion, call.Span, procedure.Name);
            return null;
        }

        var isGhostCall = !_ghostOnly && !_atomic && statement is CallStatementSyntax && IsGhostOnly(statement);
        if (isGhostCall)
        {
            _ghostOnly = true;
        }

        var scope = BindArguments(statement, procedure, call);
        var result = scope is null ? null : InlineBody(statement, procedure, scope, call);
        if (isGhostCall)
        {
            _ghostOnly = false;
        }

        return result;
    }

    /// <summary>Looks at a procedure that nobody calls, for mistakes only.</summary>
    public void LowerUncalled(ProcedureSyntax procedure)
    {
        var scope = new Scope(null);
        foreach (var parameter in procedure.Parameters)
        {
            var type = Globals.Types.Resolve(parameter.Type);
            scope.Add(type is ErrorType
                ? new ErrorSymbol(parameter.Name.Text, parameter.Name.Span)
                : new LocalSymbol(parameter.Name.Text, new Local(parameter.Name.Text, type, parameter.Name.Span), false, false, parameter.Name.Span));
        }

        _graph.Emit(new MicroNode(MicroKind.Nop, procedure.Span));
        var call = new CallSyntax(procedure.Name, [], procedure.Name.Span);
        if (Globals.Find(procedure.Name.Text) is ProcedureSymbol symbol)
        {
            InlineBody(new CallStatementSyntax(call, procedure.Name.Span), symbol, scope, call);
        }
    }

    private Local? InlineBody(StatementSyntax statement, ProcedureSymbol procedure, Scope scope, CallSyntax call)
    {
        var syntax = procedure.Syntax;
        var type = syntax.Result is null ? null : Globals.Types.Resolve(syntax.Result);
        var result = type is null or ErrorType ? null : new Local(procedure.Name, type, call.Span);
        var after = _graph.NewLabel(call.Span);
        var outer = _frame;
        var heading = statement.Text ?? Line(call.Span.Text);
        _frame = new Frame(
            procedure.Name, shared.AssignedIn(syntax.Body), after, result, type, _atomic, outer.Headings.Add(heading))
        { Scope = scope };
        _calls.Push(procedure.Name);
        LowerBlock(syntax.Body);
        _calls.Pop();
        _frame = outer;
        if (type is not null and not ErrorType && _graph.IsReachable)
        {
            Diagnostics.Report(DiagnosticCatalog.MissingReturn, syntax.Name.Span, procedure.Name);
        }

        _graph.Mark(after);
        return result;
    }

    private Scope? BindArguments(StatementSyntax statement, ProcedureSymbol procedure, CallSyntax call)
    {
        var parameters = procedure.Syntax.Parameters;
        if (call.Arguments.Length != parameters.Length)
        {
            Diagnostics.ReportWith(
                DiagnosticCatalog.WrongArgumentCount, call.Span, null, [new RelatedPlace(procedure.Span, "declared here")],
                procedure.Name, parameters.Length == 1 ? "1 value" : $"{parameters.Length} values", call.Arguments.Length);
            return null;
        }

        var assigned = shared.AssignedIn(procedure.Syntax.Body);
        var scope = new Scope(null);
        var isWrong = false;
        foreach (var (parameter, argument) in parameters.Zip(call.Arguments))
        {
            var symbol = parameter.IsRef
                ? BindReference(parameter, argument.Value)
                : BindArgument(statement, parameter, argument.Value, assigned.Contains(parameter.Name.Text));
            if (Globals.IsGlobal(parameter.Name.Text))
            {
                Binder().CheckShadowing(parameter.Name);
            }

            isWrong |= symbol is null;
            scope.Add(symbol ?? new ErrorSymbol(parameter.Name.Text, parameter.Name.Span));
        }

        return isWrong && Diagnostics.HasErrors && parameters.Any(p => p.IsRef) ? null : scope;
    }

    private Symbol? BindArgument(StatementSyntax statement, ParameterSyntax parameter, ExpressionSyntax argument, bool isAssigned)
    {
        var type = Globals.Types.Resolve(parameter.Type);
        if (argument is AnySyntax any)
        {
            return BindDraw(parameter, any, type, isAssigned);
        }

        var log = new AccessLog();
        var before = new List<MicroNode>();
        var value = Binder(false, log, (c, b) => HoistInto(before, c, b)).BindAs(argument, type);
        if (value.Type is ErrorType)
        {
            return null;
        }

        var accesses = Accesses(log, value);
        CheckAccesses(argument.Span, accesses);
        if (!isAssigned && before.Count == 0 && (value is Literal || IsFixedLocal(value)))
        {
            return new ArgumentSymbol(parameter.Name.Text, value, parameter.Name.Span);
        }

        var local = new Local(parameter.Name.Text, type, parameter.Name.Span);
        var step = new SkipSyntax(argument.Span) { Text = Line(argument.Span.Text) };
        Step(step, accesses.Count > 0 || log.ReadsMovingMe, () =>
        {
            foreach (var node in before)
            {
                Emit(node);
            }

            EmitLocal(local, value, log.TouchesOwnCpu);
        });
        return new LocalSymbol(parameter.Name.Text, local, !isAssigned, false, parameter.Name.Span);
    }

    private LocalSymbol? BindDraw(ParameterSyntax parameter, AnySyntax any, ModelType type, bool isAssigned)
    {
        var drawn = Globals.Types.Resolve(any.Type);
        if (drawn is ErrorType || type is ErrorType || !Globals.Types.IsDomain(drawn, any))
        {
            return null;
        }

        if (drawn != type)
        {
            Diagnostics.Report(DiagnosticCatalog.TypeMismatch, any.Span, drawn.Display, type.Display);
            return null;
        }

        var local = new Local(parameter.Name.Text, type, parameter.Name.Span);
        Emit(new MicroNode(MicroKind.Choose, any.Span) { Local = local, IsDraw = true, Hold = _graph.Hold, IsGhost = _ghostOnly });
        return new LocalSymbol(parameter.Name.Text, local, !isAssigned, false, parameter.Name.Span);
    }

    private bool IsFixedLocal(Expression value) =>
        value is LocalRead read && IsFixed(read.Local);

    private bool IsFixed(Local local)
    {
        for (var scope = _frame.Scope; scope is not null; scope = scope.Outer)
        {
            foreach (var name in scope.Names().Distinct())
            {
                if (scope.Find(name) is LocalSymbol s && s.Local == local)
                {
                    return s.IsFixed;
                }

                if (scope.Find(name) is ArgumentSymbol { Value: LocalRead read } && read.Local == local)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private PlaceSymbol? BindReference(ParameterSyntax parameter, ExpressionSyntax argument)
    {
        var log = new AccessLog();
        if (BindPlace(argument, log) is not { } bound)
        {
            return null;
        }

        var type = Globals.Types.Resolve(parameter.Type);
        if (type is not ErrorType && type != bound.Place.Type)
        {
            Diagnostics.Report(DiagnosticCatalog.TypeMismatch, argument.Span, bound.Place.Type.Display, type.Display);
            return null;
        }

        // Reaching the variable is no access yet, but reading an index would be.
        if (log.Shared.Count > (bound.IsCounted ? 1 : 0))
        {
            Diagnostics.Report(DiagnosticCatalog.ReferenceReadsShared, argument.Span);
            return null;
        }

        var path = bound.Place.Path.Select(step =>
            step is ElementStep { Index: var index } && index is not Literal && !IsFixedLocal(index)
                ? new ElementStep(EmitTemporary(index, "index"))
                : step);
        return new PlaceSymbol(parameter.Name.Text, bound.Place with { Path = [.. path] }, bound.Variable, parameter.Name.Span);
    }

    private void LowerReturn(ReturnSyntax s)
    {
        if (_frame.ResultType is null && s.Value is not null)
        {
            Diagnostics.Report(DiagnosticCatalog.MisplacedStatement, s.Span, "return", $"'{_frame.Name}' returns no value");
        }
        else if (_frame.ResultType is not null && s.Value is null)
        {
            Diagnostics.Report(DiagnosticCatalog.MissingReturn, s.Span, _frame.Name);
        }
        else if (s.Value is not null && _frame.Result is { } result)
        {
            LowerResult(s, s.Value, result);
        }

        if (_atomic && !_frame.AtomicAtEntry)
        {
            EndStep(s.Span);
        }

        _graph.Jump(_frame.ReturnLabel);
    }

    private void LowerResult(ReturnSyntax s, ExpressionSyntax syntax, Local result)
    {
        var place = new BoundPlace(new Place(null, result, [], result.Type, s.Span), null, false);
        if (syntax is CallSyntax call && ProcedureOf(call) is { } procedure)
        {
            if (InlineForValue(s, procedure, call) is { } inner)
            {
                var copy = Binder().Coerce(new LocalRead(inner, call.Span), result.Type);
                EmitAssignments(s.Span, [], [place], [copy], new AccessLog());
            }

            return;
        }

        var log = new AccessLog();
        var before = new List<MicroNode>();
        var value = Binder(false, log, (c, b) => HoistInto(before, c, b)).BindAs(syntax, result.Type);
        if (value.Type is ErrorType)
        {
            return;
        }

        var accesses = Accesses(log, value);
        CheckAccesses(s.Span, accesses);
        Step(s, accesses.Count > 0 || log.ReadsMovingMe, () => EmitAssignments(s.Span, before, [place], [value], log));
    }
}
