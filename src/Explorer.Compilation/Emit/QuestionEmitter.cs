using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection.Emit;
using Explorer.Compilation.Runtime;
using Explorer.Core.Diagnostics;
using Explorer.Core.Properties;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Emit;

/// <summary>The code that answers questions about a state: which properties it decides, whether it is within the limit,
/// whether it is terminal. Arguments as of a step; the target is not used.</summary>
internal static class QuestionEmitter
{
    private static readonly FaultAnalysis Analysis = new(new HashSet<Local>());

    /// <summary>The mask of the properties whose conditions decide them here, and of the faults met.</summary>
    public static DynamicMethod Properties(CompilationContext context, List<int> properties)
    {
        var conditions = properties.ConvertAll(i => context.Model.Conditions[i]!);
        var (method, scope, expressions) = Begin(context, "properties", conditions);
        var il = scope.Il;
        var mask = il.Number();
        il.Const(0);
        il.Store(mask);
        foreach (var property in properties)
        {
            var condition = context.Model.Conditions[property]!;
            var isWitness = context.Model.Properties[property].Kind == PropertyKind.Reachable;
            var (decided, done) = (il.Label(), il.Label());
            expressions.EmitJump(condition, decided, isWitness);
            MarkFault(scope, condition, mask, done);
            il.Jump(done);
            il.Mark(decided);
            MarkFault(scope, condition, mask, done);
            SetBit(il, mask, property);
            il.Mark(done);
        }

        il.Load(mask);
        il.Emit(OpCodes.Ret);
        return method;
    }

    /// <summary>Bit i: condition i holds, or it is null. The frame's violations get a bit for each condition that meets a
    /// fault.</summary>
    public static DynamicMethod Guards(CompilationContext context, List<Expression?> conditions) =>
        Guards(context, conditions.ConvertAll(c => (c, c is not null && Analysis.MayFault(c))));

    /// <summary>The same for conditions of which it is known whether they may meet a fault.</summary>
    public static DynamicMethod Guards(CompilationContext context, List<GuardCondition> conditions) =>
        Guards(context, conditions.ConvertAll(c => ((Expression?)c.Condition, c.MayFault)));

    private static DynamicMethod Guards(CompilationContext context, List<(Expression? Condition, bool MayFault)> conditions)
    {
        var (method, scope, expressions) = Begin(context, "guards", [.. conditions.Select(c => c.Condition).OfType<Expression>()]);
        var il = scope.Il;
        var (holds, faults) = (il.Number(), il.Number());
        il.Const(0);
        il.Store(holds);
        il.Const(0);
        il.Store(faults);
        for (var i = 0; i < conditions.Count; i++)
        {
            var no = il.Label();
            if (conditions[i].Condition is { } condition)
            {
                expressions.EmitJump(condition, no, false);
            }

            SetBit(il, holds, i);
            il.Mark(no);
            if (conditions[i].MayFault)
            {
                var clean = il.Label();
                il.Load(scope.Fault);
                il.Jump(OpCodes.Brfalse, clean);
                SetBit(il, faults, i);
                scope.ClearFault();
                il.Mark(clean);
            }
        }

        il.Frame();
        il.Load(faults);
        il.StoreField(typeof(Frame).GetField(nameof(Frame.Violations))!);
        il.Load(holds);
        il.Emit(OpCodes.Ret);
        return method;
    }

    private static void SetBit(Il il, LocalBuilder mask, int bit)
    {
        il.Load(mask);
        il.Const(1UL << bit);
        il.Emit(OpCodes.Or);
        il.Store(mask);
    }

    /// <summary>1 if the condition holds, 0 if not or if it meets a fault.</summary>
    public static DynamicMethod Condition(CompilationContext context, string name, Expression condition)
    {
        var (method, scope, expressions) = Begin(context, name, [condition]);
        var il = scope.Il;
        var no = il.Label();
        expressions.EmitJump(condition, no, false);
        if (scope.HasFault)
        {
            il.Load(scope.Fault);
            il.Jump(OpCodes.Brtrue, no);
        }

        il.Const(1);
        il.Emit(OpCodes.Ret);
        il.Mark(no);
        il.Const(0);
        il.Emit(OpCodes.Ret);
        return method;
    }

    /// <summary>The condition that every thread has ended.</summary>
    public static Expression AllEnded(MachineModel model)
    {
        Expression all = new Literal(BoolValue.True, BoolType.Instance, SourceSpan.None);
        foreach (var machine in model.Machines.Where(m => m.Kind == MachineKind.Thread))
        {
            var ends = ImmutableArray.CreateBuilder<int>();
            foreach (var location in machine.Locations)
            {
                if (location.IsEnd)
                {
                    ends.Add(location.Index);
                }
            }

            var ended = new AtLocation(machine.Index, ends.ToImmutable(), machine.Span);
            all = new Binary(BinaryKind.And, all, ended, BoolType.Instance, SourceSpan.None);
        }

        return all;
    }

    private static (DynamicMethod Method, MethodScope Scope, ExpressionEmitter Expressions) Begin(
        CompilationContext context, string name, IReadOnlyList<Expression> conditions)
    {
        var method = GeneratedMethod.Create(name, typeof(ulong), typeof(ulong*));
        var il = new Il(method.GetILGenerator());
        var words = new StateWords(il, new WordMode[context.Layout.Words]);
        var scope = new MethodScope(context, il, words, Analysis, conditions.Any(Analysis.MayFault));
        if (scope.HasFault)
        {
            scope.ClearFault();
        }

        return (method, scope, new ExpressionEmitter(scope));
    }

    // After a fault: notes its property instead and goes on with the next condition.
    private static void MarkFault(MethodScope scope, Expression condition, LocalBuilder mask, Label done)
    {
        if (!Analysis.MayFault(condition))
        {
            return;
        }

        var (il, clean) = (scope.Il, scope.Il.Label());
        il.Load(scope.Fault);
        il.Jump(OpCodes.Brfalse, clean);
        il.Load(FaultBits.Of(il, scope.Context.Model, scope.Fault));
        il.Load(mask);
        il.Emit(OpCodes.Or);
        il.Store(mask);
        scope.ClearFault();
        il.Jump(done);
        il.Mark(clean);
    }
}
