using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Nodes;
using Explorer.Machines.Values;

namespace Explorer.Reporting.Story;

/// <summary>
/// Goes through one execution of one step again, the one that a trace took, and notes for every local from which parts
/// of the state it was computed. It follows the same nodes as the interpreter and counts outcomes in the same order;
/// the caller compares where it ends with the trace, and tells no story if the two differ.
/// </summary>
internal sealed class StepReenactment
{
    private readonly EvidenceCollector _collector;
    private readonly ImmutableArray<Node> _nodes;
    private int _outcomesToPass;

    private StepReenactment(EvidenceCollector collector, TraceStep step)
    {
        _collector = collector;
        _nodes = step.Action.Nodes;
        _outcomesToPass = step.Choice;
    }

    /// <summary>An assertion that failed on the way, and the moment in which it did.</summary>
    /// <param name="Reads">The shared parts that its condition read.</param>
    public readonly record struct Failure(Assert Assertion, Moment Moment, ImmutableArray<Evidence> Reads);

    /// <summary>A part of a shared variable that was assigned, and the shared parts from which its value was computed.</summary>
    public readonly record struct Copy(string Target, ImmutableArray<Evidence> From);

    /// <summary>How far the step is, and what was done on the way.</summary>
    /// <param name="Reads">The shared parts on which values, places and the way taken depend.</param>
    public sealed record Progress(
        Moment Moment, ImmutableArray<Failure> Failures, ImmutableArray<Copy> Copies, ImmutableArray<Evidence> Reads)
    {
        public Progress Having(ImmutableArray<Evidence> reads) => this with { Reads = [.. Reads.Concat(reads).Distinct()] };
    }

    /// <summary>The step as it ended, or met its fault; null if no such execution was found.</summary>
    public static Progress? Of(TraceStep step, Moment start, EvidenceCollector collector) =>
        new StepReenactment(collector, step).Follow(0, new Progress(start, [], [], []));

    private Progress? Follow(int index, Progress progress)
    {
        try
        {
            for (var node = _nodes[index]; ; node = _nodes[index])
            {
                switch (node)
                {
                    case Assign n:
                        progress = Execute(n, progress);
                        index = n.Next;
                        break;
                    case Branch n:
                        progress = progress.Having(OriginsOf(n.Condition, progress.Moment));
                        index = progress.Moment.IsTrue(n.Condition) ? n.WhenTrue : n.WhenFalse;
                        break;
                    case Assert n:
                        progress = Check(n, progress);
                        index = n.Next;
                        break;
                    case Await n when progress.Moment.IsTrue(n.Condition):
                        progress = progress.Having(OriginsOf(n.Condition, progress.Moment));
                        index = n.Next;
                        break;
                    default:
                        return EndOrChoose(node, progress);
                }
            }
        }
        catch (FaultException)
        {
            return Passed(progress);
        }
    }

    private Progress? EndOrChoose(Node node, Progress progress) => node switch
    {
        Choose n => Candidates(n, progress.Moment).Select(v => Draw(n, v, progress)).FirstOrDefault(end => end is not null),
        Either n => n.Branches.Select(b => Follow(b, progress)).FirstOrDefault(end => end is not null),
        Leave => Passed(progress),
        _ => null,
    };

    private Progress? Passed(Progress progress) => _outcomesToPass-- == 0 ? progress : null;

    private Progress? Draw(Choose node, Value value, Progress progress)
    {
        var origins = node.Set is null ? [] : OriginsOf(node.Set, progress.Moment);
        var drawn = progress.Having(origins) with { Moment = progress.Moment.With(node.Target, value, origins) };
        try
        {
            return node.Condition is null || drawn.Moment.IsTrue(node.Condition) ? Follow(node.Next, drawn) : null;
        }
        catch (FaultException)
        {
            return Passed(progress);
        }
    }

    private static IEnumerable<Value> Candidates(Choose node, Moment moment)
    {
        var mask = node.Set is null ? ulong.MaxValue : ((SetValue)moment.Evaluate(node.Set)).Mask;
        var count = (long)node.Target.Type.Cardinality;
        for (var i = 0; i < count; i++)
        {
            if (node.Set is null || (mask >> i & 1) != 0)
            {
                yield return ValueOrder.At(node.Target.Type, i);
            }
        }
    }

    private Progress Check(Assert node, Progress progress) => progress.Moment.IsTrue(node.Condition)
        ? progress
        : progress with
        {
            Failures = progress.Failures.Add(new Failure(node, progress.Moment, OriginsOf(node.Condition, progress.Moment))),
        };

    private Progress Execute(Assign node, Progress progress)
    {
        var moment = progress.Moment;
        var place = node.Target;
        var whole = place.Variable is { } v ? moment.State.Variables[v.Index] : moment.Locals[place.Local!].Value;
        var path = Replacement.PathTo(place, whole, moment);
        var changed = Replacement.Of(whole, path, moment.Evaluate(node.Value));
        var origins = OriginsOf(node.Value, moment);
        var indices = place.Path.OfType<ElementStep>().SelectMany(s => OriginsOf(s.Index, moment));
        progress = progress.Having([.. origins, .. indices]);
        if (place.Variable is { } variable)
        {
            var target = StatePart.Of(variable).Along(path, whole);
            return progress with { Moment = moment.With(variable, changed), Copies = progress.Copies.Add(new Copy(target.Name, origins)) };
        }

        return progress with
        {
            Moment = moment.With(
                place.Local!, changed, path.Length == 0 ? origins : moment.Locals[place.Local!].Origins.AddRange(origins)),
        };
    }

    // A local passed on keeps the origins of the local that it comes from.
    private ImmutableArray<Evidence> OriginsOf(Expression value, Moment moment) =>
        [.. _collector.Reads(value, moment).SelectMany(e => e.SetAt is null ? e.Origins : [e]).Distinct()];
}
