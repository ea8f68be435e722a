using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;
using Explorer.Reporting.Diagrams;

namespace Explorer.Reporting.Story;

/// <summary>
/// Finds, among what decided a violation, an entry that outlived what it was copied from. An entry is a part of the state in
/// which an identity occurs (a page, say), and through which another part was read that belongs to that identity (the page's
/// content). Its source is the part that the filling step read and in which the identity occurred as well; if the entry has
/// been there from the start, a part with the same last index. It is stale if the source has lost the identity since.
/// Nothing here knows what a TLB is; a copy in a page cache or in a thread's own variable is found the same way.
/// </summary>
internal sealed class StaleEntryFinder
{
    private readonly Trace _trace;
    private readonly ImmutableArray<FlatState> _states;
    private readonly bool _readsAfter;
    private readonly ImmutableArray<StepReenactment.Progress> _steps;

    private StaleEntryFinder(Trace trace, ImmutableArray<StepReenactment.Progress> steps, bool isOfState)
    {
        _readsAfter = isOfState;
        _trace = trace;
        _steps = steps;
        _states =
        [
            FlatState.Of(trace.Model, trace.InitialState!),
            .. trace.Steps.Where(s => s.State is not null).Select(s => FlatState.Of(trace.Model, s.State!)),
        ];
    }

    /// <param name="isOfState">Whether it is a state that violates, and not the last step.</param>
    /// <param name="tooLate">The step after which the last one was bound to violate, if that is known.</param>
    public static StaleEntry? Find(Trace trace, Reason reason, bool isOfState, int? tooLate)
    {
        if (trace.InitialState is null || Reenactment.Of(trace) is not { } steps)
        {
            return null;
        }

        var evidence = reason.Evidence.SelectMany(e => e.SetAt is null ? e.Origins : [e]).Distinct().ToList();
        return new StaleEntryFinder(trace, steps, isOfState).Find(evidence, tooLate);
    }

    private StaleEntry? Find(List<Evidence> evidence, int? tooLate)
    {
        foreach (var entry in evidence.Where(e => Before(e)[e.Name] is { IsGhost: false }))
        {
            foreach (var (identity, readThrough) in Uses(entry, evidence))
            {
                var filled = FirstStepWith(entry.Name, identity, LastBefore(entry));
                if (SourceOf(entry, identity, filled) is var (source, outdated))
                {
                    return Describe(entry, identity, filled, source, outdated, readThrough, tooLate);
                }
            }
        }

        return null;
    }

    // A condition on states reads in the state after its step, a step in the one before it.
    private int LastBefore(Evidence entry) => System.Math.Clamp(_readsAfter ? entry.ReadAt : entry.ReadAt - 1, 0, _states.Length - 1);

    private FlatState Before(Evidence evidence) => _states[LastBefore(evidence)];

    /// <summary>The identities in an entry, each with a part that belongs to it and decided the violation; those with such a
    /// part first, and the others only if there is none.</summary>
    private IEnumerable<(IdentityValue Identity, NamedPart? ReadThrough)> Uses(Evidence entry, List<Evidence> evidence)
    {
        var identities = NamedPart.Identities(entry.Value).Distinct().ToList();
        var others = evidence.Where(e => e.Name != entry.Name).Select(e => Before(e)[e.Name]).OfType<NamedPart>().ToList();
        var used = identities
            .Select(i => (Identity: i, ReadThrough: others.Find(o => o.Indices.Contains(i))))
            .Where(u => u.ReadThrough is not null).ToList();
        return used.Count == 0 ? identities.Select(i => (i, (NamedPart?)null)) : used;
    }

    /// <summary>The step since which an identity has been in a part until a state, 0 for the start.</summary>
    private int FirstStepWith(string name, IdentityValue identity, int until)
    {
        var step = until;
        while (step > 0 && _states[step - 1][name] is { } part && part.Mentions(identity))
        {
            step--;
        }

        return step;
    }

    private (NamedPart Source, int Outdated)? SourceOf(Evidence entry, IdentityValue identity, int filled)
    {
        foreach (var source in Copied(entry, filled).Concat(Alike(entry, filled)))
        {
            if (source.Mentions(identity) && OutdatedAt(source, identity, filled, LastBefore(entry)) is { } step)
            {
                return (source, step);
            }
        }

        return null;
    }

    // What the filling step computed the entry from.
    private IEnumerable<NamedPart> Copied(Evidence entry, int filled) => filled == 0
        ? []
        : _steps[filled - 1].Copies
            .Where(c => entry.Name.StartsWith(c.Target, System.StringComparison.Ordinal))
            .SelectMany(c => c.From)
            .Select(e => _states[filled][e.Name]).OfType<NamedPart>()
            .Where(p => p.Variable != Before(entry)[entry.Name]!.Variable);

    // What may have been copied before the start.
    private IEnumerable<NamedPart> Alike(Evidence entry, int filled)
    {
        var part = Before(entry)[entry.Name]!;
        return part.Indices.IsEmpty
            ? []
            : _states[filled].Parts.Where(p =>
                !p.IsGhost && p.Variable != part.Variable && !p.Indices.IsEmpty && p.Indices[^1].Equals(part.Indices[^1]));
    }

    private int? OutdatedAt(NamedPart source, IdentityValue identity, int filled, int last)
    {
        for (var step = filled + 1; step <= last; step++)
        {
            if (_states[step][source.Name] is not { } part || !part.Mentions(identity))
            {
                return step;
            }
        }

        return null;
    }

    private StaleEntry Describe(
        Evidence entry, IdentityValue identity, int filled, NamedPart source, int outdated, NamedPart? readThrough, int? tooLate)
    {
        var part = Before(entry)[entry.Name]!;
        var cpu = part.Indices.OfType<IdentityValue>().FirstOrDefault(i => i.Type == _trace.Model.CpuType)
            ?? CpuOf(entry.ReadAt);
        return new StaleEntry(
            entry.Name, VariableOf(part.Variable), identity, filled, source.Name, outdated,
            OverwrittenAt(readThrough, outdated, tooLate ?? LastBefore(entry)) ?? tooLate, entry.ReadAt,
            cpu is null ? [] : Deferrals(cpu, part.Variable, outdated, LastBefore(entry)));
    }

    private int VariableOf(string name) => _trace.Model.Variables.FirstOrDefault(v => v.Name == name)?.Index ?? -1;

    private IdentityValue? CpuOf(int step)
    {
        if (step == 0)
        {
            return null;
        }

        var machine = _trace.Model.Machines[_trace.Steps[step - 1].Action.Machine];
        var before = step == 1 ? _trace.InitialState! : _trace.Steps[step - 2].State!;
        return DiagramColumns.CpuOf(new Interpreter(_trace.Model), machine, before) as IdentityValue;
    }

    /// <summary>The last step before it was too late that wrote what is read through such entries: the same variable, of
    /// whatever identity.</summary>
    private int? OverwrittenAt(NamedPart? readThrough, int outdated, int last)
    {
        for (var step = last; readThrough is not null && step > outdated; step--)
        {
            if (_trace.Steps[step - 1].Changes.Any(c => NameOf(c) == readThrough.Variable))
            {
                return step;
            }
        }

        return null;
    }

    private string NameOf(StateChange change) =>
        change.Variable < 0 ? change.Name : _trace.Model.Variables[change.Variable].Name;

    /// <summary>Parts that have come to mention the CPU when or after the source was changed, by the same machine, and still
    /// do.</summary>
    private ImmutableArray<Deferral> Deferrals(IdentityValue cpu, string entryVariable, int outdated, int last)
    {
        var found = ImmutableArray.CreateBuilder<Deferral>();
        foreach (var part in _states[last].Parts.Where(p => !p.IsGhost && p.Variable != entryVariable && p.Mentions(cpu)))
        {
            var step = FirstStepWith(part.Name, cpu, last);
            if (step >= outdated && _trace.Steps[step - 1].Action.Machine == _trace.Steps[outdated - 1].Action.Machine)
            {
                found.Add(new Deferral(part.Name, part.Value, step, ReadersOf.Variable(_trace.Model, part.Variable)));
            }
        }

        return found.ToImmutable();
    }
}
