using System.Linq;
using Explorer.Core.Properties;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.TestKit;
using Xunit;
using static Explorer.TestKit.ModelTerms;
using Assert = Xunit.Assert;

namespace Explorer.Machines.Tests.Interpretation;

/// <summary>The nodes of one rule, and what they lead to.</summary>
public sealed class OutcomeTests
{
    private static readonly IntType Digit = Range(0, 9);

    private readonly MachineModelBuilder _model = new();
    private readonly Variable _x;
    private readonly MachineBuilder _rule;

    public OutcomeTests()
    {
        _x = _model.Variable("x", Digit);
        _rule = _model.Rule("rule");
    }

    [Fact]
    public void Nodes_in_a_row_see_what_was_written_before() =>
        Assert.Equal(["2"], Run(Increment(), Increment(), Leave()));

    [Fact]
    public void A_branch_goes_one_way() =>
        Assert.Equal(["1"], Run(If(Equal(Read(_x), Constant(0)), 1, 3), Increment(2), Leave(), Set(_x, Number(9)), Leave()));

    [Fact]
    public void A_choice_takes_every_value_of_the_type_in_order()
    {
        var n = _rule.Local("n", Range(3, 5));

        Assert.Equal(["3", "4", "5"], Run(Choose(n), Set(_x, CheckRange(Digit, Read(n))), Leave()));
    }

    [Fact]
    public void A_choice_takes_the_elements_of_a_set_that_fulfil_its_condition()
    {
        var n = _rule.Local("n", Range(0, 5));
        var set = Constant(new SetType(n.Type), new SetValue(new SetType(n.Type), 0b110110)); // {1, 2, 4, 5}
        var outcomes = Outcomes(Choose(n, set, Less(Constant(1), Read(n))), Set(_x, CheckRange(Digit, Read(n))), Leave());

        Assert.Equal(["2", "4", "5"], outcomes.Select(X));
        Assert.Equal(["n = 2", "n = 4", "n = 5"], outcomes.Select(o => $"{o.Chosen.Single().Name} = {o.Chosen.Single().Value}"));
    }

    [Fact]
    public void A_choice_without_candidates_blocks() =>
        Assert.Empty(Outcomes(Choose(_rule.Local("n", Digit), null, False), Leave()));

    [Fact]
    public void Outcomes_come_depth_first_in_the_order_of_choices()
    {
        var tens = _rule.Local("tens", Range(0, 1));
        var ones = _rule.Local("ones", Range(0, 1));
        // The first draw counts 4, the either 2, the second draw 1.
        var outcomes = Run(
            Choose(tens),
            Set(_x, CheckRange(Digit, Binary(BinaryKind.Multiply, Constant(4), Read(tens)))),
            Either(4, 3),
            Set(_x, CheckRange(Digit, Add(Read(_x), Constant(2)))),
            Choose(ones),
            Set(_x, CheckRange(Digit, Add(Read(_x), Read(ones)))),
            Leave());

        // 2 * 2 * 2 outcomes; the either's first branch adds nothing.
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7"], outcomes);
    }

    [Fact]
    public void What_blocks_is_no_outcome_even_after_a_write()
    {
        Assert.Empty(Run(Increment(), Await(Equal(Read(_x), Constant(0))), Leave()));
        Assert.Equal(["1"], Run(Either(1, 2), Block(), Increment(), Leave()));
    }

    [Fact]
    public void A_long_chain_and_a_loop_need_no_stack()
    {
        var i = _rule.Local("i", Range(0, 1_000_000));
        var outcomes = Run(
            Set(i, ConstantAt(i.Type, 0)),
            If(Less(Read(i), Constant(200_000)), 2, 3),
            Set(i, CheckRange((IntType)i.Type, Add(Read(i), Constant(1))), 1),
            Leave());

        Assert.Equal(["0"], outcomes);
    }

    [Fact]
    public void A_failed_assertion_marks_the_outcome_and_the_step_goes_on()
    {
        var property = _model.Property("p", PropertyKind.Assertion);
        var outcome = Assert.Single(Outcomes(Check(property, False), Increment(), Check(property, True), Leave()));

        Assert.Equal((1UL << property, "1"), (outcome.Violations, X(outcome)));
    }

    [Fact]
    public void A_failed_assertion_before_a_block_is_forgotten() =>
        Assert.Empty(Outcomes(Check(_model.Property("p", PropertyKind.Assertion), False), Block()));

    [Fact]
    public void A_fault_ends_one_outcome_and_violates_its_property_if_it_is_checked()
    {
        _model.Property("deadlock", PropertyKind.Deadlock);
        var range = _model.Property("range", PropertyKind.Range);
        var assertion = _model.Property("p", PropertyKind.Assertion);
        var n = _rule.Local("n", Range(8, 10));
        var outcomes = Outcomes(Choose(n), Check(assertion, Less(Read(n), Constant(10))), Set(_x, CheckRange(Digit, Read(n))), Leave());

        Assert.Equal(["8", "9", "fault"], outcomes.Select(X));
        Assert.Equal([0UL, 0UL, (1UL << range) | (1UL << assertion)], outcomes.Select(o => o.Violations));
        Assert.Equal((FaultKind.Range, "10 is outside 0..9"), (outcomes[2].Fault!.Kind, outcomes[2].Fault!.Message));
        Assert.Equal("10", outcomes[2].Chosen.Single().Value.Display);
    }

    [Fact]
    public void A_fault_that_nobody_checks_violates_nothing()
    {
        var outcome = Assert.Single(Outcomes(Set(_x, CheckRange(Digit, Constant(10))), Leave()));

        Assert.Equal((0UL, FaultKind.Range), (outcome.Violations, outcome.Fault!.Kind));
    }

    [Fact]
    public void A_fault_in_the_condition_of_one_candidate_stands_at_its_place()
    {
        var n = _rule.Local("n", Range(0, 2));
        // 1 / (n - 1): a fault for 1 only.
        var condition = Less(Binary(BinaryKind.Divide, Constant(1), Binary(BinaryKind.Subtract, Read(n), Constant(1))), Constant(9));

        Assert.Equal(["0", "fault", "2"], Run(Choose(n, null, condition), Set(_x, CheckRange(Digit, Read(n))), Leave()));
    }

    private string[] Run(params Node[] nodes) => [.. Outcomes(nodes).Select(X)];

    private Outcome[] Outcomes(params Node[] nodes)
    {
        _rule.Action("step", nodes);
        var model = _model.Build();
        var interpreter = new Interpreter(model);
        return [.. interpreter.Outcomes(model.Actions[^1], interpreter.InitialOutcomes()[0].State!)];
    }

    private static string X(Outcome outcome) => outcome.State?.Variables[0].Display ?? "fault";

    private static Expression Number(long value) => Constant(Digit, new IntValue(value));

    private Node Increment(int next = Next) => Set(_x, CheckRange(Digit, Add(Read(_x), Constant(1))), next);
}
