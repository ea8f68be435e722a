using System.Linq;
using System.Threading.Tasks;
using Xunit;
using Xunit.Runner.Common;
using Xunit.Sdk;
using Xunit.v3;

namespace Explorer.Xunit.Tests;

/// <summary>Every expectation is a test case with a name of its own.</summary>
public class TheoryTests
{
    [ModelTheory("models/**/*.model", Seconds = 120)]
    public void Is_met(ModelExpectation expectation) => expectation.Judge();

    [Fact]
    public async Task Each_line_of_each_model_is_a_test_case()
    {
        var cases = await CasesOf(new ModelTheoryAttribute("models/**/*.model"));
        Assert.Equal(
            [
                "models/classics/increment.model:23 expect violated fin in 4 steps",
                "models/classics/increment.model:24 expect states 13",
                "models/classics/increment.model:25 expect orbits 8",
                "models/classics/increment.model:26 expect transitions 14",
                "models/classics/increment.model:27 expect states 84 with THREADS = 3",
                "models/classics/increment.model:28 expect orbits 22 with THREADS = 3",
                "models/classics/peterson-two.model:31 expect holds",
                "models/classics/peterson-two.model:32 expect states 42",
                "models/classics/peterson-two.model:33 expect transitions 76",
                "models/generate/page-reuse.model:57 expect holds no_foreign_page",
                "models/generate/page-reuse.model:58 expect violated no_foreign_page in 5 steps with local",
                "models/generate/page-reuse.model:59 expect violated no_foreign_page in 4 steps with lazy, CPUS = 1, CALLS = 3",
            ],
            cases.Select(c => c.TestCaseDisplayName));
        Assert.Equal(cases.Length, cases.Select(c => c.UniqueID).Distinct().Count());
    }

    [Fact]
    public async Task The_line_in_the_model_is_the_source_of_the_test_case()
    {
        var first = Assert.IsType<XunitTestCase>((await CasesOf(new ModelTheoryAttribute("models/classics/*.model")))[0]);
        Assert.Equal(TestFolders.Find(Models.Increment), first.SourceFilePath);
        Assert.Equal(23, first.SourceLineNumber);
    }

    [Fact]
    public void An_expectation_can_be_passed_on_as_text()
    {
        var all = ModelTheoryDiscoverer.Expectations(
            new ModelTheoryAttribute("models/classics/*.model") { Library = "models", Seconds = 2.5 }, TestFolders.All);
        var text = SerializationHelper.Instance.Serialize(all[0], typeof(ModelExpectation));
        var read = Assert.IsType<ModelExpectation>(SerializationHelper.Instance.Deserialize(text));
        Assert.Equal(all[0].Name, read.Name);
        Assert.Equal(all[0].FullPath, read.FullPath);
        Assert.Equal(text, SerializationHelper.Instance.Serialize(read, typeof(ModelExpectation)));
        read.Judge();
    }

    [Fact]
    public async Task A_pattern_that_matches_nothing_is_a_test_that_fails()
    {
        var only = Assert.IsType<ExecutionErrorTestCase>(Assert.Single(await CasesOf(new ModelTheoryAttribute("modles/*.model"))));
        Assert.StartsWith("No model that matches 'modles/*.model' expects anything. Looked in: ", only.ErrorMessage);
    }

    [Fact]
    public async Task A_method_without_an_expectation_is_a_test_that_fails()
    {
        var method = (IXunitTestMethod)TestContext.Current.TestMethod!;
        var cases = await new ModelTheoryDiscoverer().Discover(
            TestFrameworkOptions.Empty(), method, new ModelTheoryAttribute("models/**/*.model"));
        var only = Assert.IsType<ExecutionErrorTestCase>(Assert.Single(cases));
        Assert.Equal("The method must have one parameter, a ModelExpectation.", only.ErrorMessage);
    }

    [Fact]
    public void A_model_that_cannot_be_read_is_one_expectation_that_is_not_met()
    {
        var all = ModelTheoryDiscoverer.Expectations(new ModelTheoryAttribute("wrong/text.model"), TestFolders.All);
        var only = Assert.Single(all);
        Assert.Equal("wrong/text.model (cannot be read)", only.Name);
        var failure = Assert.Throws<ModelCheckException>(only.Judge);
        Assert.StartsWith("wrong/text.model is wrong.\n\n", failure.Message);
        Assert.Contains("error EX1", failure.Message);
    }

    [Theory]
    [InlineData(0, "wrong/steps.model:15 expect violated fin in 9 steps: violated in 4 steps.", true)]
    [InlineData(1, "wrong/steps.model:16 expect holds fin: violated in 4 steps.", true)]
    [InlineData(2, "wrong/steps.model:17 expect states 14: 13 states.", false)]
    public void What_was_found_instead_is_in_the_first_line(int index, string line, bool hasTrace)
    {
        var all = ModelTheoryDiscoverer.Expectations(new ModelTheoryAttribute("wrong/st*.model"), TestFolders.All);
        Assert.Equal(3, all.Count);
        var failure = Assert.Throws<ModelCheckException>(all[index].Judge);
        Assert.Equal(line, failure.Message.Split('\n')[0]);
        Assert.Equal(hasTrace, failure.Counterexample is not null);
    }

    [Fact]
    public void What_was_cut_short_is_not_met()
    {
        var all = ModelTheoryDiscoverer.Expectations(
            new ModelTheoryAttribute("models/generate/page*.model") { Seconds = 1e-7 }, TestFolders.All);
        var failure = Assert.Throws<ModelCheckException>(all[0].Judge);
        Assert.StartsWith("models/generate/page-reuse.model:57 expect holds no_foreign_page: inconclusive: ", failure.Message);
        Assert.Equal(Core.Verdicts.VerdictKind.Inconclusive, failure.Result!.Verdict);
        Assert.Null(failure.Counterexample);
    }

    private static async Task<IXunitTestCase[]> CasesOf(ModelTheoryAttribute theory)
    {
        var here = (IXunitTestMethod)TestContext.Current.TestMethod!;
        var method = new XunitTestMethod(here.TestClass, typeof(TheoryTests).GetMethod(nameof(Is_met))!, []);
        return [.. await new ModelTheoryDiscoverer().Discover(TestFrameworkOptions.Empty(), method, theory)];
    }
}
