using System;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Values;
using Explorer.Reporting.Story;

namespace Explorer.Browser.Tests;

/// <summary>The life of an entry as its author knows it: which part it is, what it copies, what overwrites it.</summary>
internal sealed record HandmadeEntry(string Name, string Value, string Source, string Overwritten, string? Deferred, string Waiting)
{
    public StaleEntry Of(Trace trace)
    {
        var filled = Enumerable.Range(1, trace.Steps.Length)
            .FirstOrDefault(i => trace.Steps[i - 1].Changes.Any(c => c.Name == Name && ElementOf(c.After) is not null && ElementOf(c.Before) is null));
        var variable = trace.Model.Variables.FirstOrDefault(v => v.Name == Name.Split('[', '@')[0]);
        ImmutableArray<Deferral> deferrals = Deferred is null || StepChanging(trace, Deferred, filled) is not { } step
            ? []
            : [new Deferral(Deferred, trace.Steps[step - 1].Changes.First(c => c.Name == Deferred).After, step, [Waiting])];
        return new StaleEntry(
            Name, variable?.Index ?? -1, ValueIn(trace, filled), filled, Source, StepChanging(trace, Source, filled),
            StepChanging(trace, Overwritten, filled), trace.Steps.Length, deferrals);
    }

    private Value ValueIn(Trace trace, int filled) => filled > 0
        ? ElementOf(trace.Steps[filled - 1].Changes.First(c => c.Name == Name).After)!
        : trace.Steps.SelectMany(s => s.Changes).Where(c => c.Name == Name).Select(c => ElementOf(c.Before)).First(v => v is not null)!;

    private Value? ElementOf(Value whole) => whole is SetValue set
        ? Enumerable.Range(0, 64).Where(i => (set.Mask >> i & 1) != 0).Select(i => ValueOrder.At(set.Type.Element, i))
            .FirstOrDefault(v => v.Display == Value)
        : whole.Display == Value ? whole : null;

    private static int? StepChanging(Trace trace, string part, int after)
    {
        var step = Enumerable.Range(after + 1, trace.Steps.Length - after)
            .FirstOrDefault(i => trace.Steps[i - 1].Changes.Any(c => c.Name == part || c.Name.StartsWith(part + ".", StringComparison.Ordinal)));
        return step == 0 ? null : step;
    }
}
