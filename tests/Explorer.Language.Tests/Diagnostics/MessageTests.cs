using Explorer.Language.Tests.Binding;
using Xunit;

namespace Explorer.Language.Tests.Diagnostics;

/// <summary>Whole renderings of the messages that authors will meet most.</summary>
public class MessageTests
{
    [Fact]
    public void An_undeclared_name_comes_with_the_nearest_one() =>
        Check(
            """
            var turns : 0..3 = 0;
            thread player { turn = 1; }
            """,
            """
            test.model(2,17): error EX2003: 'turn' is not declared.
                thread player { turn = 1; }
                                ^~~~
            hint: did you mean 'turns'?

            """);

    [Fact]
    public void A_type_that_does_not_fit_is_named_with_the_one_expected() =>
        Check(
            """
            var locked : bool = false;
            thread locker {
                locked = 1 + 2;
            }
            """,
            """
            test.model(3,14): error EX3001: this is of type integer; bool is expected here.
                    locked = 1 + 2;
                             ^~~~~

            """);

    [Fact]
    public void An_order_among_identities_says_why_not() =>
        Check(
            """
            type Cpu = id(2) as "CPU";
            var owner : Cpu? = none;
            rule take for c: Cpu when owner < c { owner = c; }
            """,
            """
            test.model(3,27): error EX3004: '<' would tell identities apart: Cpu has no order and no arithmetic.
                rule take for c: Cpu when owner < c { owner = c; }
                                          ^~~~~

            """);

    [Fact]
    public void Several_accesses_are_shown() =>
        Check(
            """
            var index : 0..1 = 0;
            var slot  : [0..1] bool = false;
            thread filler { slot[index] = true; }
            thread mover  { index = 1; slot[0] = false; }
            """,
            """
            test.model(3,17): error EX4001: this is 2 accesses to shared state and would not be indivisible on the machine.
                thread filler { slot[index] = true; }
                                ^~~~~~~~~~~~~~~~~~~
            test.model(3,17): note: one access
                thread filler { slot[index] = true; }
                                ^~~~
            test.model(3,22): note: another
                thread filler { slot[index] = true; }
                                     ^~~~~
            hint: put 'atomic' before it if the machine does it in one, or split it

            """);

    [Fact]
    public void Several_accesses_of_a_condition_are_shown() =>
        Check(
            """
            var left  : bool = false;
            var right : bool = false;
            thread both { if (left && right) { skip; } }
            thread each { left = true; right = true; }
            """,
            """
            test.model(3,19): error EX4001: this is 2 accesses to shared state and would not be indivisible on the machine.
                thread both { if (left && right) { skip; } }
                                  ^~~~~~~~~~~~~
            test.model(3,19): note: one access
                thread both { if (left && right) { skip; } }
                                  ^~~~
            test.model(3,27): note: another
                thread both { if (left && right) { skip; } }
                                          ^~~~~
            hint: put 'atomic' before it if the machine does it in one, or split it

            """);

    [Fact]
    public void A_ghost_shows_its_declaration() =>
        Check(
            """
            ghost var writes : 0..3 = 0;
            thread writer { skip; writes = 1; }
            thread reader { await writes > 0; }
            """,
            """
            test.model(3,23): error EX4002: 'writes' is a ghost: only properties, assertions and other ghosts may depend on it.
                thread reader { await writes > 0; }
                                      ^~~~~~
            test.model(1,11): note: declared here
                ghost var writes : 0..3 = 0;
                          ^~~~~~

            """);

    [Fact]
    public void Ghost_work_before_a_step_comes_with_a_way_out() =>
        Check(
            """
            ghost var started : bool = false;
            thread starter { started = true; skip; }
            thread checker { assert begun: started; skip; }
            """,
            """
            test.model(2,18): error EX4003: this ghost work would run before any step of its own: there is no step that it follows.
                thread starter { started = true; skip; }
                                 ^~~~~~~~~~~~~~~
            hint: to tie it to the statement after it, put both into one 'atomic'
            test.model(3,18): error EX4003: this assertion would run before any step of its own: there is no step that it follows.
                thread checker { assert begun: started; skip; }
                                 ^~~~~~~~~~~~~~~~~~~~~~
            hint: to tie it to the statement after it, put both into one 'atomic'

            """);

    [Fact]
    public void An_unset_local_shows_its_declaration() =>
        Check(
            """
            var x : 0..1 = 0;
            thread reader {
                let seen: 0..1;
                if (x == 0) { seen = 1; }
                x = seen;
            }
            """,
            """
            test.model(5,5): error EX4004: 'seen' may be read here before it is set.
                    x = seen;
                    ^~~~~~~~~
            test.model(3,9): note: declared here
                    let seen: 0..1;
                        ^~~~

            """);

    [Fact]
    public void An_order_that_shows_is_explained() =>
        Check(
            """
            type Cpu = id(2) as "CPU";
            var last : Cpu? = none;
            rule send { foreach c in all Cpu { last = c; } }
            """,
            """
            test.model(3,13): error EX4005: the result of this 'foreach' could depend on the order of its elements: it changes 'last'.
                rule send { foreach c in all Cpu { last = c; } }
                            ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~

            """);

    [Fact]
    public void A_loop_without_a_step_is_shown_from_its_head() =>
        Check(
            """
            thread waiter {
                let tries = 0;
                while (tries < 3) {
                    tries = 1 - tries;
                }
            }
            """,
            """
            test.model(3,5): error EX4006: this loop can turn without a step.
                    while (tries < 3) {
                    ^~~~~~~~~~~~~~~~~~~

            """);

    [Fact]
    public void Blocking_after_a_write_comes_with_a_way_out() =>
        Check(
            """
            var free : 0..2 = 2;
            thread taker {
                atomic { free -= 1; await free > 0; }
            }
            thread giver { atomic { free += 1; choose n in 0..2 where n > free; } }
            """,
            """
            test.model(3,25): error EX4007: 'await' may block, and stands after the first write of its 'atomic'.
                    atomic { free -= 1; await free > 0; }
                                        ^~~~~~~~~~~~~~~
            hint: let it stand before everything that the 'atomic' writes
            test.model(5,36): error EX4007: 'choose' may block, and stands after the first write of its 'atomic'.
                thread giver { atomic { free += 1; choose n in 0..2 where n > free; } }
                                                   ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
            hint: let it stand before everything that the 'atomic' writes

            """);

    [Fact]
    public void A_ref_argument_with_a_shared_index_is_shown() =>
        Check(
            """
            var locked  : [0..1] bool = false;
            var current : 0..1 = 0;
            proc lock(ref l: bool) { atomic { await !l; l = true; } }
            thread locker { lock(locked[current]); }
            thread mover  { current = 1; }
            """,
            """
            test.model(4,22): error EX4009: the index of a 'ref' argument may not read shared state.
                thread locker { lock(locked[current]); }
                                     ^~~~~~~~~~~~~~~

            """);

    [Fact]
    public void A_private_variable_names_its_file_and_a_way_out()
    {
        using var folder = new ModelFolder(
            ("model.model", "use \"frames.model\";\nthread allocator { free = 1; }\n"),
            ("frames.model", "private var free : 0..4 = 4;\n"));
        Assert.Equal(
            """
            model.model(2,20): error EX2011: 'free' is private to 'frames.model' and may be written only there.
                thread allocator { free = 1; }
                                   ^~~~
            frames.model(1,13): note: declared here
                private var free : 0..4 = 4;
                            ^~~~
            hint: change it through a procedure of its file

            """,
            folder.Rendered());
    }

    [Fact]
    public void A_shadowed_name_shows_the_other_one() =>
        Check(
            """
            var page : 0..3 = 0;
            thread walker { let page = 1; skip; }
            """,
            """
            test.model(2,21): error EX2004: 'page' is already the name of something else; shadowing would let a line mean two things.
                thread walker { let page = 1; skip; }
                                    ^~~~
            test.model(1,5): note: the other one
                var page : 0..3 = 0;
                    ^~~~

            """);

    private static void Check(string model, string rendered) => Assert.Equal(rendered, Bound.Rendered(model));
}
