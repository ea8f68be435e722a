using System.Linq;
using Explorer.Language.Tests.Lowering;
using Xunit;

namespace Explorer.Language.Tests.Binding;

public class QueueTests
{
    // Another thread names the queue, so that it is shared.
    private const string Declarations =
        """
        var q : queue(2) 0..3 = {};
        var x : 0..3 = 0;
        thread other { push(q, 1); }

        """;

    [Theory]
    [InlineData("init { push(q, 3); push(q, 1); tested = head(q); }", "3")]
    [InlineData("init { push(q, 3); tested = pop(q); }", "3")]
    [InlineData("init { push(q, 3); tested = length(q); }", "1")]
    [InlineData("init { push(q, 3); push(q, 3); tested = |q|; }", "2")]
    [InlineData("init { push(q, 3); q = {}; tested = |q|; }", "0")]
    [InlineData("init { push(q, 2); if (pop(q) == 2) { tested = 1; } }", "1")]
    [InlineData("init { push(q, 2); let y = pop(q); tested = y + |q|; }", "2")]
    public void A_queue_gives_what_was_put_in_first(string init, string value)
    {
        var model = Bound.Machines($"var q : queue(2) 0..3 = {{}};\nvar tested : 0..3 = 0;\n{init}\nrule idle {{ skip; }}");
        var outcome = Assert.Single(new Machines.Interpretation.Interpreter(model).InitialOutcomes());
        Assert.Equal(value, outcome.State!.Variables[1].Display);
    }

    [Theory]
    [InlineData("push(q, 1); push(q, 1); push(q, 1);", "range")]
    [InlineData("let y = pop(q);", "index")]
    [InlineData("let y = head(q);", "index")]
    public void Too_many_elements_and_too_few_are_violations(string statements, string property) =>
        Assert.Contains(property, Exploration.Of($"var q : queue(2) 0..3 = {{}}; thread t {{ {statements} }}").Found.Keys);

    [Theory]
    [InlineData("push(q, 1);")]
    [InlineData("let y = pop(q);")]
    [InlineData("pop(q);")]
    [InlineData("push(q, 1 + 1);")]
    [InlineData("if (pop(q) == 1) { skip; }")]
    [InlineData("atomic await |q| > 0;")]
    [InlineData("atomic let y = head(q);")]
    public void Putting_in_and_taking_out_are_one_access(string statement) =>
        Assert.Empty(Bound.Messages($"{Declarations}thread t {{ {statement} }}"));

    [Theory]
    [InlineData("x = pop(q); atomic x = 1;")]
    [InlineData("push(q, x);")]
    [InlineData("push(q, head(q));")]
    [InlineData("let y = head(q);")]
    [InlineData("let y = length(q);")]
    [InlineData("await |q| > 0;")]
    [InlineData("let y = q;")]
    [InlineData("q = {};")]
    [InlineData("if (|q| > 0 && head(q) == 1) { skip; }")]
    public void Two_operations_and_what_reads_the_queue_are_several(string statement) =>
        Assert.Equal(["EX4001"], Bound.Codes($"{Declarations}thread t {{ {statement} }} rule r {{ x = 1; }}"));

    [Theory]
    [InlineData("push(q, true);", "EX3001: this is of type bool; 0..3 is expected here.")]
    [InlineData("push(x, 1);", "EX3001: this is of type 0..3; a queue is expected here.")]
    [InlineData("let y = pop(x);", "EX3001: this is of type 0..3; a queue is expected here.")]
    [InlineData("push(q);", "EX3009: 'push' takes 2 values, not 1.")]
    [InlineData("pop(q, 1);", "EX3009: 'pop' takes 1 value, not 2.")]
    [InlineData("x = head(x);", "EX3003: 'head' does not apply to 0..3.")]
    [InlineData("length(q);", "EX2005: 'length' is a function or a variant; a procedure is expected here.")]
    [InlineData("let y = 1 + pop(q) * 2;", null)]
    [InlineData("let y = true || pop(q) == 1;", "EX4011: 'pop' changes its operand; it may stand as a statement, alone after '=', or in a condition.")]
    public void Queue_operations_are_typed(string statement, string? message) =>
        Assert.Equal(message, Bound.Messages($"{Declarations}thread t {{ {statement} }}").FirstOrDefault());

    [Fact]
    public void Queues_of_one_type_are_compared_as_wholes() =>
        Assert.Equal("true", Bound.Value("bool", "a == b && a == {}", "var a : queue(2) bool = {};\nvar b : queue(2) bool = {};"));
}
