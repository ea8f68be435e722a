using System;
using System.IO;
using System.Linq;
using Explorer.Checking;
using Explorer.Core.Verdicts;
using Explorer.Language;
using Xunit;

namespace Explorer.Xunit.Tests;

/// <summary>What assertions demand, and what their failures say.</summary>
public class CheckTests
{
    [Fact]
    public void What_holds_passes() => Assert.True(Check.That(Models.Peterson).Holds());

    [Fact]
    public void What_is_violated_as_expected_gives_its_counterexample()
    {
        var counterexample = Check.That(Models.Increment).IsViolated("fin", inSteps: 4);
        Assert.Equal(("fin", 4), (counterexample!.PropertyName, counterexample.Steps));
        Assert.Null(counterexample.File);
        Assert.NotNull(Check.That(Models.Increment).IsViolated("fin"));
    }

    [Fact]
    public void A_failure_is_a_failed_assertion_with_the_whole_story()
    {
        var folder = Models.NewFolder();
        var failure = Assert.Throws<ModelCheckException>(() => Check.That(Models.Increment).CounterexamplesIn(folder).Holds());
        Assert.Contains(failure.GetType().GetInterfaces(), i => i.FullName == "Xunit.Sdk.IAssertionException");
        Assert.Equal(
            """
            models/classics/increment.model does not hold: fin is violated in 4 steps.

            models/classics/increment.model
              violated  fin: the counter equals the number of threads that are done

                  rules
                  -----
               1  read(thread0)
                    pc[thread0]: reading -> writing
               2  read(thread1)
                    pc[thread1]: reading -> writing
               3  write(thread0)
                    total: 0 -> 1
                    pc[thread0]: writing -> done
               4  write(thread1)                                        <- violates fin
                    pc[thread1]: writing -> done

              After step 4, `(count t: Thr: pc[t] == done) == total` is false.
              pc[thread0] = done, set at step 3 (write(thread0)). pc[thread1] = done,
              set at step 4 (write(thread1)). total = 1, set at step 3
              (write(thread0)).
              No trace is shorter than 4 steps; none of 4 steps has fewer context
              switches (0); of these none has fewer threads and identities (3), and
              this is the first in the model's order.

              explorer check models/classics/increment.model --property fin
              explorer replay FOLDER/increment.fin.trace.json
            """.ReplaceLineEndings("\n").Replace("FOLDER", folder),
            failure.Message);
    }

    [Fact]
    public void The_counterexample_of_a_failure_is_in_a_file_that_replays()
    {
        var folder = Models.NewFolder();
        var failure = Assert.Throws<ModelCheckException>(
            () => Check.That(Models.Increment).With("THREADS", "3").CounterexamplesIn(folder).Holds());
        var counterexample = failure.Counterexample!;
        Assert.Equal("fin", counterexample.PropertyName);
        Assert.Equal(Path.Combine(folder, "increment,THREADS=3.fin.trace.json"), counterexample.File);
        var replayed = TraceLoader.Load(counterexample.File!).Trace!;
        Assert.True(replayed.IsViolated);
        Assert.True(File.Exists(Path.ChangeExtension(Path.ChangeExtension(counterexample.File, null), ".html")));
        Assert.Equal(counterexample.Trace.Steps.Select(s => s.Action.Name), replayed.Trace.Steps.Select(s => s.Action.Name));
        Assert.Contains("increment,THREADS=3.fin.trace.json", TestContext.Current.Attachments!.Keys);
    }

    [Fact]
    public void Without_a_folder_the_file_is_beside_the_test_results()
    {
        var failure = Assert.Throws<ModelCheckException>(() => Check.That(Models.Increment).With("THREADS", "4").Holds());
        Assert.Equal(TestRun.CounterexampleFolder, Path.GetDirectoryName(failure.Counterexample!.File));
        Assert.True(File.Exists(failure.Counterexample.File));
    }

    [Theory]
    [InlineData(new[] { "tests" }, "TestResults")]
    [InlineData(new[] { "tests", "--results-directory", "/tmp/here" }, "/tmp/here")]
    [InlineData(new[] { "tests", "--results-directory=/tmp/there" }, "/tmp/there")]
    [InlineData(new[] { "tests", "--results-directory" }, "TestResults")]
    public void The_test_results_are_where_the_platform_was_told(string[] commandLine, string folder) =>
        Assert.Equal(Path.GetFullPath(folder, AppContext.BaseDirectory), TestRun.ResultsFolder(commandLine));

    [Fact]
    public void Another_number_of_steps_is_a_failure() => Fails(
        () => Check.That(Models.Increment).IsViolated("fin", inSteps: 9),
        "models/classics/increment.model does not violate fin in 9 steps: fin is violated in 4 steps.",
        VerdictKind.Violated);

    [Fact]
    public void What_holds_is_not_violated() => Fails(
        () => Check.That(Models.Peterson).IsViolated("mutex"),
        "models/classics/peterson-two.model does not violate mutex: it holds in all 42 states.",
        VerdictKind.Holds);

    [Fact]
    public void What_was_cut_short_does_not_hold() => Fails(
        () => Check.That(Models.Peterson).WithinStates(10).Holds(),
        "models/classics/peterson-two.model does not hold: inconclusive, the bound of 10 states (--max-states). No violation in the 10 states ",
        VerdictKind.Inconclusive);

    [Fact]
    public void What_was_cut_short_is_not_violated_either() => Fails(
        () => Check.That(Models.PageReuse).Within(TimeSpan.FromTicks(1)).IsViolated("no_foreign_page"),
        "models/generate/page-reuse.model does not violate no_foreign_page: inconclusive, ",
        VerdictKind.Inconclusive);

    [Fact]
    public void Settings_are_in_the_first_line() => Fails(
        () => Check.That(Models.PageReuse).Config("lazy").With("CPUS", "1").With("CALLS", "3").Property("no_foreign_page").Holds(),
        "models/generate/page-reuse.model with lazy, CPUS = 1, CALLS = 3 does not hold: no_foreign_page is violated in 4 steps.",
        VerdictKind.Violated);

    [Fact]
    public void A_reachable_that_is_never_reached_has_no_counterexample() => Fails(
        () => Check.That(ModelFile.FromText("var x : 0..1 = 0;\nrule r when x == 1 { x = 0; }\nreachable one: x == 1;\n", "one.model"))
            .Property("one").Holds(),
        "one.model does not hold: one is reached in none of the 1 state.",
        VerdictKind.Violated);

    [Theory]
    [InlineData("wrong/text.model", "fin", "wrong/text.model is wrong.\n\n", "error EX1")]
    [InlineData("models/none.model", "fin", "models/none.model is wrong.\n\n", "there is no such file")]
    [InlineData("models/classics/increment.model", "fni", "models/classics/increment.model is wrong.\n\n", "did you mean 'fin'?")]
    public void A_mistake_is_a_failure_with_the_diagnostic(string model, string property, string start, string part)
    {
        var failure = Assert.Throws<ModelCheckException>(() => Check.That(model).IsViolated(property));
        Assert.StartsWith(start, failure.Message);
        Assert.Contains(part, failure.Message);
        Assert.Null(failure.Result);
    }

    private static void Fails(Func<object?> check, string line, VerdictKind verdict)
    {
        var failure = Assert.Throws<ModelCheckException>(check);
        Assert.StartsWith(line, failure.Message);
        Assert.Equal(verdict, failure.Result!.Verdict);
    }
}
