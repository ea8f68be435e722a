using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language.Binding;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;

namespace Explorer.Language.Lowering;

/// <summary>What one pass over a model is asked for.</summary>
/// <param name="Use">Who names which variable: filled by the first pass, used by the others.</param>
/// <param name="Ghosts">Which ghost depends on which: filled by every pass.</param>
/// <param name="Properties">The properties to check; null: all.</param>
/// <param name="DroppedGhosts">Ghosts on which no checked property depends.</param>
internal sealed record BuildRequest(
    VariableUse Use, GhostUse Ghosts, ImmutableHashSet<string>? Properties, ImmutableHashSet<string> DroppedGhosts);

/// <summary>
/// One pass over a bound model: machines lowered, their steps formed, guards for held-off interrupts and threads
/// added, properties bound. The first pass only learns who names what; a later one reports and builds.
/// </summary>
internal sealed class ModelBuilder
{
    private readonly GlobalScope _globals;
    private readonly BuildRequest _request;
    private readonly PropertyTable _properties;
    private readonly DiagnosticBag _diagnostics;
    private Func<IEnumerable<VariableSymbol>> _ownVariables = () => [];

    public ModelBuilder(GlobalScope globals, BuildRequest request)
    {
        _globals = globals;
        _request = request;
        _diagnostics = globals.Diagnostics;
        _properties = new PropertyTable(request.Properties);
    }

    public ImmutableArray<string> PropertyNames => _properties.Names;

    /// <summary>Names of the variables that are locals of one thread; known when <see cref="VariableUse.IsComplete"/>.</summary>
    public ImmutableHashSet<string> OwnVariables => [.. _ownVariables().Select(v => v.Name)];

    /// <summary>The machines, or null if there is an error (all of them have been reported).</summary>
    public MachineModel? Build(string path)
    {
        _globals.ResolveAll();
        var variables = _globals.Declarations.Declarations.OfType<VariableSyntax>()
            .Select(v => _globals.Find(v.Name.Text)).OfType<VariableSymbol>().ToImmutableArray();
        var conditions = DeclareProperties();
        var context = new LoweringContext(_globals, _properties, _request.Ghosts) { DroppedGhosts = _request.DroppedGhosts };
        var lowerer = new MachineLowerer(context, variables);
        var machines = lowerer.LowerAll();
        var init = lowerer.LowerInit();
        Check(machines, init, variables);
        _properties.AddBuiltIn(_globals.Declarations.Declarations.OfType<DeadlockAllowedSyntax>().Any());
        _ownVariables = () => variables.Where(v => machines.Any(m => m.Kind == MachineKind.Thread && lowerer.IsLocalTo(v, m.Index)));
        var formed = !_diagnostics.HasErrors && _request.Use.IsComplete;
        if (formed)
        {
            Form(machines);
        }

        var bound = BindProperties(conditions, machines);
        if (_request.Use.IsComplete)
        {
            new FunctionCheck(_globals, new ThreadQueries(machines, ParameterTypes)).Check();
        }

        if (_properties.Properties.Length > 64)
        {
            _diagnostics.Report(DiagnosticCatalog.TooManyProperties, SourceSpan.None, _properties.Properties.Length);
        }

        return formed && !_diagnostics.HasErrors ? Assemble(path, variables, machines, init, bound) : null;
    }

    private void Check(IReadOnlyList<LoweredMachine> machines, MicroGraph? init, ImmutableArray<VariableSymbol> variables)
    {
        if (!_request.Use.IsComplete)
        {
            return;
        }

        foreach (var graph in machines.Select(m => m.Graph).Concat(init is null ? [] : [init]))
        {
            GraphChecks.CheckSet(graph, _diagnostics);
            GraphChecks.CheckLoops(graph, _diagnostics);
        }

        GraphChecks.CheckInitialised(
            init, variables.Where(v => v.Syntax.Value is null && NeedsValue(v.Variable.Type)).Select(v => v.Variable), _diagnostics);
        if (!_globals.Declarations.Declarations.Any(d => d is ThreadSyntax or RuleSyntax) && !_diagnostics.HasErrors)
        {
            _diagnostics.Report(DiagnosticCatalog.NothingToExplore, new SourceSpan(_globals.Source, 0, 0));
        }
    }

    private static bool NeedsValue(ModelType type) => type switch
    {
        IdentityType => true,
        ArrayType t => NeedsValue(t.Element),
        StructType t => t.Fields.Any(f => NeedsValue(f.Type)),
        EnumType t => t.Variants[0].Fields.Any(f => NeedsValue(f.Type)),
        _ => false,
    };

    private void Form(IReadOnlyList<LoweredMachine> machines)
    {
        foreach (var machine in machines)
        {
            var former = new StepFormer(machine.Graph, machine.Kind, _diagnostics);
            if (machine.Kind == MachineKind.Rule)
            {
                machine.StepNodes = former.FormStep();
                continue;
            }

            machine.Formed = former.Form();
            if (machine.Kind == MachineKind.Interrupt && machine.Formed.Actions.Any(a => machine.Graph.Nodes.Any(n => n.Kind == MicroKind.End && n.Span == a.Span && a.Name == "end" && a.From == 0)))
            {
                _diagnostics.Report(DiagnosticCatalog.HandlerWithoutStep, machine.Span, machine.Symbol.Name);
            }
        }
    }

    // --- properties --------------------------------------------------------------------------------------------------

    private List<(int Index, PropertySyntax Syntax)> DeclareProperties()
    {
        var declared = new List<(int, PropertySyntax)>();
        foreach (var syntax in _globals.Declarations.Declarations.OfType<PropertySyntax>())
        {
            if (PropertyTable.BuiltInNames.Contains(syntax.Name.Text))
            {
                _diagnostics.Report(DiagnosticCatalog.Shadowing, syntax.Name.Span, syntax.Name.Text);
            }

            var kind = syntax.Kind == Syntax.PropertyKind.Reachable ? Core.Properties.PropertyKind.Reachable : Core.Properties.PropertyKind.Invariant;
            declared.Add((_properties.Add(syntax.Name.Text, kind, syntax.Text ?? syntax.Description ?? "", syntax.Name.Span), syntax));
        }

        return declared;
    }

    private (Dictionary<int, Expression> Conditions, Expression? Limit) BindProperties(
        List<(int Index, PropertySyntax Syntax)> declared, IReadOnlyList<LoweredMachine> machines)
    {
        var queries = new ThreadQueries(machines, ParameterTypes);
        var conditions = new Dictionary<int, Expression>();
        foreach (var (index, syntax) in declared.Where(d => d.Index >= 0))
        {
            var log = new AccessLog();
            var bound = Bind(syntax.Condition, log, queries);
            _request.Ghosts.NoteProperty(syntax.Name.Text, log.Ghosts.Select(g => g.Name));
            conditions[index] = bound;
        }

        Expression? limit = null;
        foreach (var syntax in _globals.Declarations.Declarations.OfType<LimitSyntax>())
        {
            var next = Bind(syntax.Condition, new AccessLog(), queries, false);
            limit = limit is null ? next : new Binary(BinaryKind.And, limit, next, BoolType.Instance, syntax.Span);
        }

        return (conditions, limit);
    }

    private Expression Bind(ExpressionSyntax syntax, AccessLog log, ThreadQueries queries, bool ghosts = true) =>
        new ExpressionBinder(_globals, new ExpressionContext(Scope.Empty) { Log = log, AllowsGhosts = ghosts, Threads = queries })
            .BindAs(syntax, BoolType.Instance);

    private List<ModelType> ParameterTypes(MachineSymbol thread)
    {
        ImmutableArray<BinderSyntax> binders = thread.Syntax switch
        {
            ThreadSyntax d => d.Binders,
            InterruptSyntax d => d.Binders,
            RuleSyntax d => d.Binders,
            _ => [],
        };
        return [.. binders.Select(b => _globals.Types.Resolve(b.Type))];
    }

    // --- assembly ------------------------------------------------------------------------------------------------------

    private MachineModel Assemble(
        string path, ImmutableArray<VariableSymbol> variables, IReadOnlyList<LoweredMachine> lowered, MicroGraph? init,
        (Dictionary<int, Expression> Conditions, Expression? Limit) bound)
    {
        var machines = lowered.Select(m => ToMachine(m) with { Actor = ActorOf(m, lowered) }).ToImmutableArray();
        var actions = ImmutableArray.CreateBuilder<MachineAction>();
        foreach (var machine in lowered)
        {
            foreach (var action in ActionsOf(machine, lowered))
            {
                actions.Add(action with { Id = actions.Count });
            }
        }

        var initNodes = init is null ? [new Leave(-1, SourceSpan.None)] : new StepFormer(init, MachineKind.Rule, _diagnostics).FormStep();
        return new MachineModel(
            path, [.. variables.Select(v => v.Variable).Where(v => v.Index >= 0)], machines, actions.ToImmutable(), initNodes,
            LocalsIn(initNodes), _properties.Properties,
            [.. Enumerable.Range(0, _properties.Properties.Length).Select(i => bound.Conditions.GetValueOrDefault(i))], bound.Limit)
        {
            IdentityTypes = [.. _globals.IdentityTypes],
            ThreadType = _globals.UsedThreadType,
            CpuType = (_globals.Find("Cpu") as TypeSymbol)?.Type,
            Workload = WorkloadDescription.Of(_globals),
        };
    }

    private static Machine ToMachine(LoweredMachine m)
    {
        var stored = m.Formed is null ? [] : m.Formed.Locations.SelectMany(l => l.Live).Distinct().ToList();
        var nodes = m.Formed is null ? m.StepNodes : [.. m.Formed.StartNodes, .. m.Formed.Actions.SelectMany(a => a.Nodes)];
        var locals = stored.Concat(LocalsIn(nodes)).Distinct().ToImmutableArray();
        return new Machine(
            m.Index, m.Kind, m.Symbol.Name, m.Arguments, m.Cpu, m.Formed?.Locations ?? [], m.Formed?.Start ?? -1,
            m.Formed?.StartNodes ?? [], locals, stored.Count, m.Description, m.Span)
        {
            Thread = m.Thread,
        };
    }

    private static int ActorOf(LoweredMachine m, IReadOnlyList<LoweredMachine> all) => m.Kind != MachineKind.Rule
        ? m.Index
        : all.First(o => o.Kind == MachineKind.Rule && Equals((o.Cpu as Literal)?.Value, (m.Cpu as Literal)?.Value)).Index;

    private static ImmutableArray<Local> LocalsIn(ImmutableArray<Node> nodes) =>
        [.. nodes.SelectMany(LocalsIn).Distinct()];

    private static IEnumerable<Local> LocalsIn(Node node) => node switch
    {
        Assign { Target.Local: { } local } => [local],
        Choose n => [n.Target],
        _ => [],
    };

    private static IEnumerable<MachineAction> ActionsOf(LoweredMachine m, IReadOnlyList<LoweredMachine> all)
    {
        if (m.Kind == MachineKind.Rule)
        {
            var begin = m.Graph.Nodes.First(n => n.Kind == MicroKind.StepBegin);
            return [new MachineAction(0, m.Index, -1, begin.Name, [], m.IsMay, m.StepNodes, m.Span)];
        }

        return m.Formed!.Actions.Select(a => new MachineAction(
            0, m.Index, a.From, a.Name, a.Headings, false,
            SchedulingGuards.Prepend(SchedulingGuards.For(m, a.From, all), a.Nodes), a.Span));
    }
}
