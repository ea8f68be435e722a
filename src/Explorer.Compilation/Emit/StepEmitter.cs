using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection.Emit;
using Explorer.Compilation.Analysis;
using Explorer.Core;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Nodes;

namespace Explorer.Compilation.Emit;

/// <summary>
/// The code of one step, as a method or as a part of one. It executes the nodes once, with the draws that the frame's digits say. Words that the step changes are kept in locals and written in the
/// end; only a step that writes parts of values in memory copies the source to the target first, after the conditions at
/// its start. A fault is looked for after each node that may meet one.
/// </summary>
internal sealed class StepEmitter
{
    private readonly StepSource _step;
    private readonly StepFlow _flow;
    private readonly MethodScope _scope;
    private readonly ExpressionEmitter _expressions;
    private readonly AssignmentEmitter _assignments;
    private readonly DrawEmitter _draws;
    private readonly StepEnd _end;
    private readonly Label[] _labels;

    // Behind the conditions at the start: not the label of the node there, to which others may lead back.
    private readonly Label _body;
    private readonly Il _il;
    private readonly LocalBuilder? _violations;

    private readonly StepExit _exit;

    private StepEmitter(CompilationContext context, StepSource step, Il il, StepExit exit)
    {
        (_il, _exit) = (il, exit);
        _step = step;
        var live = step.Machine is { } machine && step.From >= 0 ? machine.Locations[step.From].Live : [];
        _flow = new StepFlow(step.Nodes, step.Machine, live);
        var unset = new HashSet<Local>(_flow.ReadFirst);
        unset.ExceptWith(live);
        var faults = new FaultAnalysis(unset);
        var words = new StateWords(_il, WordPlan.For(step, _flow, context.Layout));
        _scope = new MethodScope(context, _il, words, faults, _flow.Reachable.Any(faults.MayFault), exit.Fault);
        _expressions = new ExpressionEmitter(_scope);
        _assignments = new AssignmentEmitter(_scope, _expressions);
        _labels = _il.Labels(step.Nodes.Length);
        _body = _il.Label();
        Blocked = _il.Label();
        Faulted = _il.Label();
        _violations = _flow.Reachable.Any(n => n is Assert) ? _il.Number() : null;
        _draws = new DrawEmitter(_scope, _expressions, this);
        _end = new StepEnd(_scope, _step, _flow, _violations, exit);
    }

    /// <summary>Where a blocked execution goes.</summary>
    public Label Blocked { get; }

    private Label Faulted { get; }

    public static StepCode Compile(CompilationContext context, StepSource step)
    {
        var method = GeneratedMethod.Create(step.Name, typeof(int), typeof(ulong*));
        var il = new Il(method.GetILGenerator());
        var emitter = new StepEmitter(context, step, il, new MethodExit(il));
        emitter.Emit();
        var hasDraws = emitter._flow.Reachable.Any(n => n is Choose or Either);
        return new StepCode(method, hasDraws, emitter._violations is not null || emitter._scope.HasFault);
    }

    /// <summary>Emits the code of a step without draws as part of another method.</summary>
    public static void Inline(CompilationContext context, StepSource step, Il il, StepExit exit) =>
        il.WithOwnLocals(() => new StepEmitter(context, step, il, exit).Emit());

    /// <summary>Leaves the step if a fault was met; the stack is empty.</summary>
    public void CheckFault()
    {
        _il.Load(_scope.Fault);
        _il.Jump(OpCodes.Brtrue, Faulted);
    }

    public void GoTo(int node) => _il.Jump(_labels[node]);

    private void Emit()
    {
        EmitEntry();
        var prefix = GuardPrefix.Of(_step.Nodes);
        for (var i = 0; i < prefix.Count; i++)
        {
            EmitCondition(prefix[i], i == prefix.Count - 1 ? _body : _labels[prefix[i + 1]]);
        }

        _il.Mark(_body);
        if (_scope.Words.NeedTarget)
        {
            _end.CopyAll();
            _scope.Words.IsCopied = true;
        }

        if (prefix.Count > 0)
        {
            GoTo(((Await)_step.Nodes[prefix[^1]]).Next);
        }

        foreach (var index in Sequence())
        {
            if (!prefix.Contains(index))
            {
                EmitNode(index);
            }
        }

        EmitExits();
    }

    private void EmitEntry()
    {
        if (_scope.HasFault)
        {
            _scope.ClearFault();
        }

        if (_violations is not null)
        {
            _il.Const(0);
            _il.Store(_violations);
        }

        _scope.Words.LoadRegisters();
        new StepStart(_scope, _expressions, _step, _flow).Emit();
    }

    // All nodes, so that most follow the one that leads to them.
    private List<int> Sequence()
    {
        var sequence = new List<int>();
        var seen = new HashSet<int>();
        var waiting = new Stack<int>();
        waiting.Push(0);
        while (waiting.TryPop(out var index))
        {
            if (seen.Add(index))
            {
                sequence.Add(index);
                foreach (var next in ExpressionTree.Successors(_step.Nodes[index]))
                {
                    waiting.Push(next);
                }
            }
        }

        return sequence;
    }

    private void EmitCondition(int index, Label next)
    {
        _il.Mark(_labels[index]);
        var node = (Await)_step.Nodes[index];
        Action check = _scope.Faults.MayFault(node) ? CheckFault : () => { };
        EmitTest(node.Condition, check, () => _il.Jump(next), () => _il.Jump(Blocked));
    }

    private void EmitNode(int index)
    {
        _il.Mark(_labels[index]);
        var node = _step.Nodes[index];
        Action check = _scope.Faults.MayFault(node) ? CheckFault : () => { };
        switch (node)
        {
            case Assign n:
                _assignments.Emit(n, check);
                GoTo(n.Next);
                break;
            case Branch n:
                EmitTest(n.Condition, check, () => GoTo(n.WhenTrue), () => GoTo(n.WhenFalse));
                break;
            case Await n:
                EmitTest(n.Condition, check, () => GoTo(n.Next), () => _il.Jump(Blocked));
                break;
            case Assert n:
                EmitTest(n.Condition, check, () => GoTo(n.Next), () => EmitViolation(n));
                break;
            case Choose n:
                _draws.Choose(n, check);
                GoTo(n.Next);
                break;
            case Either n:
                _draws.Either(n);
                break;
            case Leave n:
                _end.Emit(n);
                break;
            case Block:
                _il.Jump(Blocked);
                break;
            default:
                throw new InternalErrorException($"unknown kind of node {node.GetType().Name}");
        }
    }

    private void EmitTest(Machines.Expressions.Expression condition, Action check, Action whenTrue, Action whenFalse)
    {
        var otherwise = _il.Label();
        _expressions.EmitJump(condition, otherwise, false);
        check();
        whenTrue();
        _il.Mark(otherwise);
        check();
        whenFalse();
    }

    private void EmitViolation(Assert node)
    {
        _il.Load(_violations!);
        _il.Const(1UL << node.Property);
        _il.Emit(OpCodes.Or);
        _il.Store(_violations!);
        GoTo(node.Next);
    }

    private void EmitExits()
    {
        _il.Mark(Blocked);
        _exit.Blocked();
        _il.Mark(Faulted);
        if (_scope.HasFault)
        {
            _exit.Faulted(_scope, _violations);
        }
    }
}
