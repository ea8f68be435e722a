using System;
using System.Linq;
using Explorer.Core.Verdicts;
using Explorer.Language;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Workloads;
using Explorer.Smt.Solving;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Explorer.Generation.Tests;

/// <summary>What is computed once for a model holds for every workload of it.</summary>
public class WorkloadDependenceTests
{
    private const ulong Seed = 20_261_127;

    private static readonly SolverUse Solver = new(TimeSpan.FromSeconds(20), null);

    public static TheoryData<string, string> Models
    {
        get
        {
            var models = SmallModels.All;
            models.Add(nameof(SmallModels.Facts), SmallModels.Facts);
            return models;
        }
    }

    private static System.Threading.CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>With reduction, by syntax and with the solver, each workload has the verdict that it has without, and a violation
    /// as many steps.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Reduced_searches_judge_workloads_as_full_ones(string name, string text)
    {
        var model = SmallModels.Load(text);
        var syntax = model.ReducedBy(WorkloadDependence.Of(model, null, Stop));
        var solver = model.ReducedBy(WorkloadDependence.Of(model, Solver, Stop));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(Seed, 1),
            Prop.ForAll(WorkloadGenerator.Arbitrary(model.Space), workload =>
            {
                foreach (var budget in (WorkloadBudget[])[new() { UsesSymmetry = false }, new()])
                {
                    var full = Judge(model, workload, budget);
                    Assert.True(full == Judge(syntax, workload, budget), name);
                    Assert.True(full == Judge(solver, workload, budget), name);
                }
            }));
    }

    [Theory]
    [InlineData("local")]
    [InlineData("lazy")]
    public void Reduced_searches_judge_workloads_of_a_model_as_full_ones(string config)
    {
        var model = SmallModels.Load(SmallModels.Read("models/generate/page-reuse.model"), new ModelSettings([config], []));
        var reduced = model.ReducedBy(WorkloadDependence.Of(model, null, Stop));
        Assert.All(
            WorkloadEnumeration.All(model.Space, 3),
            w => Assert.Equal(Judge(model, w, new WorkloadBudget()), Judge(reduced, w, new WorkloadBudget())));
    }

    /// <summary>Every workload begins where one of the starts does, but for what its programs are.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Starts_are_those_of_all_workloads(string name, string text)
    {
        var model = SmallModels.Load(text);
        var starts = WorkloadStarts.Of(model.Machines);
        Assert.True(starts.IsComplete, name);
        var known = starts.States.Select(s => Without(model.Machines, s)).ToHashSet();
        Assert.Equal(starts.States.Length, known.Count);
        foreach (var workload in SmallModels.Everything(model.Space))
        {
            var initial = new Interpreter(WithProgram(model.Machines, workload, model)).InitialOutcomes();
            Assert.All(initial.Select(o => o.State).OfType<MachineState>(), s => Assert.Contains(Without(model.Machines, s), known));
        }
    }

    /// <summary>All that the solver lets discard holds, and it lets more be discarded than syntax.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void What_the_solver_discards_violates_nothing(string name, string text)
    {
        Assert.SkipUnless(Z3Library.IsAvailable, "there is no solver");
        var model = SmallModels.Load(text);
        var discarder = new WorkloadDiscarder(model, new WorkloadBudget(), WorkloadDependence.Of(model, Solver, Stop), Stop);
        var bySolver = WorkloadEnumeration.All(model.Space, model.Space.LargestSize)
            .Where(w => discarder.Discards(w) == DiscardedBy.Solver).ToList();
        Assert.All(bySolver, w => Assert.Equal(VerdictKind.Holds, WorkloadExplorer.Explore(model, w, new WorkloadBudget(), Stop).Kind));
        Assert.True(bySolver.Count > 0 || name != nameof(SmallModels.Facts), name);
    }

    [Fact]
    public void A_run_says_who_discarded()
    {
        Assert.SkipUnless(Z3Library.IsAvailable, "there is no solver");
        var (file, model) = (ModelFile.FromText(SmallModels.Facts, "small.model"), SmallModels.Load(SmallModels.Facts));
        var options = new GenerationOptions { Source = new WorkloadSource(true, 2, 0, 0) };
        var without = GenerationRun.Run(model, new ModelVariants(file, null), options);
        var with = GenerationRun.Run(
            model, new ModelVariants(file, null), options with { Dependence = WorkloadDependence.Of(model, Solver, Stop) });
        Assert.Equal(0, without.DiscardedBySolver);
        Assert.True(with.DiscardedBySolver > 0);
        Assert.Equal(without.Drawn, with.Drawn);
        Assert.Equal(without.Violated, with.Violated);
        Assert.Equal(without.Holds + without.Discarded, with.Holds + with.Discarded);
        Assert.Equal(Described(without), Described(with));

        static string Described(GenerationResult result) =>
            string.Join('\n', result.Failures.Select(f => $"{f.Property} {f.Steps} {f.Settings} {f.Workload.GetHashCode()}"));
    }

    private static (VerdictKind, string?, int?) Judge(GenerationModel model, Workload workload, WorkloadBudget budget)
    {
        var verdict = WorkloadExplorer.Explore(model, workload, budget, Stop);
        return (verdict.Kind, verdict.Property, verdict.Steps);
    }

    // The interpreter begins with the workload: its variable is named by nodes as an object, so that it must stay the same.
    private static MachineModel WithProgram(MachineModel machines, Workload workload, GenerationModel model)
    {
        var program = model.Space.Description.Program;
        var place = new Machines.Nodes.Place(program, null, [], program.Type, program.Span);
        var value = new Machines.Expressions.Literal(model.Space.ValueOf(workload), program.Type, program.Span);
        var rest = machines.InitialNodes.IsEmpty ? [new Machines.Nodes.Leave(-1, program.Span)] : machines.InitialNodes;
        return machines with { InitialNodes = [new Machines.Nodes.Assign(place, value, 1, program.Span), .. rest.Select(Shifted)] };
    }

    // None of the small models has more than the end in its initial step.
    private static Machines.Nodes.Node Shifted(Machines.Nodes.Node node) => Assert.IsType<Machines.Nodes.Leave>(node);

    private static string Without(MachineModel model, MachineState state)
    {
        var program = model.Variables.IndexOf(model.Workload!.Program);
        return string.Join(';', state.Variables.Where((_, i) => i != program).Select(v => v.Display))
            + '|' + string.Join(';', state.Machines.Select(m => $"{m.Location} {string.Join(',', m.Locals.Select(l => l.Display))}"));
    }
}
