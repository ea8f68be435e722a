using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.Machines.Workloads;

namespace Explorer.Generation;

/// <summary>The workloads of a model under some settings: which there are, and which of them are the same but for names.</summary>
public sealed class WorkloadSpace
{
    private readonly WorkloadShape _workloads;

    public WorkloadSpace(MachineModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _workloads = model.Workload ?? throw new ArgumentException("the model has no workload", nameof(model));
        Calls = [.. Enumerable.Range(0, _workloads.Operations.Length).SelectMany(CallsOf)];
        Symmetry = new WorkloadSymmetry(model, this);
    }

    /// <summary>How many programs a workload has.</summary>
    public int Programs => _workloads.Programs;

    /// <summary>Most calls in a program.</summary>
    public int Each => _workloads.Each;

    /// <summary>Every call that a program can make, in order.</summary>
    public ImmutableArray<WorkloadCall> Calls { get; }

    /// <summary>Most calls that a workload can have.</summary>
    public int LargestSize => _workloads.Operations.All(o => o.IsOnce)
        ? Math.Min(Programs * Each, _workloads.Operations.Length)
        : Programs * Each;

    /// <summary>The renamings that make one workload of another.</summary>
    public WorkloadSymmetry Symmetry { get; }

    /// <summary>The workload in which nobody does anything.</summary>
    public Workload Empty => new([.. Enumerable.Repeat(ImmutableArray<WorkloadCall>.Empty, Programs)]);

    internal WorkloadShape Description => _workloads;

    /// <summary>May the operation occur only once?</summary>
    public bool IsOnce(int operation) => _workloads.Operations[operation].IsOnce;

    /// <summary>The types of an operation's drawn arguments.</summary>
    public ImmutableArray<FieldInfo> ArgumentsOf(int operation) => _workloads.Fields(operation);

    /// <summary>Is it a workload of this model: within its bounds, and with no operation twice that may occur once?</summary>
    public bool Contains(Workload workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        return workload.Programs.Length == Programs && workload.Programs.All(p => p.Length <= Each)
            && workload.Calls.All(Contains)
            && workload.Calls.Where(c => IsOnce(c.Operation)).GroupBy(c => c.Operation).All(g => g.Count() == 1);
    }

    /// <summary>What the model's variable holds for a workload.</summary>
    public Value ValueOf(Workload workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        var type = (ArrayType)_workloads.Program.Type;
        return new ArrayValue(type, [.. workload.Programs.Select(p => ValueOf(p, (ArrayType)type.Element))]);
    }

    private ArrayValue ValueOf(ImmutableArray<WorkloadCall> program, ArrayType type)
    {
        var none = new EnumValue(_workloads.Call, 0, []);
        return new ArrayValue(type, [.. Enumerable.Range(0, Each).Select(i => i < program.Length ? ValueOf(program[i]) : none)]);
    }

    /// <summary>A call as a value of the model.</summary>
    public EnumValue ValueOf(WorkloadCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var fields = _workloads.Fields(call.Operation);
        return new EnumValue(_workloads.Call, call.Operation + 1, [.. fields.Zip(call.Arguments, (f, a) => ValueOrder.At(f.Type, a))]);
    }

    private bool Contains(WorkloadCall call)
    {
        if (call.Operation < 0 || call.Operation >= _workloads.Operations.Length)
        {
            return false;
        }

        var fields = _workloads.Fields(call.Operation);
        return fields.Length == call.Arguments.Length
            && fields.Zip(call.Arguments).All(p => p.Second >= 0 && p.Second < p.First.Type.Cardinality);
    }

    private IEnumerable<WorkloadCall> CallsOf(int operation)
    {
        IEnumerable<ImmutableArray<int>> arguments = [[]];
        foreach (var field in _workloads.Fields(operation))
        {
            arguments = arguments.SelectMany(a => Enumerable.Range(0, (int)field.Type.Cardinality).Select(a.Add)).ToList();
        }

        return arguments.Select(a => new WorkloadCall(operation, a));
    }
}
