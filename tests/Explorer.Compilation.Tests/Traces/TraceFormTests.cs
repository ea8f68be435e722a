using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Compilation.Tests.Reduction;
using Explorer.Core.Systems;
using Explorer.Core.Verdicts;
using Explorer.Language;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Symmetry;
using Explorer.Machines.Traces;
using FsCheck;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Compilation.Tests.Traces;

/// <summary>Traces have one form exactly if they differ by names and by the order of independent steps.</summary>
public sealed class TraceFormTests
{
    private const int Steps = 7;

    // Each CPU has a word of its own, and there is a count for all.
    private const string Counters =
        """
        type Cpu = id(CPUS) as "CPU";
        param CPUS = 2 in 1..4;
        percpu var own : 0..1 = 0;
        var count : 0..9 = 0;
        thread t for c: Cpu on c { own = 1; atomic count += 1; }
        """;

    private const string Draws =
        """
        type Cpu = id(2) as "CPU";
        type Page = id(3) { zero } as "page";
        percpu var own : Page? = none;
        thread t for c: Cpu on c { "take" atomic { choose p in Page; own = p; } }
        """;

    private const string Sets =
        """
        type Cpu = id(3) as "CPU";
        type Page = id(3) as "page";
        var taken : set Page = {};
        var holder : [Page] Cpu? = none;
        thread t for c: Cpu on c { "take" atomic { choose p in Page where !(p in taken); taken += {p}; holder[p] = c; } }
        """;

    [Property(MaxTest = 100)]
    public void Renaming_identities_leaves_the_form(NonNegativeInt seed)
    {
        foreach (var (model, walk, trace) in Walks(seed.Get))
        {
            var form = TraceForm.Of(trace, "p");
            Assert.True(form.IsLeast);
            Assert.All(IdentityPermutation.All(model), r => Assert.Equal(form.Entries, TraceForm.Of(walk.Renamed(trace, r), "p").Entries));
        }
    }

    /// <summary>What is independent by the footprints of the actions, in which an array is one, is so in every execution.</summary>
    [Property(MaxTest = 100)]
    public void Exchanging_independent_steps_leaves_the_form(NonNegativeInt seed)
    {
        foreach (var (model, walk, trace) in Walks(seed.Get))
        {
            var footprints = FootprintAnalysis.Of(model);
            foreach (var i in Neighbours(trace).Where(i => AreIndependent(footprints, trace, i)))
            {
                // With the same draws each step does what it did.
                var exchanged = walk.Exchanged(trace, i).First(t =>
                    t.Steps.Length == trace.Steps.Length && TraceWalk.Last(t).Equals(TraceWalk.Last(trace))
                    && t.Steps[i].Chosen.SequenceEqual(trace.Steps[i + 1].Chosen) && t.Steps[i + 1].Chosen.SequenceEqual(trace.Steps[i].Chosen));
                Assert.Equal(TraceForm.Of(trace, "p"), TraceForm.Of(exchanged, "p"));
            }
        }
    }

    /// <summary>Traces that end in states which no renaming makes equal have different forms: exchanging steps that depend on each
    /// other, or drawing or writing something else, changes the form.</summary>
    [Property(MaxTest = 100)]
    public void Other_effects_have_another_form(NonNegativeInt seed)
    {
        foreach (var (model, walk, trace) in Walks(seed.Get))
        {
            var (form, renamings) = (TraceForm.Of(trace, "p"), IdentityPermutation.All(model));
            var others = Neighbours(trace).SelectMany(i => walk.Exchanged(trace, i))
                .Concat(walk.WithAnotherEnd(trace));
            foreach (var other in others)
            {
                var isRenamed = renamings.Any(r =>
                    r.Apply(TraceWalk.Last(trace)).Variables.SequenceEqual(TraceWalk.Last(other).Variables));
                Assert.True(isRenamed || !form.Equals(TraceForm.Of(other, "p")), form.ToString());
            }
        }
    }

    [Fact]
    public void Forms_are_equal_by_their_steps_and_the_property()
    {
        var trace = Complete(Counters).First();
        Assert.Equal(TraceForm.Of(trace, "p"), TraceForm.Of(trace, "p"));
        Assert.Equal(TraceForm.Of(trace, "p").GetHashCode(), TraceForm.Of(trace, "p").GetHashCode());
        Assert.NotEqual(TraceForm.Of(trace, "p"), TraceForm.Of(trace, "q"));
    }

    /// <summary>All complete traces of small models, and how many of them are different.</summary>
    [Theory]
    // 4!/(2! 2!) orders; the CPUs count one after the other, which of the two is a matter of names.
    [InlineData(Counters, 6, 1)]
    // 2 orders, 3 * 3 draws: zero and zero, zero and another, twice another one, two other ones.
    [InlineData(Draws, 18, 4)]
    // 3! orders, 3! pages.
    [InlineData(Sets, 36, 1)]
    public void The_traces_of_small_models_are_counted(string text, int traces, int forms)
    {
        var all = Complete(text).ToList();
        Assert.Equal(traces, all.Count);
        var distinct = all.Select(t => TraceForm.Of(t, "p")).Distinct().ToList();
        Assert.All(distinct, f => Assert.True(f.IsLeast));
        Assert.Equal(forms, distinct.Count);
    }

    /// <summary>Two CPUs that write the same word in one order are not those that write it in the other, if they do not run the
    /// same.</summary>
    [Fact]
    public void The_order_of_steps_that_depend_on_each_other_counts()
    {
        const string Text = "var x : 0..2 = 0; var y : 0..2 = 0; thread a { x = 1; } thread b { x = 2; } thread c { y = 1; } thread d { y = 2; }";
        // Two orders for each of the words.
        var all = Complete(Text).ToList();
        Assert.Equal(24, all.Count);
        Assert.Equal(4, all.Select(t => TraceForm.Of(t, "p")).Distinct().Count());
    }

    // The first ones of neighbouring steps.
    private static IEnumerable<int> Neighbours(Trace trace) => Enumerable.Range(0, System.Math.Max(0, trace.Steps.Length - 1));

    private static bool AreIndependent(ImmutableArray<Footprint> footprints, Trace trace, int first)
    {
        var (one, other) = (footprints[trace.Steps[first].Action.Id], footprints[trace.Steps[first + 1].Action.Id]);
        return !one.MayWrite.Intersect(Touched(other)).Any() && !other.MayWrite.Intersect(Touched(one)).Any();
    }

    private static IEnumerable<int> Touched(Footprint footprint) => footprint.GuardReads.Concat(footprint.Reads).Concat(footprint.MayWrite);

    private static IEnumerable<(MachineModel Model, TraceWalk Walk, Trace Trace)> Walks(int seed)
    {
        if (ConcurrentModels.Of(seed) is { } model)
        {
            var walk = new TraceWalk(model);
            yield return (model, walk, walk.Random(seed, Steps));
        }
    }

    private static IEnumerable<Trace> Complete(string text)
    {
        var model = ModelFile.FromText(text).Bind(ModelSettings.None).Build();
        var (walk, interpreter) = (new TraceWalk(model), new Interpreter(model));
        return Follow(interpreter.InitialOutcomes()[0].State!, []);

        IEnumerable<Trace> Follow(MachineState state, ImmutableArray<ScheduledStep> steps) => walk.Next(state) is { Count: > 0 } next
            ? next.SelectMany(s => Follow(s.Outcome.State!, steps.Add(new(s.Action.Id, s.Choice))))
            : [walk.Replay(0, steps)];
    }
}
