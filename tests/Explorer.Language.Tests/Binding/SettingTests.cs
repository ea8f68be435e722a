using System.Linq;
using Explorer.Language.Syntax;
using Xunit;

namespace Explorer.Language.Tests.Binding;

public class SettingTests
{
    private const string Model =
        """
        type Kind = enum { small, large };
        /// how many
        param N = 2 in 1..4;
        param K: Kind = small;
        param TWICE = 2 * N;
        switch lazy "defer it" = off;
        switch kind: Kind = large;
        config big { N = 4; K = large; lazy = on; }
        config other { N = 3; }
        rule idle { skip; }

        """;

    [Fact]
    public void Without_settings_the_declared_values_count() =>
        Assert.Equal(["N = 2", "K = small", "TWICE = 4", "lazy = off", "kind = large"], Values(ModelSettings.None));

    [Fact]
    public void Single_settings_replace_values_and_what_depends_on_them() =>
        Assert.Equal(
            ["N = 3", "K = large", "TWICE = 6", "lazy = on", "kind = small"],
            Values(Bound.With(("N", "1 + 2"), ("K", "large"), ("lazy", "on"), ("kind", "small"))));

    [Fact]
    public void Configs_come_first_and_later_ones_count() =>
        Assert.Equal(
            ["N = 3", "K = large", "TWICE = 6", "lazy = off", "kind = large"],
            Values(new ModelSettings(["big", "other"], [("lazy", "on"), ("lazy", "off")])));

    [Theory]
    [InlineData("M", "3", "EX2008: the model has no parameter or switch 'M'.")]
    [InlineData("big", "3", "EX2008: the model has no parameter or switch 'big'.")]
    [InlineData("N", "5", "EX2009: N = 5 is outside 1..4.")]
    [InlineData("N", "true", "EX2009: N = true is outside 1..4.")]
    [InlineData("K", "3", "EX3001: this is of type integer; Kind is expected here.")]
    [InlineData("lazy", "2", "EX3001: this is of type integer; bool is expected here.")]
    [InlineData("N", "nonsense", "EX2003: 'nonsense' is not declared.")]
    [InlineData("N", "1 +", "EX1001: expected an expression, found the end of the file.")]
    [InlineData("N", "N", "EX2006: 'N' is defined by itself.")]
    public void A_setting_that_does_not_fit_is_reported(string name, string value, string message) =>
        Assert.Equal(message, Bound.Messages(Model, Bound.With((name, value))).First());

    [Fact]
    public void An_unknown_config_is_reported_with_a_suggestion()
    {
        var diagnostic = Assert.Single(Bound.Model(Model, new ModelSettings(["othre"], [])).Diagnostics);
        Assert.Equal("the model has no config 'othre'.", diagnostic.Message);
        Assert.Equal("did you mean 'other'?", diagnostic.Hint);
    }

    [Theory]
    [InlineData("config worse { M = 3; }", "EX2008: the model has no parameter or switch 'M'.")]
    [InlineData("config worse { idle = 3; }", "EX2008: the model has no parameter or switch 'idle'.")]
    [InlineData("expect holds with M = 3;", "EX2008: the model has no parameter or switch 'M'.")]
    [InlineData("expect holds with bigger;", "EX2008: the model has no config 'bigger'.")]
    [InlineData("expect holds missing;", "EX2013: the model has no property 'missing'.")]
    [InlineData("expect violated idle;", "EX2013: the model has no property 'idle'.")]
    [InlineData("expect violated assertion;", "EX2013: the model has no property 'assertion'.")]
    [InlineData("deadlock allowed; expect violated deadlock;", "EX2013: the model has no property 'deadlock'.")]
    public void What_a_config_or_an_expectation_names_must_be_there(string text, string message) =>
        Assert.Equal([message], Bound.Messages(Model + text));

    [Theory]
    [InlineData("expect violated deadlock; expect holds index;")]
    [InlineData("invariant p: true; expect holds p with big, N = 3;")]
    [InlineData("proc q() { skip; assert p: true; } expect holds p;")]
    [InlineData("thread t when lazy { skip; assert p: true; } expect violated p with lazy = on;")]
    [InlineData("thread t { skip; assert true; } expect holds assertion;")]
    public void What_an_expectation_may_name(string text) => Assert.Empty(Bound.Messages(Model + text));

    [Fact]
    public void Expectations_are_those_of_the_models_own_file_with_their_settings()
    {
        using var folder = new ModelFolder(
            ("model.model", "use \"base.model\";\nrule r { skip; }\nexpect violated p in 3 steps with big, N = 1 + 2;\n"),
            ("base.model", "param N = 1; config big { N = 2; } invariant p: N > 0; expect holds;"));
        var expectation = Assert.Single(folder.Load().File.Expectations);
        Assert.Equal((ExpectationKind.Violated, "p", 3), (expectation.Kind, expectation.Property, expectation.Number));
        Assert.Equal(["big"], expectation.Settings.Configs);
        Assert.Equal([("N", "1 + 2")], expectation.Settings.Values);
        Assert.Equal("expect violated p in 3 steps with big, N = 1 + 2", expectation.Text);
    }

    [Fact]
    public void Parameters_and_switches_are_described()
    {
        var loaded = Bound.Model(Model);
        Assert.Equal("how many", loaded.Parameters[0].Description);
        Assert.Equal("defer it", loaded.Switches[0].Description);
    }

    [Fact]
    public void A_branch_that_the_settings_rule_out_leaves_no_trace()
    {
        const string Text = "switch s = off; var x : 0..3 = 0; thread t { if (s) { x = 1; } } thread u { x = 2; } thread v { x = 3; }";
        Assert.Equal(2, Bound.Machines(Text).Actions.Length);
        Assert.Equal(3, Bound.Machines(Text, Bound.With(("s", "on"))).Actions.Length);
    }

    [Fact]
    public void A_thread_is_there_only_where_its_condition_holds()
    {
        const string Text = "switch s = off; thread t when s { here: skip; } thread u { skip; } invariant p: ended(t) && !(t at here);";
        Assert.Equal(["u"], Bound.Machines(Text).Machines.Select(m => m.Name));
        Assert.Equal(["t", "u"], Bound.Machines(Text, Bound.With(("s", "on"))).Machines.Select(m => m.Name));
    }

    private static string[] Values(ModelSettings settings)
    {
        var loaded = Bound.Model(Model, settings);
        Assert.Empty(loaded.Diagnostics);
        return [.. loaded.Parameters.Concat(loaded.Switches).Select(s => $"{s.Name} = {s.Value}")];
    }
}
