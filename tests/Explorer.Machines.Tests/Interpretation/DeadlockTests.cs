using Explorer.Machines.Interpretation;
using Explorer.TestKit;
using Xunit;
using static Explorer.TestKit.ModelTerms;

namespace Explorer.Machines.Tests.Interpretation;

public sealed class DeadlockTests
{
    private readonly MachineModelBuilder _model = new();
    private readonly Variable _x;

    public DeadlockTests() => _x = _model.Variable("x", Range(0, 3));

    [Fact]
    public void A_thread_that_waits_numberever_is_a_deadlock()
    {
        Waits(number: 1);

        Assert.True(IsDeadlock());
    }

    [Fact]
    public void A_thread_that_has_ended_is_none()
    {
        _model.Thread("t", 1);

        Assert.False(IsDeadlock());
    }

    [Fact]
    public void A_step_without_change_is_a_step()
    {
        Waits(number: 1);
        _model.Rule("r").Action("tick", Leave());

        Assert.False(IsDeadlock());
    }

    [Fact]
    public void May_rules_alone_are_not_enough()
    {
        Waits(number: 3);
        May(from: 0, to: 1);
        May(from: 1, to: 0);

        Assert.True(IsDeadlock());
    }

    [Fact]
    public void May_rules_that_lead_to_another_step_in_the_end_are()
    {
        Waits(number: 2);
        May(from: 0, to: 1);
        May(from: 1, to: 2);

        Assert.False(IsDeadlock());
    }

    [Fact]
    public void A_step_that_ends_in_a_fault_is_a_step()
    {
        _model.Thread("t", 2).Action(0, "fail", Set(_x, CheckRange(Range(0, 3), Constant(4))), Leave(1));

        Assert.False(IsDeadlock());
    }

    [Fact]
    public void Nothing_is_known_beyond_the_limit()
    {
        Waits(number: 3);
        May(from: 0, to: 1);
        _model.Limit(Less(Read(_x), Constant(1)));

        Assert.False(IsDeadlock());
    }

    [Fact]
    public void A_waiting_handler_is_none()
    {
        _model.Interrupt("irq", 2).Action(0, "never", Await(False), Leave(1));

        Assert.False(IsDeadlock());
    }

    private void Waits(long number) =>
        _model.Thread("t", 2).Action(0, "wait", Await(Equal(Read(_x), Constant(number))), Leave(1));

    private void May(long from, long to) => _model.Rule($"r{from}").MayAction(
        "may", Await(Equal(Read(_x), Constant(from))), Set(_x, ConstantAt(_x.Type, to)), Leave());

    private bool IsDeadlock()
    {
        var interpreter = new Interpreter(_model.Build());
        return interpreter.IsDeadlock(interpreter.InitialOutcomes()[0].State!);
    }
}
