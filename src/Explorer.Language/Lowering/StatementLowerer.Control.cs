using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using Explorer.Core.Diagnostics;
using Explorer.Language.Binding;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Language.Lowering;

/// <summary>Conditions, loops, branches, and what makes several statements one step or holds others off.</summary>
internal sealed partial class StatementLowerer
{
    private static Literal True(SourceSpan span) => new(BoolValue.True, BoolType.Instance, span);

    /// <summary>A condition as a branch; the current place is then its true side. The step of a condition ends on
    /// both sides; <paramref name="ends"/> says whether the false side must still end it.</summary>
    private int EmitCondition(StatementSyntax statement, ExpressionSyntax syntax, out bool ends, out bool? decided)
    {
        var log = new AccessLog();
        var before = new List<MicroNode>();
        var condition = Binder(false, log, (c, b) => HoistInto(before, c, b)).BindAs(syntax, BoolType.Instance);
        decided = condition.Type is ErrorType ? null : ConstantEvaluator.AsBool(condition);
        var accesses = Accesses(log, condition);
        if (!_ghostOnly)
        {
            CheckAccesses(syntax.Span, accesses);
        }

        ends = (accesses.Count > 0 || log.ReadsMovingMe) && !_atomic && !_ghostOnly;
        if (ends)
        {
            BeginStep(statement);
        }

        foreach (var node in before)
        {
            Emit(node);
        }

        var branch = Emit(new MicroNode(MicroKind.Branch, syntax.Span)
        {
            Value = condition.Type is ErrorType ? True(syntax.Span) : condition,
            Hold = _graph.Hold,
            IsGhost = _ghostOnly,
            TouchesOwnCpu = log.TouchesOwnCpu,
        });
        if (ends)
        {
            EndStep(syntax.Span);
        }

        return branch;
    }

    private void EnterFalse(int branch, bool ends, SourceSpan span)
    {
        _graph.Enter(branch, true);
        if (ends)
        {
            EndStep(span);
        }
    }

    private void LowerIf(IfSyntax s)
    {
        if (!_ghostOnly && IsGhostOnly(s))
        {
            LowerGhostOnly(s, s.Condition);
            return;
        }

        if (ConstantOf(s.Condition) is { } decided)
        {
            LowerUnlessDead(s.Then, !decided);
            if (s.Else is not null)
            {
                LowerUnlessDead(s.Else, decided);
            }

            return;
        }

        var branch = EmitCondition(s, s.Condition, out var ends, out _);
        var wrote = _wrote;
        var after = _graph.NewLabel(s.Span);
        LowerScoped(s.Then);
        _graph.Jump(after);
        var wroteThen = _wrote;
        _wrote = wrote;
        EnterFalse(branch, ends, s.Span);
        if (s.Else is not null)
        {
            LowerScoped(s.Else);
        }

        _wrote |= wroteThen;
        _graph.Mark(after);
    }

    /// <summary>The value of a condition of constants, without reporting anything.</summary>
    private bool? ConstantOf(ExpressionSyntax condition)
    {
        var wasSilent = Diagnostics.IsSilent;
        Diagnostics.IsSilent = true;
        var use = Globals.Use.IsComplete;
        Globals.Use.IsComplete = true;
        var bound = Binder(true).BindAs(condition, BoolType.Instance);
        Globals.Use.IsComplete = use;
        Diagnostics.IsSilent = wasSilent;
        return bound.Type is ErrorType ? null : ConstantEvaluator.AsBool(bound);
    }

    // A branch that a constant rules out is looked at for mistakes, but leaves no trace.
    private void LowerUnlessDead(StatementSyntax statement, bool isDead)
    {
        if (!isDead)
        {
            LowerScoped(statement);
            return;
        }

        var use = Globals.Use.IsComplete;
        if (!use)
        {
            return;
        }

        var other = new StatementLowerer(shared, machine) { IsExempt = IsExempt, Moving = Moving, IsDead = true };
        other.CheckOnly(statement, this);
    }

    private void CheckOnly(StatementSyntax statement, StatementLowerer from)
    {
        var label = _graph.NewLabel(statement.Span);
        var outer = from._frame;
        _frame = new Frame(
            outer.Name, outer.Assigned, label, outer.Result, outer.ResultType, outer.AtomicAtEntry, outer.Headings)
        { Scope = new Scope(outer.Scope) };
        foreach (var _ in from._frame.Loops)
        {
            _frame.Loops.Push(new LoopFrame(label, label, from._atomic));
        }

        _atomic = from._atomic;
        _wrote = from._wrote;
        _ghostOnly |= from._ghostOnly;
        foreach (var call in from._calls.Reverse())
        {
            _calls.Push(call);
        }

        Lower(statement);
    }

    private void LowerScoped(StatementSyntax statement)
    {
        _frame.Scope = new Scope(_frame.Scope);
        Lower(statement);
        _frame.Scope = _frame.Scope.Outer!;
    }

    private void LowerWhile(WhileSyntax s)
    {
        var head = _graph.NewLabel(s.Span, true);
        var after = _graph.NewLabel(s.Span);
        _graph.Mark(head);
        var branch = EmitCondition(s, s.Condition, out var ends, out var decided);
        LowerLoopBody(s.Body, after, head);
        _graph.Jump(head);
        if (decided != true)
        {
            EnterFalse(branch, ends, s.Span);
        }

        _graph.Mark(after);
    }

    private void LowerLoop(LoopSyntax s)
    {
        var head = _graph.NewLabel(s.Span, true);
        var after = _graph.NewLabel(s.Span);
        _graph.Mark(head);
        LowerLoopBody(s.Body, after, head);
        _graph.Jump(head);
        _graph.Mark(after);
    }

    private void LowerLoopBody(StatementSyntax body, int breakLabel, int continueLabel)
    {
        _frame.Loops.Push(new LoopFrame(breakLabel, continueLabel, _atomic));
        LowerScoped(body);
        _frame.Loops.Pop();
    }

    private void LowerJump(StatementSyntax s)
    {
        var isBreak = s is BreakSyntax;
        if (!_frame.Loops.TryPeek(out var loop))
        {
            Diagnostics.Report(
                DiagnosticCatalog.MisplacedStatement, s.Span, isBreak ? "break" : "continue", "there is no loop around it");
            return;
        }

        if (_atomic && !loop.IsAtomic)
        {
            EndStep(s.Span);
        }

        _graph.Jump(isBreak ? loop.BreakLabel : loop.ContinueLabel);
    }

    private void LowerEither(EitherSyntax s)
    {
        var either = Emit(new MicroNode(MicroKind.Either, s.Span) { Hold = _graph.Hold });
        var after = _graph.NewLabel(s.Span);
        var wrote = _wrote;
        var wroteAny = false;
        foreach (var branch in s.Branches)
        {
            _graph.Enter(either);
            _wrote = wrote;
            // A branch needs a place of its own, else two empty ones could not be told apart.
            Emit(new MicroNode(MicroKind.Nop, branch.Span) { Hold = _graph.Hold });
            LowerBlock(branch);
            _graph.Jump(after);
            wroteAny |= _wrote;
        }

        _wrote = wroteAny;
        _graph.Mark(after);
    }

    private void LowerAwait(AwaitSyntax s)
    {
        var log = new AccessLog();
        var before = new List<MicroNode>();
        CheckBlocking(s, "await", true);
        var condition = Binder(false, log, (c, b) => HoistInto(before, c, b)).BindAs(s.Condition, BoolType.Instance);
        if (condition.Type is ErrorType)
        {
            return;
        }

        CheckAccesses(s.Span, Accesses(log, condition));
        Step(s, true, () =>
        {
            foreach (var node in before)
            {
                Emit(node);
            }

            Emit(new MicroNode(MicroKind.Await, s.Span) { Value = condition, Hold = _graph.Hold });
        });
    }

    private void CheckBlocking(StatementSyntax s, string what, bool canBlock)
    {
        if (_ghostOnly)
        {
            Diagnostics.Report(DiagnosticCatalog.MisplacedStatement, s.Span, what, "ghosts may not hold anybody up");
        }

        if (_atomic && _wrote && canBlock && !IsExempt)
        {
            Diagnostics.ReportWith(
                DiagnosticCatalog.BlockingAfterWrite, s.Span, "let it stand before everything that the 'atomic' writes", [], what);
        }
    }

    private void LowerAtomic(AtomicSyntax s)
    {
        if (_atomic || _ghostOnly)
        {
            LowerAtomicBody(s);
            return;
        }

        BeginStep(s);
        (_atomic, _wrote) = (true, false);
        LowerAtomicBody(s);
        (_atomic, _wrote) = (false, false);
        EndStep(s.Span);
    }

    private void LowerAtomicBody(AtomicSyntax s)
    {
        if (s.Body is BlockSyntax block)
        {
            LowerStatements(block);
        }
        else
        {
            Lower(s.Body);
        }
    }

    private void LowerHoldOff(HoldOffSyntax s)
    {
        if (_atomic)
        {
            LowerBlock(s.Body);
            return;
        }

        var (outer, owned) = (_graph.Hold, machine.OwnsCpu);
        if (machine.Me is null)
        {
            var what = s.Kind == HoldOff.Interrupts ? "irqs_off" : "preempt_off";
            Diagnostics.Report(DiagnosticCatalog.NoCpu, s.Span, what, $"'{machine.Name}'");
        }

        // A place outside on both sides: between two such blocks, or on entering one, nothing is held off.
        Emit(new MicroNode(MicroKind.Nop, s.Span) { Hold = outer });
        _graph.Hold |= s.Kind == HoldOff.Interrupts ? Hold.Interrupts | Hold.Preemption : Hold.Preemption;
        machine.OwnsCpu |= s.Kind == HoldOff.Interrupts;
        LowerBlock(s.Body);
        _graph.Hold = outer;
        machine.OwnsCpu = owned;
        Emit(new MicroNode(MicroKind.Nop, s.Span) { Hold = outer });
    }

    // --- ghosts only -----------------------------------------------------------------------------------------------------

    private void LowerGhostOnly(StatementSyntax s, ExpressionSyntax condition)
    {
        var log = new AccessLog();
        Binder(true, log).Bind(condition);
        shared.Ghosts.Around.Push([.. log.Ghosts.Select(g => g.Name)]);
        var count = CountEffects(s);
        if (count > 0)
        {
            _ghostOnly = true;
            LowerCore(s);
            _ghostOnly = false;
        }

        shared.Ghosts.Around.Pop();
    }

    // With the ghosts that nobody needs left out, an `if` around them must not read anything either.
    private int CountEffects(StatementSyntax s)
    {
        if (shared.DroppedGhosts.IsEmpty)
        {
            return 1;
        }

        var wasSilent = Diagnostics.IsSilent;
        Diagnostics.IsSilent = true;
        var scratch = new StatementLowerer(shared, machine) { IsExempt = true, IsDead = IsDead };
        scratch._ghostOnly = true;
        scratch.CheckOnly(s, this);
        Diagnostics.IsSilent = wasSilent;
        var graph = scratch._graph.Build("");
        return graph.Nodes.Count(n => n.Kind == MicroKind.Assert || (n.Kind == MicroKind.Assign && n.Target!.Variable is not null));
    }

    /// <summary>Does the statement consist of ghost assignments and assertions only (at least one)?</summary>
    private bool IsGhostOnly(StatementSyntax statement) => GhostParts(statement, _frame.Scope) is > 0;

    // The number of ghost statements, or null if there is any other.
    private int? GhostParts(StatementSyntax statement, Scope scope) => statement switch
    {
        AssertSyntax => 1,
        BlockSyntax s => Sum(s.Statements, scope),
        IfSyntax s => s.Else is null ? GhostParts(s.Then, scope) : Sum([s.Then, s.Else], scope),
        ForeachSyntax s => GhostParts(s.Body, scope),
        ForSyntax s => GhostParts(s.Body, scope),
        AssignmentSyntax s => s.Targets.All(t => IsGhostTarget(t, scope)) ? 1 : null,
        CallStatementSyntax s => ProcedureOf(s.Call) is { } p && p.Syntax.Parameters.All(q => !q.IsRef) ? GhostParts(p) : null,
        _ => null,
    };

    // Known once for all calls; one that calls itself has none until then.
    private int? GhostParts(ProcedureSymbol procedure)
    {
        if (!shared.GhostParts.TryGetValue(procedure, out var parts) && RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            shared.GhostParts[procedure] = null;
            shared.GhostParts[procedure] = parts = GhostParts(procedure.Syntax.Body, Scope.Empty);
        }

        return parts;
    }

    private int? Sum(ImmutableArray<StatementSyntax> statements, Scope scope)
    {
        var sum = 0;
        foreach (var statement in statements)
        {
            if (GhostParts(statement, scope) is not { } parts)
            {
                return null;
            }

            sum |= parts;
        }

        return sum;
    }

    private bool IsGhostTarget(ExpressionSyntax target, Scope scope)
    {
        var name = AssignedNames.NameOf(target);
        return name is not null && (scope.Find(name) ?? Globals.Find(name)) switch
        {
            VariableSymbol s => s.Variable.IsGhost,
            PlaceSymbol { Variable: { } s } => s.Variable.IsGhost,
            _ => false,
        };
    }
}
