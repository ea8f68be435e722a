using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Nodes;
using Explorer.Machines.Values;

namespace Explorer.Machines.Workloads;

/// <summary>
/// Where runs of any workload of a model begin. There are too many workloads to list an initial state for each; but where a
/// thread begins depends on its own program only, and mostly on the first call, so that few initial states differ in
/// anything but the programs that they hold. Of those that differ in nothing else one is here, with programs drawn at random.
/// A statement that says nothing of programs, and holds in these states, holds in the initial states of all workloads.
/// </summary>
/// <param name="States">Each is an initial state of a workload, but that calls which may occur once can occur twice in it.</param>
/// <param name="IsComplete">Whether every initial state of every workload is there, but for the programs.</param>
public sealed record WorkloadStarts(ImmutableArray<MachineState> States, bool IsComplete)
{
    private const int MostStates = 4096;
    private const int MostPrograms = 20_000;

    /// <exception cref="ArgumentException">The model has no workload.</exception>
    public static WorkloadStarts Of(MachineModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var workloads = model.Workload ?? throw new ArgumentException("the model has no workload", nameof(model));
        var interpreter = new Interpreter(model);
        var before = interpreter.BeforeStarts().Select(o => o.State).OfType<MachineState>().ToList();
        if (!AreApart(model, workloads) || ProgramsOf(workloads) is not { } programs)
        {
            return new([], false);
        }

        var states = ImmutableArray.CreateBuilder<MachineState>();
        foreach (var state in before)
        {
            var started = new Starter(model, workloads, interpreter, programs).Of(state);
            states.AddRange(started.Take(MostStates + 1 - states.Count));
        }

        return states.Count > MostStates ? new(states.ToImmutable()[..MostStates], false) : new(states.ToImmutable(), true);
    }

    // The start of a thread reads no program but its own, and writes no variable: so none of them depends on another.
    private static bool AreApart(MachineModel model, WorkloadShape workloads)
    {
        var steps = new WorkloadSteps(model);
        var own = Enumerable.Range(0, workloads.Programs).ToDictionary(steps.ThreadOf);
        return !own.ContainsKey(-1) && model.InitialNodes.All(n => ReadsOnly(n, workloads, null))
            && model.Machines.All(m => m.StartNodes.All(n => n is not Assign { Target.Variable: not null }
                && ReadsOnly(n, workloads, own.TryGetValue(m.Index, out var program) ? program : null)));
    }

    // Of the variable with the programs a node reads the calls of one program; null: nothing.
    private static bool ReadsOnly(Node node, WorkloadShape workloads, int? program)
    {
        return ExpressionTree.Expressions(node).All(Reads);

        bool Reads(Expression e) => e switch
        {
            ElementRead { Array: VariableRead { Variable: var v }, Index: Literal index } when v == workloads.Program =>
                program is { } own && index.Value.Equals(ValueOrder.At(workloads.Owner, own)),
            VariableRead { Variable: var v } => v != workloads.Program,
            _ => ExpressionTree.Children(e).All(Reads),
        };
    }

    // Null: too many.
    private static List<ArrayValue>? ProgramsOf(WorkloadShape workloads)
    {
        var type = (Types.ArrayType)((Types.ArrayType)workloads.Program.Type).Element;
        var (none, calls) = (ValueOrder.At(workloads.Call, 0), (long)workloads.Call.Cardinality);
        if (Enumerable.Range(0, workloads.Each + 1).Sum(n => Math.Pow(calls - 1, n)) > MostPrograms)
        {
            return null;
        }

        IEnumerable<ImmutableArray<Value>> programs = [[]];
        var all = programs.ToList();
        for (var length = 1; length <= workloads.Each; length++)
        {
            programs = programs.SelectMany(p => Enumerable.Range(1, (int)calls - 1).Select(c => p.Add(ValueOrder.At(workloads.Call, c)))).ToList();
            all.AddRange(programs);
        }

        return all.ConvertAll(p => new ArrayValue(type, [.. p, .. Enumerable.Repeat(none, workloads.Each - p.Length)]));
    }

    private sealed class Starter(MachineModel model, WorkloadShape workloads, Interpreter interpreter, List<ArrayValue> programs)
    {
        private readonly int _variable = model.Variables.IndexOf(workloads.Program);
        private readonly Random _random = new(5);

        public IEnumerable<MachineState> Of(MachineState before)
        {
            IEnumerable<MachineState> states = [before];
            var steps = new WorkloadSteps(model);
            var owners = Enumerable.Range(0, workloads.Programs).ToDictionary(steps.ThreadOf);
            foreach (var machine in model.Machines.Where(m => !m.StartNodes.IsEmpty))
            {
                var starts = owners.TryGetValue(machine.Index, out var program)
                    ? programs.Select(p => (Program: p, Status: Started(machine, With(before, program, p)))).ToList()
                    : [(Program: programs[0], Status: Started(machine, before))];
                var different = starts.Where(s => s.Status is not null).GroupBy(s => Key(s.Status!)).Select(g => g.ToList()).ToList();
                states = states.SelectMany(s => different.Select(d =>
                {
                    var drawn = d[_random.Next(d.Count)];
                    var with = s with { Machines = s.Machines.SetItem(machine.Index, drawn.Status!) };
                    return owners.ContainsKey(machine.Index) ? With(with, program, drawn.Program) : with;
                }));
            }

            return states;
        }

        // Null: the start meets a fault.
        private MachineStatus? Started(Machine machine, MachineState before) =>
            interpreter.AfterStart(machine, before).Select(o => o.State?.Machines[machine.Index]).FirstOrDefault();

        private MachineState With(MachineState state, int program, Value calls)
        {
            var all = (ArrayValue)state.Variables[_variable];
            return state with { Variables = state.Variables.SetItem(_variable, all with { Elements = all.Elements.SetItem(program, calls) }) };
        }

        private static string Key(MachineStatus status) => $"{status.Location}/{string.Join('/', status.Locals.Select(l => l.Display))}";
    }
}
