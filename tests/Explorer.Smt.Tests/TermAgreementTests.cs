using Explorer.Language;
using Explorer.Machines;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Smt.Tests;

public class TermAgreementTests
{
    [Property(MaxTest = 100, Arbitrary = [typeof(MachineModelGenerator)])]
    public void Terms_agree_with_the_interpreter(MachineModel model, int seed) =>
        new TermAgreement(model, seed).Check(limit: 25);

    [Theory]
    [InlineData(0, 200)]
    [InlineData(1009106152, 1)] // no variables
    public void Agree_on_the_models_of_some_seeds(int first, int count)
    {
        for (var seed = first; seed < first + count; seed++)
        {
            var model = MachineModelGenerator.Generate(seed);
            try
            {
                new TermAgreement(model, seed).Check(limit: 25);
            }
            catch (System.Exception e)
            {
                throw new Xunit.Sdk.XunitException($"seed {seed}: {e}");
            }
        }
    }

    [Theory]
    [InlineData(1596288729, 2)] // a location that is never reached
    [InlineData(837195446, 0)]
    public void Agree_on_some_states_of_a_model(int model, int seed) =>
        new TermAgreement(MachineModelGenerator.Generate(model), seed).Check(limit: 25);

    [Theory]
    [MemberData(nameof(RepositoryModels.Paths), MemberType = typeof(RepositoryModels))]
    public void Agree_on_the_models_of_the_repository(string path)
    {
        var loaded = ModelFile.Load(path).Bind(ModelSettings.None);
        Assert.Empty(loaded.Diagnostics);
        Assert.NotEqual(0, new TermAgreement(loaded.Build(), 1).Check(limit: 60));
    }
}
