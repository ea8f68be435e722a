using System.Linq;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Types;
using Explorer.TestKit;
using Xunit;
using static Explorer.Machines.Tests.Interpretation.Evaluation;
using static Explorer.TestKit.ModelTerms;

namespace Explorer.Machines.Tests.Interpretation;

public sealed class LogicTests
{
    [Theory]
    [InlineData(BinaryKind.And, "false false false true")]
    [InlineData(BinaryKind.Or, "false true true true")]
    [InlineData(BinaryKind.Implies, "true true false true")]
    public void Connectives_have_their_truth_tables(BinaryKind kind, string table)
    {
        var rows = from l in (bool[])[false, true] from r in (bool[])[false, true] select Display(Binary(kind, Constant(l), Constant(r)));

        Assert.Equal(table, string.Join(" ", rows));
        Assert.Equal("false", Display(Not(True)));
    }

    [Theory]
    [InlineData(BinaryKind.And, false)]
    [InlineData(BinaryKind.Or, true)]
    [InlineData(BinaryKind.Implies, false)]
    public void Connectives_evaluate_the_right_side_only_if_needed(BinaryKind kind, bool decides)
    {
        Of(Binary(kind, Constant(decides), Trap));

        Assert.Equal(FaultKind.Overflow, FaultOf(Binary(kind, Constant(!decides), Trap)).Kind);
    }

    [Fact]
    public void A_conditional_evaluates_one_branch()
    {
        Assert.Equal("true", Display(new Conditional(True, True, Trap, None)));
        Assert.Equal("false", Display(new Conditional(False, Trap, False, None)));
        Assert.Equal(FaultKind.Overflow, FaultOf(new Conditional(Trap, True, True, None)).Kind);
    }

    [Fact]
    public void The_first_fault_from_the_left_counts()
    {
        var range = Unary(UnaryKind.CheckRange, Constant(9), Range(0, 1));
        var overflow = Binary(BinaryKind.Divide, Constant(1), Constant(0));

        Assert.Equal(FaultKind.Range, FaultOf(Add(range, overflow)).Kind);
        Assert.Equal(FaultKind.Overflow, FaultOf(Add(overflow, range)).Kind);
    }

    [Fact]
    public void Quantifiers_go_through_all_values_of_the_type()
    {
        var x = Local("x", Range(1, 4));
        var isSmall = Less(Read(x), Constant(3));

        Assert.Equal("false", Display(Quantified(QuantifierKind.ForAll, x, isSmall)));
        Assert.Equal("true", Display(Quantified(QuantifierKind.ForAll, x, Less(Read(x), Constant(5)))));
        Assert.Equal("true", Display(Quantified(QuantifierKind.Exists, x, isSmall)));
        Assert.Equal("false", Display(Quantified(QuantifierKind.Exists, x, Less(Read(x), Constant(1)))));
        Assert.Equal("2", Display(Quantified(QuantifierKind.Count, x, isSmall)));
        Assert.Equal("1", Display(Quantified(QuantifierKind.The, x, Less(Read(x), Constant(2)))));
    }

    [Fact]
    public void The_one_value_must_be_exactly_one()
    {
        var x = Local("x", Range(1, 4));

        Assert.Equal("there is no such x", FaultOf(Quantified(QuantifierKind.The, x, False)).Message);
        Assert.Equal(
            "there is more than one such x: 1, 2", FaultOf(Quantified(QuantifierKind.The, x, Less(Read(x), Constant(3)))).Message);
    }

    [Fact]
    public void Forall_and_exists_stop_as_soon_as_they_know_and_the_others_do_not()
    {
        var x = Local("x", Range(0, 2));
        var isOne = Equal(Read(x), Constant(1));
        // Decided at 1; at 2 it would meet a fault.
        var holdsAtOne = Or(isOne, And(Equal(Read(x), Constant(2)), Trap));

        Assert.Equal("true", Display(Quantified(QuantifierKind.Exists, x, holdsAtOne)));
        Assert.Equal("false", Display(Quantified(QuantifierKind.ForAll, x, Not(holdsAtOne))));
        Assert.Equal(FaultKind.Overflow, FaultOf(Quantified(QuantifierKind.Count, x, holdsAtOne)).Kind);
        Assert.Equal(FaultKind.Overflow, FaultOf(Quantified(QuantifierKind.The, x, holdsAtOne)).Kind);
    }

    [Fact]
    public void A_bound_name_is_seen_within_its_own_body_only()
    {
        var outer = Local("x", Range(0, 1));
        var inner = Local("x", Range(0, 1));
        // For each outer value one inner value differs: 1 + 1 of the 4 pairs, 1 for each of the 2 outer ones.
        var differs = Quantified(QuantifierKind.Count, inner, Not(Equal(Read(outer), Read(inner))));

        Assert.Equal("2", Display(Quantified(QuantifierKind.Count, outer, Equal(differs, Constant(1)))));
    }

    [Fact]
    public void A_property_can_ask_for_locations_and_locals_of_machines()
    {
        var page = Identities("page", 2);
        var model = new MachineModelBuilder();
        var thread = model.Thread("t", 3);
        var kept = thread.Local("p", page);
        var dead = thread.Local("q", page);
        thread.Live(0, kept).Live(1, dead).Start(Set(kept, ConstantAt(page, 1)), Leave(0));

        Assert.Equal("true", Display(At(thread, 0, 2), model));
        Assert.Equal("false", Display(At(thread, 1, 2), model));
        Assert.Equal("page1", Display(new OtherLocalRead(thread.Index, kept, None), model));
        Assert.Equal("-", Display(new OtherLocalRead(thread.Index, dead, None), model));
    }

    [Fact]
    public void Values_are_equal_if_all_their_parts_are()
    {
        var pair = Struct("Pair", Field("a", Range(0, 3)), Field("b", BoolType.Instance));
        Expression Value(long ordinal) => ConstantAt(pair, ordinal);

        Assert.Equal("true", Display(Equal(Value(3), Value(3))));
        Assert.Equal("false", Display(Equal(Value(3), Value(2))));
        Assert.Equal("true", Display(Binary(BinaryKind.NotEqual, Value(3), Value(2))));
    }
}
