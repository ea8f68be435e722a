using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language.Binding;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Language.Lowering;

/// <summary>Threads, handlers, rules and `init` to control-flow graphs, one for each instance.</summary>
internal sealed class MachineLowerer(LoweringContext shared, ImmutableArray<VariableSymbol> variables)
{
    private readonly List<LoweredMachine> _machines = [];
    private int _threadCount;

    private GlobalScope Globals => shared.Globals;

    /// <summary>All machines of the model: declarations in order, the instances of each.</summary>
    public IReadOnlyList<LoweredMachine> LowerAll()
    {
        foreach (var declaration in Globals.Declarations.Declarations)
        {
            switch (declaration)
            {
                case ThreadSyntax { Workload: { } workload } d:
                    LowerWorkload(d, workload);
                    break;
                case ThreadSyntax d when IsPresent(d):
                    Lower(d.Name, d.Binders, d.Cpu, null, d.Body, MachineKind.Thread, false, d);
                    break;
                case InterruptSyntax { Cpu: null } d:
                    Globals.Diagnostics.Report(DiagnosticCatalog.NoCpu, d.Name.Span, "interrupt", $"'{d.Name.Text}'");
                    break;
                case InterruptSyntax d:
                    Lower(d.Name, d.Binders, d.Cpu, d.Guard, d.Body, MachineKind.Interrupt, false, d);
                    break;
                case RuleSyntax d:
                    Lower(d.Name, d.Binders, d.Cpu, d.Guard, d.Body, MachineKind.Rule, d.IsMay, d);
                    break;
                default:
                    break;
            }
        }

        LowerUncalled();
        return _machines;
    }

    private void LowerWorkload(ThreadSyntax thread, WorkloadSyntax workload)
    {
        if (WorkloadDescription.Each(workload, Globals) is not { } each || WorkloadDescription.HasDrawnReferences(workload, Globals))
        {
            return;
        }

        var body = WorkloadExpansion.Body(workload, each, Globals.Declarations);
        Lower(thread.Name, thread.Binders, thread.Cpu, null, body, MachineKind.Thread, false, thread);
    }

    /// <summary>All `init` blocks as one step; null without any.</summary>
    public MicroGraph? LowerInit()
    {
        var blocks = Globals.Declarations.Declarations.OfType<InitSyntax>().Select(d => d.Body).ToImmutableArray();
        if (blocks.IsEmpty)
        {
            return null;
        }

        var body = blocks.Length == 1 ? blocks[0] : new BlockSyntax([.. blocks], blocks[^1].Span);
        var machine = new MachineContext { Index = -1, Name = "init", Kind = MachineKind.Rule, Use = Globals.Use };
        return new StatementLowerer(shared, machine).LowerStep("init", "init", body, Scope.Empty, null);
    }

    private bool IsPresent(ThreadSyntax d) =>
        d.Condition is null || (Globals.Constant(d.Condition, BoolType.Instance)?.Value as BoolValue)?.IsTrue == true;

    private void Lower(
        NameSyntax name, ImmutableArray<BinderSyntax> binders, ExpressionSyntax? cpu, ExpressionSyntax? guard, BlockSyntax body,
        MachineKind kind, bool isMay, DeclarationSyntax syntax)
    {
        if (Globals.Find(name.Text) is not MachineSymbol symbol)
        {
            return;
        }

        foreach (var values in Instances.Of(binders, name, Globals))
        {
            var scope = Instances.ScopeOf(binders, values, Globals);
            var index = _machines.Count;
            var machine = Context(index, name.Text, kind);
            var on = cpu is null ? null : BindCpu(cpu, scope, machine);
            var moving = Place(machine, on);
            machine.Me ??= cpu is null ? null : ExpressionBinder.Error(cpu.Span);
            if (kind == MachineKind.Rule && guard is not null && IsNever(guard, scope, machine) && !Globals.Use.IsComplete)
            {
                continue;
            }

            var lowerer = new StatementLowerer(shared, machine) { Moving = moving };
            var text = values.IsEmpty ? name.Text : $"{name.Text}({string.Join(", ", values.Select(v => v.Display))})";
            var graph = kind == MachineKind.Rule
                ? lowerer.LowerStep(name.Text, text, body, scope, guard)
                : lowerer.LowerThread(name.Text, body, scope, Own(machine));
            // The constants of this model rule it out: it has been looked at for mistakes.
            if (kind == MachineKind.Rule && guard is not null && IsNever(guard, scope, machine))
            {
                continue;
            }

            var bound = kind == MachineKind.Interrupt && guard is not null ? BindGuard(guard, scope, machine) : null;
            _machines.Add(new LoweredMachine(index, kind, symbol, values, on, isMay, bound, graph, syntax.Description ?? "", name.Span)
            {
                Thread = machine.Self is Literal { Value: IdentityValue self } ? self.Index : -1,
            });
        }
    }

    private bool IsNever(ExpressionSyntax guard, Scope scope, MachineContext machine)
    {
        var (wasSilent, wasComplete) = (Globals.Diagnostics.IsSilent, Globals.Use.IsComplete);
        (Globals.Diagnostics.IsSilent, Globals.Use.IsComplete) = (true, true);
        var bound = BindGuard(guard, scope, machine);
        (Globals.Diagnostics.IsSilent, Globals.Use.IsComplete) = (wasSilent, wasComplete);
        return bound is Literal { Value: BoolValue { IsTrue: false } };
    }

    private MachineContext Context(int index, string name, MachineKind kind) => new()
    {
        Index = index,
        Name = name,
        Kind = kind,
        OwnsCpu = kind == MachineKind.Interrupt,
        Self = kind == MachineKind.Rule ? null : SelfOf(),
        Use = Globals.Use,
    };

    private Literal SelfOf()
    {
        var type = Globals.ThreadType;
        return new Literal(new IdentityValue(type, _threadCount++ % type.Size), type, SourceSpan.None);
    }

    private Expression? BindCpu(ExpressionSyntax syntax, Scope scope, MachineContext machine)
    {
        if (Globals.CpuType(syntax.Span) is not { } cpu)
        {
            return null;
        }

        var binder = new ExpressionBinder(Globals, new ExpressionContext(scope) { Machine = machine });
        var bound = binder.BindAs(syntax, cpu);
        return bound.Type is ErrorType ? null : bound;
    }

    // A CPU that is no constant is evaluated at every step, into a local that stands for `me`.
    private static (Local Me, Expression On)? Place(MachineContext machine, Expression? on)
    {
        if (on is null or Literal)
        {
            machine.Me = on;
            return null;
        }

        var me = new Local("me", on.Type, on.Span);
        machine.Me = new LocalRead(me, on.Span);
        machine.CanMove = true;
        return (me, on);
    }

    private Expression? BindGuard(ExpressionSyntax guard, Scope scope, MachineContext machine)
    {
        var binder = new ExpressionBinder(Globals, new ExpressionContext(scope) { Machine = machine });
        var bound = binder.BindAs(guard, BoolType.Instance);
        return bound.Type is ErrorType ? null : bound;
    }

    private List<(Local Local, Expression Value)> Own(MachineContext machine)
    {
        var own = new List<(Local, Expression)>();
        if (machine.Kind != MachineKind.Thread)
        {
            return own;
        }

        foreach (var variable in variables.Where(v => IsLocalTo(v, machine.Index)))
        {
            var local = new Local(variable.Name, variable.Variable.Type, variable.Span) { IsVariable = true };
            machine.OwnVariables[variable.Name] = new LocalSymbol(variable.Name, local, false, false, variable.Span);
            own.Add((local, variable.Variable.Initial));
        }

        return own;
    }

    /// <summary>Is the variable a thread's own, and so one of its locals?</summary>
    public bool IsLocalTo(VariableSymbol variable, int machine) =>
        !variable.Variable.IsGhost && !variable.Variable.IsPerCpu && !variable.Syntax.IsFrozen && Globals.Use.IsOwn(variable.Name, machine);

    // Mistakes in a procedure that nobody calls are mistakes all the same.
    private void LowerUncalled()
    {
        foreach (var procedure in Globals.Declarations.Declarations.OfType<ProcedureSyntax>())
        {
            if (shared.Called.Contains(procedure.Name.Text) || Globals.Find(procedure.Name.Text) is not ProcedureSymbol || !Globals.Use.IsComplete)
            {
                continue;
            }

            var self = new Local("self", Globals.ThreadType, procedure.Name.Span);
            var machine = new MachineContext
            {
                Index = -1,
                Name = procedure.Name.Text,
                Kind = MachineKind.Thread,
                Self = new LocalRead(self, procedure.Name.Span),
                Use = Globals.Use,
            };
            if (Globals.Find("Cpu") is TypeSymbol cpu)
            {
                machine.Me = new LocalRead(new Local("me", cpu.Type, procedure.Name.Span), procedure.Name.Span);
            }

            new StatementLowerer(shared, machine) { IsExempt = true }.LowerUncalled(procedure);
        }
    }
}
