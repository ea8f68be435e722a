using Explorer.Machines;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Compilation.Tests;

public class AgreementTests
{
    [Property(MaxTest = 150, Arbitrary = [typeof(MachineModelGenerator)])]
    public void Compiled_code_agrees_with_the_interpreter(MachineModel model)
    {
        using var agreement = new Agreement(model);
        agreement.Check(limit: 40);
    }

    [Theory]
    [InlineData(0, 250)]
    [InlineData(107113, 1)] // a field of no bits behind a large array
    [InlineData(200963, 1)] // a guard that reads a variable of no bits
    public void Agrees_on_the_models_of_some_seeds(int first, int count)
    {
        for (var seed = first; seed < first + count; seed++)
        {
            var model = MachineModelGenerator.Generate(seed);
            try
            {
                using var agreement = new Agreement(model);
                agreement.Check(limit: 40);

                // Once more with all that the code remembers.
                agreement.Check(limit: 40);
            }
            catch (System.Exception e)
            {
                throw new Xunit.Sdk.XunitException($"seed {seed}: {e}");
            }
        }
    }
}
