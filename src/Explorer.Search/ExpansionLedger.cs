using System;
using Explorer.Core.Systems;

namespace Explorer.Search;

/// <summary>Keeps account of expansions: how many steps were fired, which of them violate a property by themselves, and
/// whether the source is a deadlock. The searching loop counts the firings that have a successor by itself.</summary>
internal sealed unsafe class ExpansionLedger : IDisposable
{
    private readonly PropertyFindings _findings;
    private readonly DeadlockCheck _deadlocks;

    public ExpansionLedger(ITransitionSystem system, PropertyFindings findings)
    {
        _findings = findings;
        _deadlocks = new DeadlockCheck(system);
        Firings = new long[system.Actions.Length];
    }

    /// <summary>Steps fired.</summary>
    public long Transitions { get; private set; }

    /// <summary>Steps fired that a fault kept from ending.</summary>
    public long Faults { get; private set; }

    /// <summary>For each action how often it was fired.</summary>
    public long[] Firings { get; }

    /// <summary>Takes note of the expansion of a state of the given depth.</summary>
    public void Note(ulong* state, SuccessorBuffer successors, int depth)
    {
        Transitions += successors.Count + successors.FaultCount;
        if (successors.HasViolations)
        {
            NoteViolations(successors, depth);
        }

        if ((_findings.Open & ~_findings.GivenUp & _findings.Deadlock) != 0)
        {
            NoteDeadlock(state, successors, depth);
        }
    }

    public void Dispose() => _deadlocks.Dispose();

    private void NoteViolations(SuccessorBuffer successors, int depth)
    {
        Faults += successors.FaultCount;
        var violations = successors.Violations;
        for (var i = 0; i < violations.Count; i++)
        {
            _findings.Record(violations[i].Violations, depth + 1);
            if (violations[i].Index < 0)
            {
                Firings[violations[i].Action]++;
            }
        }
    }

    private void NoteDeadlock(ulong* state, SuccessorBuffer successors, int depth)
    {
        switch (_deadlocks.Judge(state, successors))
        {
            case DeadlockAnswer.IsDeadlock:
                _findings.Record(_findings.Deadlock, depth);
                break;
            case DeadlockAnswer.Undecided:
                _findings.GiveUp(_findings.Deadlock);
                break;
        }
    }
}
