using System.Linq;
using Explorer.Machines.Interpretation;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Machines.Tests.Interpretation;

/// <summary>Some of the outcomes of the initial step.</summary>
public class InitialOutcomesTests
{
    [Property(MaxTest = 200, Arbitrary = [typeof(MachineModelGenerator)])]
    public void The_first_outcomes_are_those_of_all_and_whether_there_are_more_is_not_hidden(MachineModel model)
    {
        var interpreter = new Interpreter(model);
        var all = interpreter.InitialOutcomes();
        for (var most = 1; most <= all.Count + 2; most++)
        {
            var first = interpreter.InitialOutcomes(most, out var isAll);
            Assert.True(first.Count <= most);
            Assert.Equal(all.Take(first.Count).Select(o => o.State), first.Select(o => o.State));
            Assert.True(!isAll || first.Count == all.Count);
        }

        interpreter.InitialOutcomes(int.MaxValue, out var isReallyAll);
        Assert.True(isReallyAll);
    }
}
