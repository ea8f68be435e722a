using System.Collections.Generic;
using System.Linq;
using Explorer.Machines.Interpretation;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Machines.Tests.Generation;

public sealed class MachineModelGeneratorTests(ITestOutputHelper output)
{
    private const int MostStates = 60;

    [Fact]
    public void Every_kind_of_expression_place_and_node_occurs()
    {
        var occurring = Enumerable.Range(0, 300).Select(MachineModelGenerator.Generate)
            .SelectMany(ModelWalk.Parts).SelectMany(ModelWalk.KindsOf).ToHashSet();

        Assert.Superset(ModelWalk.AllKinds().ToHashSet(), occurring);
    }

    [Property(Arbitrary = [typeof(MachineModelGenerator)], MaxTest = 300)]
    public void Every_reached_state_has_values_of_its_types(MachineModel model) =>
        Assert.All(Explore(model), state => Assert.True(ValueConformance.Conforms(model, state), model.Name));

    [Fact]
    public void A_seed_always_gives_the_same_model()
    {
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var (first, second) = (MachineModelGenerator.Generate(seed), MachineModelGenerator.Generate(seed));

            Assert.Equal(
                ModelWalk.Parts(first).Select(part => part.GetType()), ModelWalk.Parts(second).Select(part => part.GetType()));
            Assert.Equal(Explore(first).Count, Explore(second).Count);
        }
    }

    [Fact]
    public void Models_have_states_successors_and_faults_in_fair_numbers()
    {
        var models = Enumerable.Range(0, 300).Select(MachineModelGenerator.Generate).ToList();
        var sizes = models.Select(model => Explore(model).Count).Order().ToList();
        var (steps, faults, neverFired, checkedFaults) = (0, 0, 0, 0);
        foreach (var model in models)
        {
            var interpreter = new Interpreter(model);
            var fired = new HashSet<int>();
            foreach (var (action, _, outcome) in Explore(model).SelectMany(interpreter.Successors))
            {
                steps++;
                faults += outcome.Fault is null ? 0 : 1;
                checkedFaults += outcome.Fault is not null && outcome.Violations != 0 ? 1 : 0;
                fired.Add(action.Id);
            }

            neverFired += model.Actions.Length - fired.Count;
        }

        output.WriteLine($"states: median {sizes[150]}, none {sizes.Count(n => n == 0)}, one {sizes.Count(n => n == 1)}, cut {sizes.Count(n => n >= MostStates)}");
        output.WriteLine($"steps {steps}, faults {faults} ({checkedFaults} checked), actions {models.Sum(m => m.Actions.Length)}, never fired {neverFired}");
        Assert.True(sizes.Count(n => n >= 5) >= 100);
        Assert.InRange(faults, steps / 50, steps / 3);
        Assert.True(neverFired < models.Sum(m => m.Actions.Length) / 2);
    }

    [Fact]
    public void Shrinking_gives_models_that_still_run()
    {
        foreach (var model in Enumerable.Range(0, 30).Select(MachineModelGenerator.Generate))
        {
            Assert.All(MachineModelGenerator.Models().Shrinker(model).Take(10), smaller => Explore(smaller));
        }
    }

    // Breadth first up to a bound.
    private static HashSet<MachineState> Explore(MachineModel model)
    {
        var interpreter = new Interpreter(model);
        var seen = interpreter.InitialOutcomes().Select(o => o.State).OfType<MachineState>().ToHashSet();
        var waiting = new Queue<MachineState>(seen);
        while (seen.Count < MostStates && waiting.TryDequeue(out var state))
        {
            interpreter.EvaluateState(state);
            var expanded = interpreter.IsWithinLimit(state) ? interpreter.Successors(state) : [];
            foreach (var next in expanded.Select(s => s.Outcome.State).OfType<MachineState>().Where(seen.Add))
            {
                waiting.Enqueue(next);
            }
        }

        return seen;
    }
}
