using System.Linq;
using Explorer.Core.Properties;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Types;
using Explorer.TestKit;
using Xunit;
using static Explorer.TestKit.ModelTerms;

namespace Explorer.Machines.Tests.Interpretation;

/// <summary>Locations, locals and the initial step.</summary>
public sealed class MachineTests
{
    private static readonly IntType Digit = Range(0, 9);

    private readonly MachineModelBuilder _model = new();

    [Fact]
    public void An_action_is_possible_only_at_its_location()
    {
        var thread = _model.Thread("t", 3);
        thread.Action(0, "first", Leave(1)).Action(1, "second", Leave(2));
        var (model, interpreter) = Build();

        var first = Assert.Single(interpreter.Successors(Initial(interpreter)));
        var second = Assert.Single(interpreter.Successors(first.Outcome.State!));

        Assert.Equal(("first", "second"), (first.Action.Name, second.Action.Name));
        Assert.Empty(interpreter.Outcomes(model.Actions[0], first.Outcome.State!));
        Assert.Equal([1], first.Outcome.State!.Machines.Select(m => m.Location));
    }

    [Fact]
    public void A_rule_is_possible_everywhere()
    {
        _model.Thread("t", 2).Action(0, "end", Leave(1));
        _model.Rule("r").Action("tick", Leave());
        var (_, interpreter) = Build();

        Assert.Equal(["end", "tick"], interpreter.Successors(Initial(interpreter)).Select(s => s.Action.Name));
    }

    [Fact]
    public void Locals_that_are_not_live_at_the_new_location_have_their_defaults()
    {
        var page = Identities("page", 3);
        var thread = _model.Thread("t", 3);
        var p = thread.Local("p", page);
        var n = thread.Local("n", Range(5, 9));
        thread.Live(1, p, n).Live(2, n);
        thread.Action(0, "set", Set(p, ConstantAt(page, 2)), Set(n, ConstantAt(n.Type, 3)), Leave(1)).Action(1, "drop p", Leave(2));
        var (_, interpreter) = Build();

        var set = interpreter.Successors(Initial(interpreter))[0].Outcome.State!;
        var dropped = interpreter.Successors(set)[0].Outcome.State!;

        Assert.Equal(["-", "5"], Locals(Initial(interpreter)));
        Assert.Equal(["page2", "8"], Locals(set));
        Assert.Equal(["-", "8"], Locals(dropped));
    }

    [Fact]
    public void Successors_come_by_action_and_then_by_choice()
    {
        var a = _model.Rule("a");
        var n = a.Local("n", Range(0, 1));
        a.Action("draw", Choose(n), Leave());
        _model.Rule("b").Action("tick", Leave());
        var (_, interpreter) = Build();

        Assert.Equal(
            ["draw 0", "draw 1", "tick 0"],
            interpreter.Successors(Initial(interpreter)).Select(s => $"{s.Action.Name} {s.Choice}"));
    }

    [Fact]
    public void The_initial_step_runs_before_the_start_nodes_of_every_machine()
    {
        var x = _model.Variable("x", Digit);
        var n = Local("n", Range(1, 2));
        _model.Initially([n], Choose(n), Set(x, CheckRange(Digit, Read(n))), Leave());
        foreach (var name in (string[])["t", "u"])
        {
            var thread = _model.Thread(name, 2);
            var seen = thread.Local("seen", Digit);
            thread.Live(0, seen).Start(
                Set(seen, Read(x)), Set(x, CheckRange(Digit, Add(Read(x), Constant(3)))), Leave(0));
        }

        var outcomes = Build().Interpreter.InitialOutcomes();

        // x is drawn; t sees it and adds 3; u sees that and adds 3 once more.
        Assert.Equal(["7 1 4", "8 2 5"], outcomes.Select(o =>
            $"{o.State!.Variables[0]} {string.Join(" ", o.State.Machines.Select(m => m.Locals[0]))}"));
        Assert.Equal(["1", "2"], outcomes.Select(o => o.Chosen.Single().Value.Display));
    }

    [Fact]
    public void A_fault_in_the_initial_step_leaves_no_state()
    {
        _model.Initially([], Set(_model.Variable("x", Digit), CheckRange(Digit, Constant(10))), Leave());
        _model.Thread("t", 2).Start(Leave(0));

        var outcome = Assert.Single(Build().Interpreter.InitialOutcomes());

        Assert.Null(outcome.State);
        Assert.Equal("10 is outside 0..9", outcome.Fault!.Message);
    }

    [Fact]
    public void State_properties_are_bits_and_faults_are_their_own()
    {
        var x = _model.Variable("x", Digit);
        var fails = _model.Property("fails", PropertyKind.Invariant, Equal(Read(x), Constant(1)));
        _model.Property("holds", PropertyKind.Invariant, Equal(Read(x), Constant(0)));
        var seen = _model.Property("seen", PropertyKind.Reachable, Equal(Read(x), Constant(0)));
        _model.Property("unseen", PropertyKind.Reachable, Equal(Read(x), Constant(1)));
        _model.Property("faulty", PropertyKind.Invariant, Evaluation.Trap);
        var overflow = _model.Property("overflow", PropertyKind.Overflow);
        var (_, interpreter) = Build();

        Assert.Equal((1UL << fails) | (1UL << seen) | (1UL << overflow), interpreter.EvaluateState(Initial(interpreter)));
    }

    [Fact]
    public void A_limit_holds_or_not_and_a_fault_in_it_is_outside()
    {
        var x = _model.Variable("x", Digit);
        Interpreter With(Expressions.Expression limit) => new(_model.Limit(limit).Build());
        var state = Initial(new Interpreter(_model.Build()));

        Assert.True(new Interpreter(_model.Build()).IsWithinLimit(state));
        Assert.True(With(Less(Read(x), Constant(1))).IsWithinLimit(state));
        Assert.False(With(Less(Read(x), Constant(0))).IsWithinLimit(state));
        Assert.False(With(Evaluation.Trap).IsWithinLimit(state));
    }

    private static string[] Locals(MachineState state) => [.. state.Machines[0].Locals.Select(v => v.Display)];

    private static MachineState Initial(Interpreter interpreter) => interpreter.InitialOutcomes()[0].State!;

    private (MachineModel Model, Interpreter Interpreter) Build()
    {
        var model = _model.Build();
        return (model, new Interpreter(model));
    }
}
