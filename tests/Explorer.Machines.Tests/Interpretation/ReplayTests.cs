using System.Linq;
using Explorer.Core.Properties;
using Explorer.Core.Verdicts;
using Explorer.Machines.Interpretation;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;
using static Explorer.TestKit.ModelTerms;

namespace Explorer.Machines.Tests.Interpretation;

public sealed class ReplayTests
{
    private readonly MachineModelBuilder _model = new();
    private readonly Variable _x;

    /// <summary>Adds what it draws to x, again and again; x is 0..4, and must not be 3.</summary>
    public ReplayTests()
    {
        var type = Range(0, 4);
        _x = _model.Variable("x", type);
        _model.CheckBuiltIns();
        _model.Property("not three", PropertyKind.Invariant, Not(Equal(Read(_x), Constant(3))));
        _model.Property("some one", PropertyKind.Reachable, Equal(Read(_x), Constant(1)));
        var thread = _model.Thread("adder", 2);
        var n = thread.Local("n", Range(1, 2));
        thread.Action(0, "add", Choose(n), Set(_x, CheckRange(type, Add(Read(_x), Read(n)))), Leave(0));
        thread.Action(0, "stop", Await(Equal(Read(_x), Constant(4))), Leave(1));
    }

    [Fact]
    public void A_schedule_becomes_a_trace_with_states_draws_and_changes()
    {
        var trace = Replay((0, 0), (0, 1));

        Assert.Equal("0", trace.InitialState!.Variables[0].Display);
        Assert.Equal(["1", "3"], trace.Steps.Select(s => s.State!.Variables[0].Display));
        Assert.Equal(["n = 1", "n = 2"], trace.Steps.Select(s => $"{s.Chosen.Single().Name} = {s.Chosen.Single().Value}"));
        Assert.Equal(
            ["x: 0 -> 1", "x: 1 -> 3"],
            trace.Steps.Select(s => s.Changes.Single()).Select(c => $"{c.Name}: {c.Before} -> {c.After}"));
        Assert.Equal(["not three"], Violations(trace));
    }

    [Fact]
    public void A_state_in_which_a_reachable_holds_violates_nothing() => Assert.Empty(Violations(Replay((0, 0))));

    [Fact]
    public void A_fault_ends_a_trace_with_its_property()
    {
        var trace = Replay((0, 1), (0, 1), (0, 0));

        Assert.Null(trace.Steps[2].State);
        Assert.Equal("5 is outside 0..4", trace.Steps[2].Fault!.Message);
        Assert.Equal(["Range"], trace.Steps[2].Violations.Select(p => trace.Model.Properties[p].Name));
        Assert.Equal(["Range"], Violations(trace));
    }

    [Fact]
    public void A_deadlock_is_a_violation_of_the_last_state()
    {
        _model.Thread("waiter", 2).Action(0, "wait", Await(Equal(Read(_x), Constant(0))), Leave(1));

        // At 4 both ways to add meet a fault, which is a step: so the adder must have stopped.
        Assert.Empty(Violations(Replay((0, 1), (0, 1))));
        Assert.Equal(["Deadlock"], Violations(Replay((0, 1), (0, 1), (1, 0))));
    }

    [Fact]
    public void An_impossible_step_is_named_with_its_number()
    {
        Assert.Equal((2, "'stop' of adder is not possible here"), Failure((0, 0), (1, 0)));
        Assert.Equal((1, "'add' of adder has 2 outcomes here, and no number 2"), Failure((0, 2)));
        Assert.Equal((1, "the model has no action 7"), Failure((7, 0)));
        Assert.Equal((4, "the step before it met a fault: 5 is outside 0..4"), Failure((0, 1), (0, 1), (0, 0), (0, 0)));

        var e = Assert.Throws<ReplayException>(() => new Interpreter(_model.Build()).Replay(new Schedule(1, [])));
        Assert.Equal((0, "the initial step has 1 outcomes here, and no number 1"), (e.Step, e.Reason));
    }

    [Fact]
    public void A_fault_in_the_initial_step_is_a_trace_without_states()
    {
        _model.Initially([], Set(_x, CheckRange(Range(0, 4), Constant(9))), Leave());
        var trace = new Interpreter(_model.Build()).Replay(new Schedule(0, []));

        Assert.Null(trace.InitialState);
        Assert.Equal("9 is outside 0..4", trace.InitialFault!.Message);
        Assert.Equal(["Range"], Violations(trace));
    }

    [Property(Arbitrary = [typeof(MachineModelGenerator)], MaxTest = 100)]
    public void Every_walk_replays_to_the_states_it_went_through(MachineModel model, int seed)
    {
        var interpreter = new Interpreter(model);
        var initial = interpreter.InitialOutcomes();
        if (initial.Count == 0)
        {
            return;
        }

        var schedule = new Schedule((seed & int.MaxValue) % initial.Count, []);
        var state = initial[schedule.InitialState].State;
        for (var n = 0; n < 5 && state is not null && interpreter.Successors(state) is { Count: > 0 } steps; n++)
        {
            var (action, choice, outcome) = steps[((seed >> n) & int.MaxValue) % steps.Count];
            schedule = schedule with { Steps = schedule.Steps.Add(new ScheduledStep(action.Id, choice)) };
            state = outcome.State;
        }

        var trace = interpreter.Replay(schedule);
        Assert.Equal(state, trace.Steps.IsEmpty ? trace.InitialState : trace.Steps[^1].State);
    }

    private static string[] Violations(Trace trace) => [.. trace.FinalViolations.Select(p => trace.Model.Properties[p].Name)];

    private (int Step, string Reason) Failure(params (int Action, int Choice)[] steps)
    {
        var e = Assert.Throws<ReplayException>(() => Replay(steps));
        return (e.Step, e.Reason);
    }

    private Trace Replay(params (int Action, int Choice)[] steps) => new Interpreter(_model.Build())
        .Replay(new Schedule(0, [.. steps.Select(s => new ScheduledStep(s.Action, s.Choice))]));
}
