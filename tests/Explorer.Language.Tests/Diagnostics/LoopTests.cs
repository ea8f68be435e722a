using Explorer.Language.Tests.Binding;
using Xunit;

namespace Explorer.Language.Tests.Diagnostics;

public class LoopTests
{
    private const string Shared = "var x : 0..3 = 0;\nvar s : set 0..3 = {};\nthread other { x = 1; s = {}; }\n";

    [Theory]
    [InlineData("loop { x = 1; }")]
    [InlineData("while (x == 0) { }")]
    [InlineData("for i in 0..1 { while (n > 0) { x = n; n = n - 1; } }")]
    [InlineData("foreach i in s { while (n > 0) { x = n; n = n - 1; } }")]
    [InlineData("foreach i in s { loop { if (n > 0) break; x = 1; } continue; }")]
    [InlineData("loop { for i in 0..1 { n = i; } x = n; }")]
    [InlineData("for i in 0..1 { for j in 0..1 { n = j; continue; } }")]
    [InlineData("loop { break; }")]
    public void A_loop_that_takes_a_step_in_every_turn_may_stand_in_any_other(string loop) =>
        Assert.Empty(Bound.Messages($"{Shared}thread t {{ let n = 1; {loop} }}"));

    [Theory]
    [InlineData("loop { }")]
    [InlineData("loop { n = 1 - n; }")]
    [InlineData("while (n > 0) { n = n - 1; }")]
    [InlineData("loop { for i in 0..1 { n = i; } }")]
    [InlineData("loop { foreach i in {1, 2} { n = 1; } }")]
    [InlineData("loop { if (n > 0) { x = 1; } }")]
    [InlineData("loop { either { x = 1; } or { n = 1; } }")]
    [InlineData("for i in 0..1 { loop { n = i; if (n > 0) break; } x = n; }")]
    [InlineData("loop { q(); }")]
    public void A_loop_that_can_turn_without_a_step_is_refused(string loop) =>
        Assert.Equal(
            ["EX4006"],
            Bound.Codes($"{Shared}proc q() {{ for i in 0..1 {{ return; }} x = 1; }}\nthread t {{ let n = 1; {loop} }}"));
}
