using Xunit;

namespace Explorer.Language.Tests.Lowering;

/// <summary>Interrupts, rules, ghosts, limits, initial states: counts made by hand.</summary>
public class MachineRulesTests
{
    private const string OneCpu = "type Cpu = id(1) as \"CPU\"; var done: bool = false; reachable ran: done; ";

    [Fact]
    public void A_handler_starts_between_any_two_steps()
    {
        // 3 places of the thread, handler run or not: 6 states. 2*2 thread steps, the handler at 3 places.
        var found = Exploration.Of(OneCpu + """
            interrupt h for c: Cpu on c when !done { done = true; }
            thread t for c: Cpu on c { skip; skip; }
            """);
        Assert.Equal((6, 7), (found.States, found.Transitions));
    }

    [Fact]
    public void Interrupts_are_held_off_between_the_steps_of_a_block()
    {
        // As before, but not at the place between the two steps: one transition fewer.
        var found = Exploration.Of(OneCpu + """
            interrupt h for c: Cpu on c when !done { done = true; }
            thread t for c: Cpu on c { irqs_off { skip; skip; } }
            """);
        Assert.Equal((6, 6), (found.States, found.Transitions));
    }

    [Fact]
    public void Between_two_blocks_interrupts_are_on()
    {
        var found = Exploration.Of(OneCpu + """
            interrupt h for c: Cpu on c when !done { done = true; }
            thread t for c: Cpu on c { irqs_off { skip; } irqs_off { skip; } }
            """);
        Assert.Equal((6, 7), (found.States, found.Transitions));
    }

    [Fact]
    public void A_block_that_turns_is_entered_anew()
    {
        // The loop's only place is outside the block: interrupts are on there.
        var found = Exploration.Of(OneCpu + """
            interrupt h for c: Cpu on c when !done { done = true; }
            thread t for c: Cpu on c { loop { irqs_off { skip; } } }
            """);
        Assert.Equal((2, 3), (found.States, found.Transitions));
    }

    [Fact]
    public void A_thread_waits_while_a_handler_of_its_cpu_runs()
    {
        // Handler of two steps. Its middle: thread at 0, 1 or 2, and no thread step from there.
        // States: 3 before, 3 in the middle, 3 after = 9; thread steps 2 + 0 + 2, handler steps 3 + 3.
        var found = Exploration.Of(OneCpu + """
            interrupt h for c: Cpu on c when !done { skip; done = true; }
            thread t for c: Cpu on c { skip; skip; }
            """);
        Assert.Equal((9, 10), (found.States, found.Transitions));
    }

    [Fact]
    public void Threads_of_one_cpu_are_preempted_anywhere_but_in_a_block()
    {
        // Free: 3 * 3 states. With a's block, b cannot run while a is between its two steps: that is no state less,
        // but b's two steps there are gone: 12 - 2.
        var free = Exploration.Of("type Cpu = id(1); thread a for c: Cpu on c { skip; skip; } thread b for c: Cpu on c { skip; skip; }");
        Assert.Equal((9, 12), (free.States, free.Transitions));
        var held = Exploration.Of(
            "type Cpu = id(1); thread a for c: Cpu on c { preempt_off { skip; skip; } } thread b for c: Cpu on c { skip; skip; }");
        Assert.Equal((9, 10), (held.States, held.Transitions));
    }

    [Fact]
    public void Threads_of_other_cpus_go_on()
    {
        var found = Exploration.Of(
            "type Cpu = id(2) { x, y }; thread a on x { irqs_off { skip; skip; } } thread b on y { skip; skip; }");
        Assert.Equal((9, 12), (found.States, found.Transitions));
    }

    [Fact]
    public void Own_per_cpu_data_is_local_with_interrupts_off()
    {
        // Within the block the count is free and only skip is a step; bare, read and write are two.
        var off = Exploration.Of("""
            type Cpu = id(1);
            percpu var n: 0..2 = 0;
            interrupt h for c: Cpu on c when false { n = 0; skip; }
            thread t for c: Cpu on c { irqs_off { let x = n; n = x + 1; skip; } }
            """);
        Assert.Equal((2, 1), (off.States, off.Transitions));
        var on = Exploration.Of("""
            type Cpu = id(1);
            percpu var n: 0..2 = 0;
            interrupt h for c: Cpu on c when false { n = 0; skip; }
            thread t for c: Cpu on c { let x = n; n = x + 1; skip; }
            """);
        Assert.Equal((4, 3), (on.States, on.Transitions));
    }

    [Fact]
    public void A_handler_sees_own_per_cpu_data_as_before_a_block_that_has_not_begun()
    {
        // If the thread's count were taken at the end of the step before the block, the handler could not see 0 after it.
        var found = Exploration.Of("""
            type Cpu = id(1);
            var at_zero: bool = false;
            var first: bool = false;
            percpu var n: 0..2 = 0;
            reachable seen: at_zero && first;
            interrupt h for c: Cpu on c when first && !at_zero { if (n == 0) { at_zero = true; } else { skip; } }
            thread t for c: Cpu on c { first = true; irqs_off { n = 1; skip; } }
            """);
        Assert.Contains("seen", found.Found.Keys);
    }

    [Fact]
    public void Leaving_a_block_on_the_way_to_a_step_lets_a_handler_in()
    {
        // The choice is made late; if it leads out of the block, the handler may still come before the next step.
        var found = Exploration.Of("""
            type Cpu = id(1);
            var x: 0..2 = 0;
            reachable between: x == 1 && fired;
            var fired: bool = false;
            interrupt h for c: Cpu on c when x == 1 && !fired { fired = true; }
            thread t for c: Cpu on c { irqs_off { x = 1; choose v in 0..1; if (v == 0) { skip; } } x = 2; }
            """);
        Assert.Contains("between", found.Found.Keys);
    }

    [Fact]
    public void A_may_rule_does_not_save_from_deadlock()
    {
        var stuck = Exploration.Of("""
            var x: bool = false; var y: bool = false;
            reachable seen: y && !x;
            may rule r when !y { y = true; }
            thread t { await x; }
            """);
        Assert.Equal(0, stuck.Found["deadlock"]);

        // Here the may-rule leads to the thread's step.
        var saved = Exploration.Of("""
            var x: bool = false;
            reachable seen: x;
            may rule r when !x { x = true; }
            thread t { await x; }
            """);
        Assert.DoesNotContain("deadlock", saved.Found.Keys);
    }

    [Fact]
    public void Rules_are_one_step_for_each_instance()
    {
        // x[c] false or true for 2 CPUs: 4 states, one transition for each false one: 4.
        var found = Exploration.Of("""
            type Cpu = id(2) as "CPU";
            var x: [Cpu] bool = false;
            rule r for c: Cpu on c when !x[c] { x[c] = true; }
            """);
        Assert.Equal((4, 4), (found.States, found.Transitions));
        Assert.Equal(["r(CPU0)", "r(CPU1)"], [.. System.Linq.Enumerable.Order(found.Fired)]);
    }

    [Fact]
    public void States_outside_the_limit_are_kept_but_not_expanded()
    {
        // 0, 1, 2 within, 3 outside: 4 states, 3 transitions.
        var found = Exploration.Of("var x: 0..9 = 0; limit x < 3; reachable seen: x == 3; rule r { x += 1; }");
        Assert.Equal((4, 3), (found.States, found.Transitions));
        Assert.Equal(3, found.Found["seen"]);
        Assert.DoesNotContain("range", found.Found.Keys);
    }

    [Fact]
    public void Choices_in_init_give_initial_states()
    {
        var found = Exploration.Of("""
            type Page = id(3) as "page";
            var free: set Page = all Page;
            var p: Page? = none;
            init { choose q in Page; free -= {q}; p = q; }
            rule r when false { free = {}; }
            """);
        Assert.Equal((3, 3, 0), (found.InitialStates, found.States, found.Transitions));
    }

    [Fact]
    public void Ghosts_are_stored_only_if_a_checked_property_reads_them()
    {
        const string Text = """
            var x: bool = false;
            ghost var turns: 0..3 = 0;
            invariant few: turns <= 3;
            reachable on: x;
            thread t { for i in 0..2 { atomic x = !x; turns = turns + 1; } }
            """;
        // With the ghost: i and turns go together, 4 states. Without: x and i do, 4 as well; but in the loop form below
        // only x remains.
        Assert.Equal(4, Exploration.Of(Text, "few").States);
        const string Loop = """
            var x: bool = false;
            ghost var turns: 0..3 = 0;
            invariant few: turns <= 3;
            reachable on: x;
            thread t { loop { atomic x = !x; turns = min(turns + 1, 3); } }
            """;
        // turns 0, 1, 2, 3 with x given by its parity, and 3 with the other x: 5 states; without turns 2.
        Assert.Equal(5, Exploration.Of(Loop, "few").States);
        Assert.Equal(2, Exploration.Of(Loop, "on").States);
    }

    [Fact]
    public void Faults_end_the_step_and_violate_their_property()
    {
        var found = Exploration.Of("""
            var x: 0..2 = 0; var p: (0..1)? = none; var a: [0..1] bool = false;
            """.Replace("(0..1)?", "V?", System.StringComparison.Ordinal) + """
            type V = 0..1;
            rule too_far { x += 1; }
            rule no_value when x == 1 { x = p; }
            rule no_element when x == 2 { a[x] = true; }
            """);
        Assert.Equal(3, found.States);
        Assert.Equal(3, found.Found["range"]);
        Assert.Equal(2, found.Found["index"]);
    }

    [Fact]
    public void Wrapping_types_never_leave_their_range()
    {
        var found = Exploration.Of("var x: 0..2 wraps = 0; rule r { x += 1; }");
        Assert.Equal((3, 3), (found.States, found.Transitions));
    }

    [Fact]
    public void A_task_can_move_between_its_steps()
    {
        // `on` is evaluated at every step: after the move the thread's own element is the other CPU's.
        var found = Exploration.Of("""
            type Cpu = id(2) { here, there } as "CPU";
            var runs_on: Cpu = here;
            percpu var n: 0..1 = 0;
            reachable moved: n@there == 1 && n@here == 0;
            reachable stayed: n@here == 1 && n@there == 0;
            thread t on runs_on { n = 1; }
            rule move when runs_on == here { runs_on = there; }
            """);
        Assert.Contains("moved", found.Found.Keys);
        Assert.Contains("stayed", found.Found.Keys);
    }

    [Fact]
    public void Properties_see_places_ends_and_locals_of_threads()
    {
        var found = Exploration.Of("""
            type Cpu = id(2) as "CPU";
            var x: 0..2 = 0;
            reachable both_here: forall c: Cpu: t[c] at here;
            reachable one_ended: exists c: Cpu: ended(t[c]);
            reachable copied: exists c: Cpu: t[c].copy == 1;
            thread t for c: Cpu on c { let copy = x; here: x = copy + 1; }
            """);
        Assert.Equal((2, 2, 3), (found.Found["both_here"], found.Found["one_ended"], found.Found["copied"]));
    }

    [Fact]
    public void Assertions_and_ghosts_run_in_the_step_that_they_follow()
    {
        var found = Exploration.Of("""
            var x: 0..2 = 0;
            ghost var last: 0..2 = 0;
            invariant together: last == x;
            reachable seen: x == 2;
            thread t { x = 1; last = 1; assert one "x is one": x == 1; x = 2; last = 2; assert one: x == 1; }
            """);
        Assert.Equal((3, 2), (found.States, found.Transitions));
        Assert.Equal(2, found.Found["one"]);
        Assert.DoesNotContain("together", found.Found.Keys);
    }

    [Fact]
    public void What_constants_rule_out_leaves_no_trace()
    {
        // Two choices of r and two places of l: 4 states. The assertion that is ruled out would need the ghost.
        const string Text = """
            param STRICT: bool = true;
            var x: bool = false;
            ghost var noted: bool = false;
            thread r { either { "a" x = true; noted = true; } or { "b" x = true; } }
            thread l { "look" let s = x; if (STRICT) { assert f "the one": true; } else { assert f "the other": s == noted; } }
            """;
        Assert.Equal(4, Exploration.Of(Text).States);
        Assert.Equal("the one", Exploration.Load(Text).Build().Properties[0].Text);
        Assert.Equal(
            "the other",
            Exploration.Load(Text.Replace("bool = true;", "bool = false;", System.StringComparison.Ordinal)).Build().Properties[0].Text);
    }

    [Fact]
    public void Threads_are_identities_that_can_be_chosen()
    {
        // The start, one of two threads has chosen one of two (4 states), both have (the set is full): 6.
        var found = Exploration.Of("""
            var s: set Thread = {};
            reachable all_chosen: s == all Thread;
            thread a { atomic { choose t in Thread where !(t in s); s += {t}; } }
            thread b { atomic { choose t in Thread where !(t in s); s += {t}; } }
            """);
        Assert.Equal(6, found.States);
        Assert.Equal(2, found.Found["all_chosen"]);
    }
}
