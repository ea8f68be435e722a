using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Explorer.Machines.Values;

namespace Explorer.Machines.Traces;

/// <summary>
/// What a step is, whatever its place in the trace and whatever identities are called: who takes it, which statement it is,
/// what it draws, what it reads and what it changes. Reading tells the arguments of the call that it is part of.
/// </summary>
internal sealed class StepLabel
{
    // Orders of identities that are new and have no order of their own.
    private const int MostOrders = 720;

    private readonly ImmutableArray<Value> _ordered;
    private readonly ImmutableArray<TouchedPart> _touched;

    public StepLabel(TraceEvent taken, MachineModel model)
    {
        var (step, machine) = (taken.Step, taken.Machine);
        List<string> names =
        [
            // A rule's step is named by its arguments, too.
            machine.Template, .. step.Action.Headings, machine.Kind == MachineKind.Rule ? "" : step.Action.Name, Place(step.Action), .. step.Chosen.Select(c => c.Name),
            .. step.Violations.Select(v => model.Properties[v].Name), .. step.Fault is { } fault ? [fault.Kind.ToString()] : System.Array.Empty<string>(),
        ];
        Name = string.Join('\n', names);
        _ordered = [.. machine.Arguments, .. step.Chosen.Select(c => c.Value)];
        _touched = [.. TouchedPart.Reads(taken, model).Concat(TouchedPart.Changes(taken, model))];
    }

    /// <summary>What of it no renaming changes.</summary>
    public string Name { get; }

    /// <summary>Ways to go on naming identities when the step comes next: the first free name goes to what occurs first, and
    /// where that has no order every order is a way.</summary>
    /// <param name="isComplete">False: there are too many, and only some were given.</param>
    public ImmutableArray<IdentityNaming> Namings(IdentityNaming naming, out bool isComplete)
    {
        var known = naming.With(_ordered.SelectMany(v => naming.In(v, true)));
        var rest = _ordered.Concat(_touched.SelectMany(t => t.Values)).SelectMany(v => naming.In(v, false))
            .Where(i => !known.Knows(i)).Distinct().ToImmutableArray();
        ImmutableArray<IdentityNaming> namings = [.. Orders(rest).Take(MostOrders + 1).Select(o => known.With(o))];
        isComplete = namings.Length <= MostOrders;
        return isComplete ? namings : namings[..MostOrders];
    }

    /// <summary>The rest of it, with the names given.</summary>
    public string Text(IdentityNaming naming) =>
        naming.TextOf(_ordered) + IdentityNaming.Sorted(_touched.Select(t => $"{t.Use} {t.Name} {naming.TextOf(t.Values)}").Distinct());

    private static string Place(MachineAction action) =>
        string.Create(CultureInfo.InvariantCulture, $"{action.Span.Source.Path}:{action.Span.Start}");

    // Types do not mix: each order of one with each order of the others.
    private static IEnumerable<ImmutableArray<IdentityValue>> Orders(ImmutableArray<IdentityValue> identities)
    {
        IEnumerable<ImmutableArray<IdentityValue>> orders = [[]];
        foreach (var type in identities.GroupBy(i => i.Type))
        {
            orders = orders.SelectMany(o => Permutations([.. type]).Select(p => o.AddRange(p)));
        }

        return orders;
    }

    private static IEnumerable<ImmutableArray<IdentityValue>> Permutations(ImmutableArray<IdentityValue> rest) => rest.IsEmpty
        ? [[]]
        : rest.SelectMany(first => Permutations(rest.Remove(first)).Select(p => p.Insert(0, first)));
}
