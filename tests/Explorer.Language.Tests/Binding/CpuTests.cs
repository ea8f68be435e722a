using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Nodes;
using Explorer.Machines.Printing;
using Xunit;
using Assert = Xunit.Assert;

namespace Explorer.Language.Tests.Binding;

public class CpuTests
{
    private const string Declarations =
        """
        type Cpu = id(2) { boot } as "CPU";
        percpu var k : 0..3 = 0;
        percpu var row : [0..1] 0..3 = 0;
        var x : 0..3 = 0;
        var at_cpu : Cpu = boot;
        rule other { k@boot = 1; row@boot[0] = 1; x = 1; at_cpu = boot; }

        """;

    [Theory]
    [InlineData("on boot { k = 2; }", "k@boot = 2")]
    [InlineData("on boot { row[1] = 2; }", "row@boot[1] = 2")]
    [InlineData("{ k@boot = 2; }", "k@boot = 2")]
    [InlineData("on boot { k@me = 2; }", "k@boot = 2")]
    [InlineData("on boot { row@me[x] = 2; }", null)]
    [InlineData("on boot { let s = k; k = s; }", "k@boot = s")]
    public void A_percpu_variable_is_that_of_the_cpu(string thread, string? assignment)
    {
        var text = $"{Declarations}thread t {thread}";
        if (assignment is null)
        {
            Assert.Equal(["EX4001"], Bound.Codes(text));
            return;
        }

        var model = Bound.Machines(text);
        var printer = new ExpressionPrinter();
        var assigned = Assigns(model, "t").Select(a => $"{printer.Print(a.Target)} = {printer.Print(a.Value)}");
        Assert.Contains(assignment, assigned);
    }

    [Fact]
    public void Each_instance_has_its_own_cpu()
    {
        var model = Bound.Machines($"{Declarations}thread t for c: Cpu on c {{ k = 2; }}");
        var printer = new ExpressionPrinter();
        Assert.Equal(
            ["k@boot", "k@CPU1"],
            model.Machines.Where(m => m.Template == "t").SelectMany(m => Assigns(model, m.Name)).Select(a => printer.Print(a.Target)));
    }

    [Fact]
    public void A_machine_that_can_move_evaluates_its_cpu_in_every_step()
    {
        var model = Bound.Machines($"{Declarations}thread t on at_cpu {{ k = 2; k = 3; }}");
        var printer = new ExpressionPrinter();
        var lines = Assigns(model, "t").Select(a => $"{printer.Print(a.Target)} = {printer.Print(a.Value)}");
        Assert.Equal(["me = at_cpu", "k@me = 2", "me = at_cpu", "k@me = 3"], lines);
    }

    [Theory]
    [InlineData("thread t { k = 1; }", "'me' has no meaning here: 't' runs on no CPU.")]
    [InlineData("thread t { p(); } proc p() { k = 1; }", "'me' has no meaning here: 't' runs on no CPU.")]
    [InlineData("rule r { k = 1; }", "'me' has no meaning here: 'r' runs on no CPU.")]
    [InlineData("init { k = 1; }", "'me' has no meaning here: 'init' runs on no CPU.")]
    [InlineData("invariant p: k == 1;", "'me' has no meaning here: a property runs on no CPU.")]
    [InlineData("param P = me;", "'me' has no meaning here: a constant runs on no CPU.")]
    [InlineData("thread t { irqs_off { x = 1; } }", "'irqs_off' has no meaning here: 't' runs on no CPU.")]
    [InlineData("thread t { preempt_off { x = 1; } }", "'preempt_off' has no meaning here: 't' runs on no CPU.")]
    [InlineData("interrupt h when x == 1 { x = 0; }", "'interrupt' has no meaning here: 'h' runs on no CPU.")]
    public void Without_a_cpu_me_has_no_meaning(string text, string message) =>
        Assert.Equal(["EX4008: " + message], Bound.Messages(Declarations + text));

    [Theory]
    [InlineData("thread t on true { let y = me; skip; }", "EX3001: this is of type bool; Cpu is expected here.")]
    [InlineData("thread t on 1 { k = 2; }", "EX3001: this is of type integer; Cpu is expected here.")]
    [InlineData("thread t { k@1 = 2; }", "EX3001: this is of type integer; Cpu is expected here.")]
    [InlineData("thread t { x@boot = 2; }", "EX2005: 'x' is no per-CPU variable; a percpu variable is expected here.")]
    [InlineData("thread t { z@boot = 2; }", "EX2005: 'z' is not declared; a percpu variable is expected here.")]
    public void A_cpu_is_of_the_type_of_cpus(string text, string message) =>
        Assert.Equal([message], Bound.Messages(Declarations + text));

    [Theory]
    [InlineData("thread t on 1 { let y = me; skip; }", "EX2003")]
    [InlineData("var Cpu : bool = false; thread t on 1 { let y = me; skip; }", "EX2005")]
    public void Without_a_type_of_cpus_nothing_runs_on_one(string text, string code) => Assert.Equal([code], Bound.Codes(text));

    [Fact]
    public void Self_is_another_identity_in_each_thread()
    {
        var model = Bound.Machines(
            "var last : Thread? = none; thread t for i: 0..1 { last = self; } thread u { last = self; } rule r { last = none; }");
        Assert.Equal(
            ["thread0", "thread1", "thread2"],
            model.Machines.Where(m => m.Kind == MachineKind.Thread).SelectMany(m => Assigns(model, m.Name))
                .Select(a => new ExpressionPrinter().Print(a.Value)));
    }

    [Theory]
    [InlineData("rule r { last = self; }", "EX4010: 'self' cannot stand here: only a thread or a handler has an identity.")]
    [InlineData("rule r { skip; } invariant p: last == self;", "EX4010: 'self' cannot stand here: only a thread or a handler has an identity.")]
    [InlineData("thread t for i: 0..64 { last = none; }", "EX5004: 'Thread' has 65 instances; at most 64 are possible.")]
    public void Only_so_many_threads_have_an_identity(string text, string message) =>
        Assert.Equal([message], Bound.Messages("var last : Thread? = none; " + text));

    [Fact]
    public void More_threads_may_run_without_identities() =>
        Assert.Equal(65, Bound.Machines("thread t for i: 0..64 { skip; }").Machines.Length);

    [Theory]
    [InlineData("t[boot] at here", null)]
    [InlineData("forall c: Cpu: t[c] at here => ended(u)", null)]
    [InlineData("t at here", null)]
    [InlineData("ended(t)", null)]
    [InlineData("t[boot].y == 1", null)]
    [InlineData("exists c: Cpu: t[c].y == 1", null)]
    [InlineData("t[at_cpu] at here", null)]
    [InlineData("t.y == 1", "EX3009: 't' takes 1 value, not 0.")]
    [InlineData("u[boot] at here", "EX3009: 'u' takes 0 values, not 1.")]
    [InlineData("t[true] at here", "EX3001: this is of type bool; Cpu is expected here.")]
    [InlineData("t at nowhere", "EX2014: no statement of 't' is named 'nowhere'.")]
    [InlineData("t[boot].z == 1", "EX2015: thread 't' has no local 'z' of its own.")]
    [InlineData("other at here", "EX2005: 'other' is a rule; a thread is expected here.")]
    [InlineData("ended(other)", "EX2005: 'other' is a rule; a thread is expected here.")]
    [InlineData("x at here", "EX2005: 'x' is no thread; a thread is expected here.")]
    [InlineData("t == u", "EX2005: 't' is a thread; a value is expected here.")]
    public void Properties_ask_where_threads_are(string condition, string? message) =>
        Assert.Equal(message, Bound.Messages(
            $$"""
            {{Declarations}}
            thread t for c: Cpu on c { let y = x; here: x = y; }
            thread u { x = 2; }
            invariant p: {{condition}};
            """).FirstOrDefault());

    [Fact]
    public void Code_cannot_ask_where_threads_are() =>
        Assert.Equal(["EX4017"], Bound.Codes("var x : bool = false; thread t { x = true; } thread u { await ended(t); x = false; }"));

    private static Assign[] Assigns(MachineModel model, string machine) =>
        [.. model.Actions.Where(a => model.Machines[a.Machine].Name == machine).SelectMany(a => a.Nodes).OfType<Assign>()];
}
