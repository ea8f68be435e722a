using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Properties;
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

    /// <exception cref="ArgumentException">The model has no workload.</exception>
    public WorkloadInterference(MachineModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _workloads = model.Workload ?? throw new ArgumentException("the model has no workload", nameof(model));
        _facts = new ActionFacts(model);
        _goals = [.. model.Conditions.Select((c, i) => c is null ? null : new PropertyGoal(_facts, model.Properties[i].Kind, c))];
        _steps = new WorkloadSteps(model);
        _falsifies = [.. model.Actions.Select(Falsifies)];
    }

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

        var groups = threads.Select(t => Group(_steps.ActionsOf(t.Thread, t.Operations)))
            .Concat(Others().Select(m => Group(_model.Actions.Where(a => a.Machine == m).Select(a => a.Id)))).ToList();
        var apart = new int[groups.Count];
        for (var i = 0; i < apart.Length; i++)
        {
            apart[i] = i;
        }

        for (var i = 0; i < groups.Count; i++)
        {
            for (var k = 0; k < i; k++)
            {
                if (groups[i].Writes.Overlaps(groups[k].Touches) || groups[k].Writes.Overlaps(groups[i].Touches))
                {
                    Join(apart, i, k);
                }
            }
        }

        // What a property reads must be written by one part only.
        for (var p = 0; p < _model.Conditions.Length; p++)
        {
            if ((properties >> p & 1) != 0 && _model.Conditions[p] is { } condition)
            {
                var reads = _facts.Reading.Reads(condition, null);
                var writers = Enumerable.Range(0, groups.Count).Where(i => groups[i].Writes.Overlaps(reads)).ToList();
                writers.ForEach(w => Join(apart, w, writers[0]));
            }
        }

        return Enumerable.Range(0, threads.Count).Select(i => Root(apart, i)).Distinct().Count() == threads.Count;
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

    private (CellSet Writes, CellSet Touches) Group(IEnumerable<int> actions)
    {
        var (writes, touches) = (new CellSet(_facts.Cells.Count), new CellSet(_facts.Cells.Count));
        foreach (var footprint in actions.Select(a => _facts.Footprints[a]))
        {
            writes.Add(footprint.Writes);
            touches.Add(footprint.Writes);
            touches.Add(footprint.GuardReads);
            touches.Add(footprint.BodyReads);
        }

        return (writes, touches);
    }

    private static int Root(int[] parts, int i) => parts[i] == i ? i : Root(parts, parts[i]);

    private static void Join(int[] parts, int i, int k) => parts[Root(parts, i)] = Root(parts, k);

    private ulong Falsifies(MachineAction action)
    {
        var mask = 0UL;
        for (var p = 0; p < _model.Properties.Length; p++)
        {
            var isFault = _model.Properties[p].Kind is PropertyKind.Range or PropertyKind.Overflow or PropertyKind.Index;
            var may = isFault
                ? MayFault(action) || _goals.Any(g => g?.MayFaultOtherwise(action.Id) == true)
                : _goals[p]?.MayBeEnabledBy(action.Id) == true
                    || action.Nodes.Any(n => n is Assert a && a.Property == p && a.Condition is not Literal { Value: BoolValue { IsTrue: true } });
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
