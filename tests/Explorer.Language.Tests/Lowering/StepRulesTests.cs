using Xunit;

namespace Explorer.Language.Tests.Lowering;

/// <summary>The rules of "Steps", one by one, with counts made by hand. `seen` keeps variables shared: a variable that
/// only one machine of a model names is local to it.</summary>
public class StepRulesTests
{
    [Fact]
    public void Every_statement_on_shared_state_is_a_step()
    {
        // Two threads of 3 steps: (3+1)^2 = 16 states, each thread's 3 steps at 4 places of the other: 2*3*4 = 24.
        var found = Exploration.Of("thread a { skip; skip; skip; } thread b { skip; skip; skip; }");
        Assert.Equal((16, 24), (found.States, found.Transitions));
    }

    [Fact]
    public void Reading_and_writing_are_two_steps_and_lose_an_update()
    {
        // Stateright's increment has 13 states; with the dead copy reset after the write two end states are one.
        var found = Exploration.Of("""
            var x: 0..2 = 0;
            thread a { let t = x; x = t + 1; }
            thread b { let u = x; x = u + 1; }
            reachable lost: ended(a) && ended(b) && x == 1;
            """);
        Assert.Equal((12, 14), (found.States, found.Transitions));
        Assert.Equal(4, found.Found["lost"]);
    }

    [Fact]
    public void Atomic_makes_one_step_of_a_read_and_a_write()
    {
        // Each thread is before or after its only step: 2*2 states, 2*2 transitions.
        var found = Exploration.Of("""
            var x: 0..2 = 0;
            thread a { atomic x += 1; }
            thread b { atomic x += 1; }
            reachable both: x == 2;
            """);
        Assert.Equal((4, 4), (found.States, found.Transitions));
    }

    [Fact]
    public void A_check_and_the_act_on_it_are_two_steps()
    {
        // Before, after the check, after the act.
        var found = Exploration.Of("var x: 0..1 = 0; reachable seen: x == 1; thread a { if (x == 0) { x = 1; } }");
        Assert.Equal((3, 2), (found.States, found.Transitions));
    }

    [Fact]
    public void Local_work_runs_at_the_end_of_the_step_before_it()
    {
        // The sums are free: read, write. 3 states.
        var found = Exploration.Of("""
            var x: 0..9 = 1;
            reachable seen: x == 6;
            thread a { let t: 0..9 = x; t = t + t; let u = t + 4; if (u > 5) { t = u; } x = t; }
            """);
        Assert.Equal((3, 2), (found.States, found.Transitions));
        Assert.Equal(2, found.Found["seen"]);
    }

    [Fact]
    public void A_variable_that_only_one_machine_names_is_local_to_it()
    {
        var own = Exploration.Of("var x: 0..3 = 0; thread a { x = 1; x = 2; x = 3; }");
        Assert.Equal((1, 0), (own.States, own.Transitions));

        // Named by a property it is seen after every assignment.
        var seen = Exploration.Of("var x: 0..3 = 0; invariant p: x != 2; thread a { x = 1; x = 2; x = 3; }");
        Assert.Equal((4, 3), (seen.States, seen.Transitions));
        Assert.Equal(2, seen.Found["p"]);
    }

    [Fact]
    public void A_draw_is_made_in_the_first_step_that_needs_it()
    {
        // Start, after skip (not drawn yet), three ends: 5 states. 1 + 3 transitions.
        var found = Exploration.Of("""
            type V = 0..2;
            var x: V = 0;
            reachable seen: x == 2;
            thread a { choose v in V; skip; x = v; }
            """);
        Assert.Equal((5, 4), (found.States, found.Transitions));
    }

    [Fact]
    public void A_draw_that_nobody_needs_is_not_made_and_does_not_block()
    {
        var found = Exploration.Of("type V = 0..2; thread a { choose v in V where v > 2; skip; }");
        Assert.Equal((2, 1), (found.States, found.Transitions));
        Assert.DoesNotContain("deadlock", found.Found.Keys);
    }

    [Fact]
    public void A_draw_without_candidates_blocks_the_step_that_needs_it()
    {
        var found = Exploration.Of("""
            type V = 0..2;
            var x: V = 0;
            reachable seen: x == 2;
            thread a { choose v in V where v > 2; skip; x = v; }
            """);
        Assert.Equal((2, 1), (found.States, found.Transitions));
        Assert.Equal(1, found.Found["deadlock"]);
    }

    [Fact]
    public void Equal_outcomes_of_a_draw_are_transitions_of_their_own()
    {
        // From x = 0: v in 0..2, all written as 0 * v = 0. 2 states, 3 transitions.
        var found = Exploration.Of("type V = 0..2; var x: V = 0; reachable seen: x == 0; thread a { choose v in V; x = 0 * v; }");
        Assert.Equal((2, 3), (found.States, found.Transitions));
    }

    [Fact]
    public void Either_is_decided_in_the_first_step_of_its_branches()
    {
        // Start; after the first skip of the second branch; end with x = 0; end with x = 1.
        var found = Exploration.Of("""
            var x: 0..1 = 0;
            reachable seen: x == 1;
            thread a { either { skip; } or { skip; x = 1; } }
            """);
        Assert.Equal((4, 3), (found.States, found.Transitions));
    }

    [Fact]
    public void A_blocked_branch_is_not_taken()
    {
        var found = Exploration.Of("""
            var x: 0..1 = 0;
            reachable seen: x == 1;
            thread a { either { await x == 1; } or { x = 1; } }
            """);
        Assert.Equal((2, 1), (found.States, found.Transitions));
        Assert.DoesNotContain("deadlock", found.Found.Keys);
    }

    [Fact]
    public void A_dead_local_has_its_default()
    {
        // x in {0,1}: 2 at the start, 2 after the read, 2 after y = t (t is dead), 2 after y = 0, 1 after x = 0.
        var found = Exploration.Of("""
            var x: 0..1 = 0;
            var y: 0..1 = 0;
            init { choose v in 0..1; x = v; }
            reachable seen: x == 0 && y == 0;
            thread a { let t = x; y = t; y = 0; x = 0; }
            """);
        Assert.Equal(2, found.InitialStates);
        Assert.Equal((9, 8), (found.States, found.Transitions));
    }

    [Fact]
    public void Foreach_takes_the_elements_in_every_order()
    {
        // What is left decides everything: 2^3 states; from a set of n elements n transitions: 3*1 + 3*2 + 1*3 = 12.
        var found = Exploration.Of("""
            type Cpu = id(3) as "CPU";
            var seen: [Cpu] bool = false;
            reachable done: forall c: Cpu: seen[c];
            thread a { foreach k in all Cpu { seen[k] = true; } }
            """);
        Assert.Equal((8, 12), (found.States, found.Transitions));
        Assert.Equal(3, found.Found["done"]);
    }

    [Fact]
    public void Foreach_within_one_step_has_one_order()
    {
        var found = Exploration.Of("""
            type Cpu = id(3) as "CPU";
            var seen: [Cpu] bool = false;
            reachable done: forall c: Cpu: seen[c];
            thread a { atomic foreach k in all Cpu { seen[k] = true; } }
            """);
        Assert.Equal((2, 1), (found.States, found.Transitions));
    }

    [Fact]
    public void For_goes_through_its_range_in_order()
    {
        var found = Exploration.Of("""
            var x: 0..9 = 0;
            reachable seen: x == 6;
            thread a { for i in 1..3 { atomic x += i; } for i in 3..1 { x = 9; } }
            """);
        Assert.Equal((4, 3), (found.States, found.Transitions));
        Assert.Equal(3, found.Found["seen"]);
    }

    [Fact]
    public void Loops_come_back_to_the_same_place()
    {
        // The write toggles: 2 states at one position after the first read... read with x = 0, write 1, read 1, write 0.
        var found = Exploration.Of("var x: bool = false; reachable seen: x; thread a { loop { let t = x; x = !t; } }");
        Assert.Equal((4, 4), (found.States, found.Transitions));
    }

    [Fact]
    public void Arguments_that_read_shared_state_are_steps_of_their_own()
    {
        // Read x, read y, write z: 4 states.
        var found = Exploration.Of("""
            var x: 0..3 = 1; var y: 0..3 = 2; var z: 0..3 = 0;
            reachable seen: z == 3 && x == 1 && y == 2;
            proc add(a: 0..3, b: 0..3) { z = a + b; }
            thread t { add(x, y); }
            """);
        Assert.Equal((4, 3), (found.States, found.Transitions));
        Assert.Equal(3, found.Found["seen"]);
    }

    [Fact]
    public void Procedures_return_values_and_change_what_they_are_given()
    {
        // lock, unlock: 2 steps; the test of the returned value is local.
        var found = Exploration.Of("""
            var held: bool = false;
            var other: bool = true;
            reachable free_again: !held && other && ended(t);
            proc try(ref l: bool) -> bool { atomic { let got = !l; l = true; } return got; }
            thread t { let got = try(held); if (got) { held = false; } }
            """);
        Assert.Equal((3, 2), (found.States, found.Transitions));
        Assert.Equal(2, found.Found["free_again"]);
    }

    [Fact]
    public void Return_ends_an_atomic_of_the_same_body_only()
    {
        // In `inner` the atomic ends at the return; called within an atomic, the return goes back into it.
        var found = Exploration.Of("""
            var x: 0..3 = 0;
            reachable seen: x == 3;
            proc put(v: 0..3) { x = v; return; }
            proc inner() { atomic { x = 1; return; } }
            thread t { inner(); atomic { put(2); put(3); } }
            invariant never_two: x != 2;
            """);
        Assert.Equal((3, 2), (found.States, found.Transitions));
        Assert.DoesNotContain("never_two", found.Found.Keys);
    }

    [Fact]
    public void Several_targets_are_read_before_any_is_written()
    {
        var found = Exploration.Of("""
            var x: 0..3 = 1; var y: 0..3 = 2;
            reachable swapped: x == 2 && y == 1;
            thread t { atomic x, y = y, x; }
            """);
        Assert.Equal((2, 1), (found.States, found.Transitions));
        Assert.Contains("swapped", found.Found.Keys);
    }

    [Fact]
    public void Exchange_operations_are_one_access()
    {
        // t: lock (spins are transitions that change nothing), write, unlock; u the same.
        var found = Exploration.Of("""
            var held: bool = false;
            var x: 0..2 = 0;
            reachable both: x == 2;
            invariant alone: !(t at inside && u at inside);
            thread t { while (xchg(held, true)) { } inside: atomic x += 1; held = false; }
            thread u { while (xchg(held, true)) { } inside: atomic x += 1; held = false; }
            """);
        Assert.DoesNotContain("alone", found.Found.Keys);
        Assert.Equal(5, found.Found["both"]);
    }

    [Fact]
    public void Compare_and_exchange_says_whether_it_did()
    {
        var found = Exploration.Of("""
            var x: 0..2 = 0;
            reachable first: ended(t) && ended(u) && x == 1;
            invariant not_both: x != 2 || !(ended(t) && ended(u) && done == 2);
            var done: 0..2 = 0;
            thread t { if (cmpxchg(x, 0, 1)) { atomic done += 1; } }
            thread u { if (cmpxchg(x, 0, 1)) { atomic done += 1; } }
            """);
        Assert.DoesNotContain("not_both", found.Found.Keys);
        Assert.Equal(3, found.Found["first"]);
    }

    [Theory]
    [InlineData("n = n + 1;")]
    [InlineData("done = true;")]
    [InlineData("left -= {k};")]
    [InlineData("a[k] = !a[k];")]
    [InlineData("p = [c: Cpu: p[c] - {k}];")]
    [InlineData("let t = a[k]; if (t) { left -= {k}; }")]
    [InlineData("put(k, !a[k]);")]
    public void Foreach_in_one_step_takes_bodies_whose_order_cannot_show(string body) =>
        Assert.Empty(Exploration.Errors(OneStep(body)));

    [Theory]
    [InlineData("n = n * 2 + 1;")]
    [InlineData("last = k;")]
    [InlineData("left = {k};")]
    [InlineData("a[k] = a[first];")]
    [InlineData("if (n == 0) { n = 1; a[k] = true; }")]
    [InlineData("left -= {k}; left |= {first};")]
    [InlineData("break;")]
    [InlineData("put(first, a[k]);")]
    public void Foreach_in_one_step_refuses_bodies_whose_order_could_show(string body) =>
        Assert.Contains("EX4005", Exploration.Errors(OneStep(body.Replace("left |=", "left +=", System.StringComparison.Ordinal))));

    private static string OneStep(string body) => """
        type Cpu = id(3) { first } as "CPU";
        var n: 0..9 = 0;
        var done: bool = false;
        var left: set Cpu = all Cpu;
        var a: [Cpu] bool = false;
        var p: [Cpu] set Cpu = {};
        var last: Cpu? = none;
        proc put(c: Cpu, v: bool) { a[c] = v; }
        rule r { foreach k in all Cpu {
        """ + body + " } }";
}
