using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Core.Systems.Dependence;
using Explorer.Machines.Analysis;
using Explorer.Machines.Dependence;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Values;

namespace Explorer.Machines.Workloads;

/// <summary>
/// What the operations of a workload may do to properties and to each other, by syntax: which steps are possible if only some
/// operations occur, what these falsify (the matrices of <see cref="SyntacticDependence"/>), and which cells of the state they
/// touch. "Cannot" and "apart" are certain; the other answers say only that syntax does not exclude it. Not thread-safe in
/// its construction, immutable afterwards.
/// </summary>
public sealed class WorkloadInterference
{
    private readonly MachineModel _model;
    private readonly WorkloadShape _workloads;
    private readonly ActionFacts _facts;
    private readonly PropertyGoal?[] _goals;
    private readonly WorkloadSteps _steps;

    // Of each action the properties that it may violate.
    private readonly ulong[] _falsifies;

    // What is known beyond cells; null: nothing.
    private readonly DependenceMatrices? _matrices;

    /// <exception cref="ArgumentException">The model has no workload.</exception>
    public WorkloadInterference(MachineModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _workloads = model.Workload ?? throw new ArgumentException("the model has no workload", nameof(model));
        _facts = new ActionFacts(model);
        _goals = [.. model.Conditions.Select((c, i) => c is null ? null : new PropertyGoal(_facts, model.Properties[i].Kind, c))];
        _steps = new WorkloadSteps(model);
        Violations = OwnViolations();
        _falsifies = [.. model.Actions.Select(a => Falsifies(a.Id, (p, action) => _goals[p]?.MayBeEnabledBy(action) == true))];
    }

    private WorkloadInterference(WorkloadInterference syntax, DependenceMatrices matrices, BitMatrix violations)
    {
        (_model, _workloads, _facts, _goals, _steps) = (syntax._model, syntax._workloads, syntax._facts, syntax._goals, syntax._steps);
        (Violations, _matrices) = (violations, matrices);
        _falsifies = [.. _model.Actions.Select(a => Falsifies(a.Id, (p, action) => matrices.NecessaryEnabling[matrices.LabelOf(p), action]))];
    }

    /// <summary>Properties by actions: a step of the action may itself violate the property, by an assertion that does not hold
    /// or by a fault.</summary>
    public BitMatrix Violations { get; }

    /// <summary>The same with sharper knowledge. Programs are apart then, too, if their steps accord and none enables another's.
    /// </summary>
    /// <param name="matrices">Of the model, with what syntax tells or more entries cleared.</param>
    /// <param name="violations">As <see cref="Violations"/>.</param>
    public WorkloadInterference SharpenedBy(DependenceMatrices matrices, BitMatrix violations) => new(this, matrices, violations);

    /// <summary>Is no step of a workload that has only these operations able to violate one of the properties?</summary>
    /// <param name="properties">A mask over the model's properties.</param>
    public bool CannotFalsify(IReadOnlySet<int> operations, ulong properties)
    {
        var machines = _steps.Threads.Select(t => (t, operations)).ToList();
        return Actions(machines).All(a => (_falsifies[a] & properties) == 0)
            && (!Judges(properties, PropertyKind.Deadlock) || CannotBlock(machines));
    }

    /// <summary>Have the programs nothing to do with each other, so that the workload violates a property exactly if one of
    /// them does alone?</summary>
    /// <param name="programs">Which program, and the operations in it; all others are empty.</param>
    public bool AreApart(IReadOnlyList<(int Program, ImmutableSortedSet<int> Operations)> programs, ulong properties)
    {
        ArgumentNullException.ThrowIfNull(programs);
        var threads = programs.Select(p => (Thread: _steps.ThreadOf(p.Program), Operations: (IReadOnlySet<int>)p.Operations)).ToList();
        if (_model.Limit is not null || threads.Exists(t => t.Thread < 0)
            || (Judges(properties, PropertyKind.Deadlock) && !HasOnlyMayRules() && !CannotBlock(threads)))
        {
            return false;
        }

        var groups = threads.Select(t => _steps.ActionsOf(t.Thread, t.Operations))
            .Concat(Others().Select(m => _model.Actions.Where(a => a.Machine == m).Select(a => a.Id).ToImmutableArray())).ToList();
        var parts = new WorkloadParts(_model, _facts, _matrices, groups, [.. threads.Select(t => t.Thread)]);
        for (var p = 0; p < _model.Properties.Length; p++)
        {
            if ((properties >> p & 1) != 0)
            {
                parts.JoinBy(p);
            }
        }

        return parts.Count(threads.Count) == threads.Count;
    }

    private IEnumerable<int> Others() => _model.Machines.Select(m => m.Index).Except(_steps.Threads);

    private bool HasOnlyMayRules() =>
        Others().All(m => _model.Machines[m].Kind == MachineKind.Rule) && _model.Actions.Where(a => !_steps.Threads.Contains(a.Machine)).All(a => a.IsMay);

    private IEnumerable<int> Actions(List<(int Thread, IReadOnlySet<int> Operations)> threads) =>
        threads.SelectMany(t => _steps.ActionsOf(t.Thread, t.Operations))
            .Concat(_model.Actions.Where(a => !_steps.Threads.Contains(a.Machine)).Select(a => a.Id));

    private bool Judges(ulong properties, PropertyKind kind) =>
        _model.BuiltIn(kind) is >= 0 and var index && (properties >> index & 1) != 0;

    // Wherever a thread is before its end, one of its steps is possible whatever the state. Nothing is said of other threads.
    private bool CannotBlock(List<(int Thread, IReadOnlySet<int> Operations)> threads) =>
        Others().All(m => _model.Machines[m].Kind != MachineKind.Thread)
        && threads.TrueForAll(t => _steps.ActionsOf(t.Thread, t.Operations).GroupBy(a => _model.Actions[a].From)
            .All(g => g.Any(a => IsAlwaysPossible(_model.Actions[a]))));

    private static bool IsAlwaysPossible(MachineAction action) => action.Nodes.All(n => n is Assign or Branch or Leave or Assert);

    private BitMatrix OwnViolations()
    {
        var matrix = new BitMatrix(_model.Properties.Length, _model.Actions.Length);
        foreach (var action in _model.Actions)
        {
            var mayFault = MayFault(action);
            for (var p = 0; p < _model.Properties.Length; p++)
            {
                matrix[p, action.Id] = IsFault(p)
                    ? mayFault
                    : action.Nodes.Any(n => n is Assert a && a.Property == p && a.Condition is not Literal { Value: BoolValue { IsTrue: true } });
            }
        }

        return matrix;
    }

    private bool IsFault(int property) => _model.Properties[property].Kind is PropertyKind.Range or PropertyKind.Overflow or PropertyKind.Index;

    // The properties that a step of the action may violate, by itself or by making a condition false.
    private ulong Falsifies(int action, Func<int, int, bool> mayEnable)
    {
        var mask = 0UL;
        for (var p = 0; p < _model.Properties.Length; p++)
        {
            var may = Violations[p, action] || mayEnable(p, action)
                || (_matrices is null && IsFault(p) && _goals.Any(g => g?.MayFaultOtherwise(action) == true));
            mask |= may ? 1UL << p : 0;
        }

        return mask;
    }

    // What hands the calls to the thread is right by construction.
    private bool MayFault(MachineAction action)
    {
        var faults = new FaultAnalysis(_model.Machines[action.Machine].Locals.ToHashSet());
        return action.Nodes.Any(n => n.Span != _workloads.Span && faults.MayFault(n)
            && !(n is Assign { Value: VariantFieldRead read, Target.Path.IsEmpty: true } && IsProgram(read.Operand)));
    }

    internal bool IsProgram(Expression expression) => WorkloadSteps.IsProgram(expression, _workloads);
}
