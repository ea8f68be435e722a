using System.Collections.Generic;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Language;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Smt.Proofs;
using Explorer.TestKit;
using Explorer.Smt.Solving;
using Xunit;

namespace Explorer.Smt.Tests;

public class InvariantProverTests
{
    public InvariantProverTests() => Assert.SkipUnless(Z3Library.IsAvailable, Z3Library.HowToInstall);

    private static readonly ProofOptions Options = new() { Workers = 1, Samples = 10, WalkedStates = 50 };

    // Few samples, so that little is decided by what was explored.
    [Theory]
    [InlineData(0, 120)]
    public void What_is_proved_holds_in_generated_models_and_what_is_said_of_states_is_true(int first, int count)
    {
        var (proved, refuted) = (0, 0);
        for (var seed = first; seed < first + count; seed++)
        {
            var model = MachineModelGenerator.Generate(seed);
            if (Reachable(model, limit: 200) is not { } states)
            {
                continue;
            }

            var violated = Violated(model, states);
            foreach (var proof in Prove(model, Options))
            {
                var property = model.Properties.IndexOf(proof.Property);
                switch (proof.Outcome)
                {
                    case ProofOutcome.Proved:
                        proved++;
                        Assert.True((violated >> property & 1) == 0, $"seed {seed}: {proof.Property.Name} is proved, and violated");
                        break;
                    case ProofOutcome.Refuted:
                        refuted++;
                        Check(proof.Broken!, states, $"seed {seed}: {proof.Property.Name}");
                        break;
                }
            }
        }

        Assert.True(proved > 50, $"only {proved} proofs");
        Assert.True(refuted > 10, $"only {refuted} refutations");
    }

    [Fact]
    public void A_longer_induction_needs_good_states_at_the_start()
    {
        // Two good states in a row are always followed by a third, but the second step from the start is bad.
        const string Source = """
            var x : 0..40 = 0;
            rule a when x == 0  { x = 20; }
            rule b when x == 20 { x = 40; }
            invariant low: x < 40;
            """;
        var proof = Assert.Single(Prove(Load(Source), Options), p => p.Property.Name == "low");
        Assert.Equal(ProofOutcome.Refuted, proof.Outcome);
        Assert.Equal(Reachability.Reachable, proof.Broken!.IsReachable);
        Assert.Null(proof.Broken.Action);
    }

    [Fact]
    public void Deadlock_is_proved_where_something_can_always_happen()
    {
        var proofs = Prove(Load("var x : 0..1 = 0;\nthread t { loop { x = 1; x = 0; } }\ninvariant p: x < 2;"), Options);
        Assert.Equal(ProofOutcome.Proved, proofs.Single(p => p.Property.Kind == PropertyKind.Deadlock).Outcome);
    }

    [Fact]
    public void A_limit_bounds_what_is_proved()
    {
        const string Source = "var x : 0..40 = 0;\nrule up when x < 40 { x += 1; }\nlimit x < 20;\ninvariant low: x <= 20;";
        var low = Prove(Load(Source), Options).Single(p => p.Property.Name == "low");
        Assert.Equal((ProofOutcome.Proved, 1), (low.Outcome, low.Steps));
        var without = Prove(Load(Source.Replace("limit x < 20;\n", "")), Options).Single(p => p.Property.Name == "low");
        Assert.Equal(ProofOutcome.Refuted, without.Outcome);
    }

    [Fact]
    public void The_lemmas_of_a_proof_are_enough_for_it()
    {
        const string Source = """
            var a : 0..40 = 0;
            var b : 0..40 = 0;
            rule both when a < 40 { a += 1; b += 1; }
            rule back { a = 0; b = 0; }
            lemma same: a == b;
            lemma idle: a >= 0;
            invariant never: a != 7 || b == 7;
            """;
        var never = Prove(Load(Source), Options).Single(p => p.Property.Name == "never");
        Assert.Equal(ProofOutcome.Proved, never.Outcome);
        Assert.Equal(["same"], never.Lemmas.AsEnumerable());
    }

    private static System.Collections.Immutable.ImmutableArray<PropertyProof> Prove(MachineModel model, ProofOptions options) => InvariantProver.Prove(
        model, [.. Enumerable.Range(0, model.Properties.Length)], options, TestContext.Current.CancellationToken).Proofs;

    private static void Check(BrokenInduction broken, HashSet<MachineState> states, string what)
    {
        if (broken.IsReachable != Reachability.NotKnown)
        {
            Assert.True(states.Contains(broken.State) == (broken.IsReachable == Reachability.Reachable), what);
        }
    }

    // The reachable states, of which those beyond the limit are not expanded; null if there are too many.
    private static HashSet<MachineState>? Reachable(MachineModel model, int limit)
    {
        var interpreter = new Interpreter(model);
        var seen = new HashSet<MachineState>(interpreter.InitialOutcomes().Select(o => o.State).OfType<MachineState>());
        var waiting = new Queue<MachineState>(seen);
        while (waiting.TryDequeue(out var state))
        {
            foreach (var next in Steps(interpreter, state).Select(o => o.State).OfType<MachineState>().Where(seen.Add))
            {
                waiting.Enqueue(next);
            }

            if (seen.Count > limit)
            {
                return null;
            }
        }

        return seen;
    }

    private static IEnumerable<Outcome> Steps(Interpreter interpreter, MachineState state) =>
        interpreter.IsWithinLimit(state) ? interpreter.Successors(state).Select(s => s.Outcome) : [];

    private static ulong Violated(MachineModel model, HashSet<MachineState> states)
    {
        var interpreter = new Interpreter(model);
        var violated = interpreter.InitialOutcomes().Aggregate(0UL, (bits, o) => bits | o.Violations);
        foreach (var state in states)
        {
            violated |= interpreter.EvaluateState(state);
            violated |= Steps(interpreter, state).Aggregate(0UL, (bits, o) => bits | o.Violations);
            violated |= model.BuiltIn(PropertyKind.Deadlock) is >= 0 and var deadlock && interpreter.IsDeadlock(state) ? 1UL << deadlock : 0;
        }

        return violated;
    }

    private static MachineModel Load(string source)
    {
        var loaded = ModelFile.FromText(source).Bind(ModelSettings.None);
        Assert.Empty(loaded.Diagnostics);
        return loaded.Build();
    }
}
