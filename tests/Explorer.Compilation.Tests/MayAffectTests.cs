using System.Collections.Generic;
using System.Linq;
using Explorer.Core.Properties;
using Explorer.Machines;
using Explorer.Machines.Types;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;
using static Explorer.TestKit.ModelTerms;
using Assert = Xunit.Assert;

namespace Explorer.Compilation.Tests;

public class MayAffectTests
{
    [Property(MaxTest = 150, Arbitrary = [typeof(MachineModelGenerator)])]
    public void A_step_changes_what_states_say_about_these_properties_only(MachineModel model)
    {
        var system = ModelCompiler.Compile(model);
        var states = new List<ulong[]>();
        for (var i = 0; i < system.InitialStateCount; i++)
        {
            var state = new ulong[system.StateLength];
            system.WriteInitialState(i, state, out var exists);
            states.AddRange(exists ? [state] : []);
        }

        for (var i = 0; i < states.Count; i++)
        {
            foreach (var (action, _, successor, _) in ReferenceSearch.Steps(system, states[i]).Where(s => s.Successor is not null))
            {
                var changed = system.EvaluateState(states[i]) ^ system.EvaluateState(successor);
                Assert.Equal(0UL, changed & ~system.Actions[action].MayAffect);
                if (states.Count < 60 && !states.Any(s => s.SequenceEqual(successor!)))
                {
                    states.Add(successor!);
                }
            }
        }
    }

    [Fact]
    public void Faults_belong_to_the_condition_that_can_meet_them()
    {
        // Property 0 reads x and can meet an index fault, property 1 reads y and the location; 2..4 are the built-in ones.
        var builder = new MachineModelBuilder();
        var (x, y, z) = (builder.Variable("x", new OptionType(BoolType.Instance)), Flag("y"), Flag("z"));
        var thread = builder.Thread("t", 2);
        thread.Action(0, "go", Leave(1));
        builder.Rule("x").Action("x", Set(x, ConstantAt(x.Type, 1)), Leave());
        builder.Rule("y").Action("y", Set(y, True), Leave());
        builder.Rule("z").Action("z", Set(z, Read(y)), Leave());
        builder.Property("first", PropertyKind.Invariant, Unwrap(Read(x)));
        builder.Property("second", PropertyKind.Reachable, And(Read(y), At(thread, 1)));
        builder.CheckBuiltIns();
        var model = builder.Build();
        var index = 1UL << model.BuiltIn(PropertyKind.Index);
        Assert.Equal([2UL, 1 | index, 2, 0], ModelCompiler.Compile(model).Actions.Select(a => a.MayAffect));

        Variable Flag(string name) => builder.Variable(name, BoolType.Instance);
    }
}
