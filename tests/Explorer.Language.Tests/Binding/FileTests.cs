using System;
using System.Linq;
using Explorer.Language.Diagnostics;
using Xunit;

namespace Explorer.Language.Tests.Binding;

public class FileTests
{
    private const string Idle = "rule idle { skip; }\n";

    [Fact]
    public void The_definition_nearest_to_the_model_counts()
    {
        using var folder = new ModelFolder(
            ("model.model", "use \"near.model\";\n" + Idle),
            ("near.model", "use \"far.model\";\ndefault param N = 2;\nfun f(): 0..9 = N;"),
            ("far.model", "default param N = 1;\ndefault fun f(): 0..9 = 0;\ndefault param M = f();"));
        Assert.Equal(["N = 2", "M = 2"], Parameters(folder).Order().Reverse());
    }

    [Fact]
    public void A_file_used_twice_is_taken_in_once()
    {
        using var folder = new ModelFolder(
            ("model.model", "use \"left.model\";\nuse \"right.model\";\nuse \"sub/../base.model\";\nvar y : 0..9 = N;\n" + Idle),
            ("left.model", "use \"base.model\";\nvar left : 0..N = 0;"),
            ("right.model", "use \"base.model\";\nparam N = 3;"),
            ("base.model", "default param N = 1;\nvar x : bool = false;"),
            ("sub/other.model", ""));
        Assert.Equal("", folder.Rendered());
        Assert.Equal(["x", "left", "y"], folder.Load().Build().Variables.Select(v => v.Name));
    }

    [Fact]
    public void Two_definitions_of_which_neither_is_nearer_are_ambiguous()
    {
        using var folder = new ModelFolder(
            ("model.model", "use \"left.model\";\nuse \"right.model\";\n" + Idle),
            ("left.model", "use \"base.model\";\nparam N = 2;"),
            ("right.model", "use \"base.model\";\ndefault param N = 3;"),
            ("base.model", "default param N = 1;"));
        Assert.Equal(
            """
            right.model(2,15): error EX2010: 'N' is given in two files of which neither uses the other.
                default param N = 3;
                              ^
            left.model(2,7): note: declared here too
                param N = 2;
                      ^

            """,
            folder.Rendered());
    }

    [Fact]
    public void The_model_settles_an_ambiguity_between_defaults()
    {
        using var folder = new ModelFolder(
            ("model.model", "use \"left.model\";\nuse \"right.model\";\nparam N = 4;\n" + Idle),
            ("left.model", "default param N = 2;"),
            ("right.model", "default param N = 3;"));
        Assert.Equal(["N = 4"], Parameters(folder));
    }

    [Fact]
    public void Files_that_use_each_other_are_read_once_and_neither_is_nearer()
    {
        using var folder = new ModelFolder(
            ("model.model", "use \"one.model\";\n" + Idle),
            ("one.model", "use \"two.model\";\ndefault param N = 1;"),
            ("two.model", "use \"one.model\";\nuse \"model.model\";\ndefault param N = 2;"));
        Assert.Equal(["EX2010"], folder.Codes());
    }

    [Theory]
    [InlineData("var N : bool = true;", "EX2012")]
    [InlineData("param N = 2;\nparam N = 3;", "EX2002")]
    [InlineData("fun N(): 0..3 = 1;", "EX2012")]
    [InlineData("param N = 2;", null)]
    public void A_default_is_replaced_once_and_by_its_own_kind(string text, string? code)
    {
        using var folder = new ModelFolder(
            ("model.model", $"use \"base.model\";\n{text}\n{Idle}"), ("base.model", "default param N = 1;"));
        Assert.Equal(code is null ? [] : [code], folder.Codes().Distinct());
    }

    [Fact]
    public void What_is_no_default_cannot_be_replaced()
    {
        using var folder = new ModelFolder(
            ("model.model", "use \"base.model\";\nparam N = 2;\n" + Idle), ("base.model", "param N = 1;"));
        Assert.Equal(["EX2002"], folder.Codes());
    }

    [Fact]
    public void A_file_is_looked_for_beside_its_user_and_then_in_the_library()
    {
        using var folder = new ModelFolder(
            ("models/model.model", "use \"both.model\";\nuse \"lib-only.model\";\n" + Idle),
            ("models/both.model", "param N = 1;"),
            ("lib/both.model", "param N = 2;"),
            ("lib/lib-only.model", "use \"lib-too.model\";"),
            ("lib/lib-too.model", "param M = 3;"));
        var loaded = folder.Load("models/model.model", "lib");
        Assert.Equal("", DiagnosticRenderer.Render(loaded.Diagnostics));
        Assert.Equal(["M = 3", "N = 1"], loaded.Parameters.Select(p => $"{p.Name} = {p.Value}").Order());
    }

    [Theory]
    [InlineData("missing.model")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a\tb")]
    public void A_file_that_is_not_there_is_reported_where_it_is_used(string name)
    {
        using var folder = new ModelFolder(("model.model", $"{Idle}use \"{name}\";\n"));
        var diagnostic = Assert.Single(folder.Load().Diagnostics);
        Assert.Equal("EX2001", diagnostic.Code);
        Assert.Equal(2, diagnostic.Span.Source.Position(diagnostic.Span.Start).Line);
    }

    [Fact]
    public void A_model_that_is_not_there_is_one_mistake()
    {
        using var folder = new ModelFolder();
        Assert.Equal(["EX2001"], folder.Codes());
    }

    [Fact]
    public void A_private_variable_is_read_everywhere_and_written_in_its_file()
    {
        using var folder = new ModelFolder(
            ("model.model", "use \"owner.model\";\nthread t { let seen = free; put(seen); }\n"),
            ("owner.model", "private var free : 0..3 = 1;\nproc put(n: 0..3) { free = n; }\n"));
        Assert.Equal("", folder.Rendered());
    }

    [Theory]
    [InlineData("thread t { free = 1; }")]
    [InlineData("rule r { free = 1; }")]
    [InlineData("init { free = 1; } rule r { skip; }")]
    [InlineData("thread t { xchg(free, 1); }")]
    [InlineData("proc p() { free = 1; } thread t { p(); }")]
    [InlineData("proc p() { free = 1; } thread t { skip; }")]
    [InlineData("thread t { fill(free); }")]
    public void A_private_variable_is_written_nowhere_else(string text)
    {
        using var folder = new ModelFolder(
            ("model.model", "use \"owner.model\";\n" + text),
            ("owner.model", "private var free : 0..3 = 1;\nproc fill(ref n: 0..3) { n = 2; }"));
        Assert.Equal(["EX2011"], folder.Codes());
    }

    [Fact]
    public void The_owner_of_a_private_variable_may_give_it_to_a_procedure_of_another_file()
    {
        using var folder = new ModelFolder(
            ("model.model", "use \"lock.model\";\nprivate var held : bool = false;\nthread t { lock(held); }"),
            ("lock.model", "proc lock(ref l: bool) { atomic { await !l; l = true; } }"));
        Assert.Equal("", folder.Rendered());
    }

    [Fact]
    public void Mistakes_are_sorted_by_file_and_place()
    {
        using var folder = new ModelFolder(
            ("model.model", "use \"b.model\";\nvar x : Nope;\nrule r { skip; }\nvar y : Nope;"),
            ("b.model", "use \"a.model\";\nvar z : Nope;"),
            ("a.model", "var = ;\nvar u : Nope;"));
        Assert.Equal(
            ["a.model(1,5)", "a.model(2,9)", "b.model(2,9)", "model.model(2,9)", "model.model(4,9)"],
            folder.Rendered().Split('\n').Where(line => line.Contains(": error", StringComparison.Ordinal)).Select(l => l.Split(':')[0]));
    }

    private static string[] Parameters(ModelFolder folder) =>
        [.. folder.Load().Parameters.Select(p => $"{p.Name} = {p.Value}")];
}
