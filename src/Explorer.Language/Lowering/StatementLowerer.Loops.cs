using System.Linq;
using Explorer.Language.Binding;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Language.Lowering;

/// <summary>`foreach` over the elements of a set and `for` over a range.</summary>
internal sealed partial class StatementLowerer
{
    private void LowerForeach(ForeachSyntax s)
    {
        if (!_ghostOnly && !_atomic && IsGhostOnly(s))
        {
            LowerGhostOnly(s, s.Domain);
            return;
        }

        var log = new AccessLog();
        var (set, type) = BindDomain(s.Domain, log);
        if (set is null && type is not ErrorType)
        {
            set = Binder(_ghostOnly, log).Bind(s.Domain);
        }

        var accesses = Accesses(log);
        CheckAccesses(s.Domain.Span, accesses);
        if (set is null || set.Type is not SetType setType)
        {
            LowerForeachBody(s, type, -1, -1);
            return;
        }

        // The set is read once: what is left of it is kept.
        var rest = new Local("rest", setType, s.Domain.Span);
        var isStep = accesses.Count > 0 || log.ReadsMovingMe;
        Step(s, isStep, () => EmitLocal(rest, set, log.TouchesOwnCpu));
        var head = _graph.NewLabel(s.Span);
        var after = _graph.NewLabel(s.Span);
        _graph.Mark(head);
        var isEmpty = new Binary(
            BinaryKind.NotEqual, new LocalRead(rest, s.Span), new Literal(new SetValue(setType, 0), setType, s.Span), BoolType.Instance, s.Span);
        var branch = Emit(new MicroNode(MicroKind.Branch, s.Span) { Value = isEmpty, Hold = _graph.Hold, IsGhost = _ghostOnly });
        var isOneStep = _atomic || _ghostOnly || _isScratch || !HasSteps(s, setType.Element);
        LowerIteration(s, setType, rest, isOneStep, after, head);
        _graph.Enter(branch, true);
        _graph.Mark(after);
    }

    private void LowerIteration(ForeachSyntax s, SetType setType, Local rest, bool isOneStep, int after, int head)
    {
        _frame.Scope = new Scope(_frame.Scope);
        var name = Declare(s.Name, setType.Element, true);
        if (isOneStep)
        {
            EmitLocal(name.Local, new Unary(UnaryKind.FirstElement, new LocalRead(rest, s.Span), setType.Element, s.Span), false);
        }
        else
        {
            Emit(new MicroNode(MicroKind.Choose, s.Name.Span)
            {
                Local = name.Local,
                Value = new LocalRead(rest, s.Span),
                IsDraw = true,
                Hold = _graph.Hold,
            });
        }

        var one = new SetLiteral([new LocalRead(name.Local, s.Span)], setType, s.Span);
        EmitLocal(rest, new Binary(BinaryKind.Difference, new LocalRead(rest, s.Span), one, setType, s.Span), false);
        var first = Emit(new MicroNode(MicroKind.Nop, s.Body.Span) { Hold = _graph.Hold });
        var turn = _graph.NewLabel(s.Span, isBoundedTurn: true);
        _frame.Loops.Push(new LoopFrame(after, turn, _atomic));
        LowerScoped(s.Body);
        _frame.Loops.Pop();
        if (isOneStep)
        {
            CheckOrder(s, name.Local, first);
        }

        _frame.Scope = _frame.Scope.Outer!;
        _graph.Mark(turn);
        _graph.Jump(head);
    }

    private void EmitLocal(Local local, Expression value, bool touchesOwnCpu) => Emit(new MicroNode(MicroKind.Assign, local.Span)
    {
        Target = new Place(null, local, [], local.Type, local.Span),
        Value = value,
        Hold = _graph.Hold,
        IsGhost = _ghostOnly,
        TouchesOwnCpu = touchesOwnCpu,
    });

    private void CheckOrder(ForeachSyntax s, Local element, int first)
    {
        if (OrderCheck.WhyOrderShows(_graph, first, element) is { } why)
        {
            Diagnostics.Report(DiagnosticCatalog.OrderShows, s.Span, why);
        }
    }

    // A mistake in the domain has been reported; the body is still looked at.
    private void LowerForeachBody(ForeachSyntax s, ModelType type, int breakLabel, int continueLabel)
    {
        _frame.Scope = new Scope(_frame.Scope);
        var name = Declare(s.Name, type, true);
        _frame.Loops.Push(new LoopFrame(_graph.NewLabel(s.Span), _graph.NewLabel(s.Span), _atomic));
        Emit(new MicroNode(MicroKind.Choose, s.Span) { Local = name.Local, IsDraw = true });
        LowerScoped(s.Body);
        _frame.Loops.Pop();
        _frame.Scope = _frame.Scope.Outer!;
    }

    private bool HasSteps(ForeachSyntax s, ModelType element)
    {
        var wasSilent = Diagnostics.IsSilent;
        Diagnostics.IsSilent = true;
        var scratch = new StatementLowerer(shared, machine) { IsExempt = IsExempt, Moving = Moving, _isScratch = true };
        var local = new Local(s.Name.Text, element, s.Name.Span);
        var scope = _frame.Scope;
        _frame.Scope = new Scope(scope);
        _frame.Scope.Add(new LocalSymbol(s.Name.Text, local, true, true, s.Name.Span));
        _frame.Loops.Push(new LoopFrame(0, 0, false));
        scratch.CheckOnly(s.Body, this);
        _frame.Loops.Pop();
        _frame.Scope = scope;
        Diagnostics.IsSilent = wasSilent;
        return scratch._graph.Build("").Nodes.Any(n => n.Kind is MicroKind.StepBegin or MicroKind.Either || n is { Kind: MicroKind.Choose });
    }

    private void LowerFor(ForSyntax s)
    {
        var log = new AccessLog();
        var low = Binder(false, log).BindAs(s.Low, IntType.Unbounded);
        var high = Binder(false, log).BindAs(s.High, IntType.Unbounded);
        var accesses = Accesses(log);
        CheckAccesses(s.Span, accesses);
        if (low.Type is not IntType lowType || high.Type is not IntType highType)
        {
            return;
        }

        _frame.Scope = new Scope(_frame.Scope);
        var type = new IntType(lowType.Low, System.Math.Max(lowType.Low, highType.High), false);
        var name = Declare(s.Name, type, true);
        Expression limit = high;
        Step(s, accesses.Count > 0 || log.ReadsMovingMe, () =>
        {
            EmitLocal(name.Local, new Unary(UnaryKind.CheckRange, low, type, s.Low.Span), log.TouchesOwnCpu);
            limit = EmitTemporary(high, "last");
        });
        EmitForLoop(s, name.Local, limit, type);
        _frame.Scope = _frame.Scope.Outer!;
    }

    private void EmitForLoop(ForSyntax s, Local name, Expression limit, IntType type)
    {
        var (body, next, after) = (_graph.NewLabel(s.Span), _graph.NewLabel(s.Span), _graph.NewLabel(s.Span));
        var read = new LocalRead(name, s.Span);
        var enters = Emit(Test(new Binary(BinaryKind.LessOrEqual, read, limit, BoolType.Instance, s.Span)));
        _graph.Mark(body);
        LowerLoopBody(s.Body, after, next);
        _graph.Mark(next);
        var goesOn = Emit(Test(new Binary(BinaryKind.Less, read, limit, BoolType.Instance, s.Span)));
        var one = new Literal(new IntValue(1), new IntType(1, 1, false), s.Span);
        var sum = new Binary(BinaryKind.Add, read, one, IntType.Unbounded, s.Span);
        EmitLocal(name, new Unary(UnaryKind.CheckRange, sum, type, s.Span), false);
        _graph.Mark(_graph.NewLabel(s.Span, isBoundedTurn: true));
        _graph.Jump(body);
        _graph.Enter(goesOn, true);
        _graph.Jump(after);
        _graph.Enter(enters, true);
        _graph.Mark(after);
    }

    private MicroNode Test(Expression condition) =>
        new(MicroKind.Branch, condition.Span) { Value = condition, Hold = _graph.Hold, IsGhost = _ghostOnly };
}
