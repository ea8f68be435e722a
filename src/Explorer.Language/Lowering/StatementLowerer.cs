using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Explorer.Core.Diagnostics;
using Explorer.Language.Binding;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;

namespace Explorer.Language.Lowering;

/// <summary>
/// One machine's code as a control-flow graph: statements are bound while their procedures are inlined, and every
/// statement that accesses shared state becomes a step. The rules are those of the language reference, "Steps": one
/// access for each step unless `atomic` stands before it; checks and acts apart; local work, draws and ghosts free.
/// </summary>
internal sealed partial class StatementLowerer(LoweringContext shared, MachineContext machine)
{
    private readonly GraphBuilder _graph = new();
    private readonly Stack<string> _calls = new();
    private readonly List<string> _labels = [];
    private Frame _frame = new("", [], -1, null, null, false, []);
    private bool _atomic;
    private bool _wrote;
    private bool _ghostOnly;

    // Only whether there are steps is asked: they are there, however the loops around them go through their elements.
    private bool _isScratch;

    /// <summary>Set while looking at a procedure that nobody calls: whether its callers stand in an `atomic` is unknown.</summary>
    public bool IsExempt { get; init; }

    /// <summary>Set for code that the constants of the model rule out: it is looked at for mistakes only, and what it
    /// asserts or notes is not to be stored.</summary>
    public bool IsDead { get; init; }

    /// <summary>Evaluates `on` at the start of every step, on a machine that can move.</summary>
    public (Local Me, Expression On)? Moving { get; init; }

    private GlobalScope Globals => shared.Globals;

    private DiagnosticBag Diagnostics => shared.Globals.Diagnostics;

    /// <summary>A thread's or handler's body, its end included.</summary>
    public MicroGraph LowerThread(string name, BlockSyntax body, Scope parameters, IEnumerable<(Local Local, Expression Value)> own)
    {
        Begin(name, body, parameters);
        foreach (var (local, value) in own)
        {
            Emit(new MicroNode(MicroKind.Assign, value.Span)
            {
                Target = new Place(null, local, [], local.Type, value.Span),
                Value = value,
                Hold = _graph.Hold,
            });
        }

        LowerBlock(body);
        return End(name, body.Span);
    }

    /// <summary>The body of a rule or of `init`: one step, after its guard.</summary>
    public MicroGraph LowerStep(string name, string text, BlockSyntax body, Scope parameters, ExpressionSyntax? guard)
    {
        Begin(name, body, parameters);
        Emit(new MicroNode(MicroKind.StepBegin, body.Span) { Name = text });
        EmitMove(body.Span);
        _atomic = true;
        if (guard is not null)
        {
            Emit(new MicroNode(MicroKind.Await, guard.Span) { Value = Binder().BindAs(guard, BoolType.Instance) });
        }

        LowerBlock(body);
        _atomic = false;
        return End(name, body.Span);
    }

    private void Begin(string name, BlockSyntax body, Scope parameters)
    {
        _graph.Emit(new MicroNode(MicroKind.Nop, body.Span));
        var end = _graph.NewLabel(body.Span);
        _frame = new Frame(name, shared.AssignedIn(body), end, null, null, false, []) { Scope = new Scope(parameters) };
    }

    private MicroGraph End(string name, SourceSpan span)
    {
        _graph.Mark(_frame.ReturnLabel);
        if (machine.Kind == MachineKind.Rule)
        {
            Emit(new MicroNode(MicroKind.StepEnd, span));
        }

        Emit(new MicroNode(MicroKind.End, span));
        return _graph.Build(name);
    }

    private ExpressionBinder Binder(bool ghosts = false, AccessLog? log = null, Hoist? hoist = null) =>
        new(Globals, new ExpressionContext(_frame.Scope)
        {
            Log = log ?? new AccessLog(),
            AllowsGhosts = ghosts || _ghostOnly,
            Machine = machine,
            Hoist = hoist,
        });

    private int Emit(MicroNode node) => _graph.Emit(node);

    // --- statements --------------------------------------------------------------------------------------------------

    private void Lower(StatementSyntax statement)
    {
        if (_graph.Count > LoweringContext.LargestGraph || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            if (shared.TooLarge.Add(machine.Name))
            {
                Diagnostics.Report(DiagnosticCatalog.TooManyNodes, statement.Span, machine.Name);
            }

            return;
        }

        if (statement.Label is { } label)
        {
            _labels.Add(label.Text);
        }

        LowerCore(statement);
        if (statement.Label is not null)
        {
            _labels.Clear();
        }
    }

    private void LowerCore(StatementSyntax statement)
    {
        switch (statement)
        {
            case BlockSyntax s:
                LowerBlock(s);
                break;
            case AssignmentSyntax s:
                LowerAssignment(s);
                break;
            case LetSyntax s:
                LowerLet(s);
                break;
            case ChooseSyntax s:
                LowerChoose(s);
                break;
            case AwaitSyntax s:
                LowerAwait(s);
                break;
            case IfSyntax s:
                LowerIf(s);
                break;
            case CallStatementSyntax s:
                LowerCall(s);
                break;
            case AssertSyntax s:
                LowerAssert(s);
                break;
            case SkipSyntax s:
                Step(s, true, () => { });
                break;
            default:
                LowerControl(statement);
                break;
        }
    }

    private void LowerControl(StatementSyntax statement)
    {
        switch (statement)
        {
            case WhileSyntax s:
                LowerWhile(s);
                break;
            case LoopSyntax s:
                LowerLoop(s);
                break;
            case BreakSyntax or ContinueSyntax:
                LowerJump(statement);
                break;
            case ReturnSyntax s:
                LowerReturn(s);
                break;
            case EitherSyntax s:
                LowerEither(s);
                break;
            case ForeachSyntax s:
                LowerForeach(s);
                break;
            case ForSyntax s:
                LowerFor(s);
                break;
            case AtomicSyntax s:
                LowerAtomic(s);
                break;
            case HoldOffSyntax s:
                LowerHoldOff(s);
                break;
            default:
                break;
        }
    }

    private void LowerBlock(BlockSyntax block)
    {
        _frame.Scope = new Scope(_frame.Scope);
        LowerStatements(block);
        _frame.Scope = _frame.Scope.Outer!;
    }

    private void LowerStatements(BlockSyntax block)
    {
        foreach (var statement in block.Statements)
        {
            Lower(statement);
        }
    }

    // --- steps ---------------------------------------------------------------------------------------------------------

    /// <summary>Emits operations as one step, or as part of the step around, or (not a step) as local work.</summary>
    private void Step(StatementSyntax statement, bool isStep, Action emit)
    {
        var begins = isStep && !_atomic && !_ghostOnly;
        if (begins)
        {
            BeginStep(statement);
        }

        emit();
        if (begins)
        {
            EndStep(statement.Span);
        }
    }

    private void BeginStep(StatementSyntax statement)
    {
        Emit(new MicroNode(MicroKind.StepBegin, statement.Span)
        {
            Name = NameOf(statement),
            Headings = _frame.Headings,
            Labels = [.. _labels],
            Hold = _graph.Hold,
        });
        _labels.Clear();
        EmitMove(statement.Span);
    }

    private void EmitMove(SourceSpan span)
    {
        if (Moving is var (me, on))
        {
            Emit(new MicroNode(MicroKind.Assign, span)
            {
                Target = new Place(null, me, [], me.Type, span),
                Value = on,
                Hold = _graph.Hold,
            });
        }
    }

    private void EndStep(SourceSpan span) => Emit(new MicroNode(MicroKind.StepEnd, span) { Hold = _graph.Hold });

    /// <summary>Reports more than one access outside `atomic`.</summary>
    private void CheckAccesses(SourceSpan span, List<SourceSpan> accesses)
    {
        if (accesses.Count > 1 && !_atomic && !_ghostOnly && !IsExempt && shared.Globals.Use.IsComplete)
        {
            Diagnostics.ReportWith(
                DiagnosticCatalog.SeveralAccesses, span, "put 'atomic' before it if the machine does it in one, or split it",
                [.. accesses.Distinct().Take(2).Select((a, i) => new RelatedPlace(a, i == 0 ? "one access" : "another"))],
                accesses.Count);
        }
    }

    private static List<SourceSpan> Accesses(AccessLog log, params ReadOnlySpan<Expression> values)
    {
        var accesses = log.Shared.ToList();
        foreach (var value in values)
        {
            accesses.AddRange(Enumerable.Repeat(value.Span, value.Type is ErrorType ? 0 : ExpressionParts.WholeArrays(value)));
        }

        return accesses;
    }

    private static string NameOf(StatementSyntax statement)
    {
        var text = statement.Text ?? (statement as AtomicSyntax)?.Body.Text;
        if (text is not null)
        {
            return text;
        }

        return statement switch
        {
            IfSyntax s => Line(s.Condition.Span.Text) + "?",
            WhileSyntax s => Line(s.Condition.Span.Text) + "?",
            AtomicSyntax { Body: BlockSyntax b } => b.Statements.IsEmpty ? "atomic" : NameOf(b.Statements[0]) + " …",
            AtomicSyntax s => NameOf(s.Body),
            ForeachSyntax s => Line(s.Domain.Span.Text),
            _ => Line(statement.Span.Text),
        };
    }

    private static string Line(string text)
    {
        var words = text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var line = string.Join(' ', words).TrimEnd(';', ' ');
        return line.Length <= 60 ? line : line[..59] + "…";
    }
}
