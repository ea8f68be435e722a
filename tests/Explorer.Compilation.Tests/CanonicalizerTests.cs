using System;
using System.Linq;
using Explorer.Compilation.Symmetry;
using Explorer.Language;
using Explorer.Machines;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Compilation.Tests;

public class CanonicalizerTests
{
    // Every CPU may wait for every other: only the whole relation tells them apart.
    private const string LargeTies = """
        type Cpu = id(5) as "CPU";
        type Page = id(4) as "page";
        var waits: [Cpu] set Cpu = {};
        var holds: [Cpu] Page? = none;
        rule wait for c: Cpu, k: Cpu on c when c != k { waits[c] += {k}; }
        rule hold for c: Cpu, p: Page on c when holds[c] == none { holds[c] = p; }
        """;

    [Property(MaxTest = 100, Arbitrary = [typeof(MachineModelGenerator)])]
    public void States_of_an_orbit_have_one_representative(MachineModel model) => OrbitCheck.Of(model)?.Run(40);

    [Theory]
    [InlineData(0, 100)]
    public void States_of_an_orbit_have_one_representative_in_the_models_of_some_seeds(int first, int count)
    {
        for (var seed = first; seed < first + count; seed++)
        {
            var model = MachineModelGenerator.Generate(seed);
            try
            {
                OrbitCheck.Of(model)?.Run(40);
            }
            catch (Exception e)
            {
                throw new Xunit.Sdk.XunitException($"seed {seed}: {e}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(RepositoryModelsTests.Paths), MemberType = typeof(RepositoryModelsTests))]
    public void States_of_an_orbit_have_one_representative_in_a_repository_model(string path)
    {
        var loaded = ModelFile.Load(path).Bind(ModelSettings.None);
        var model = loaded.Build();
        var hasRenamings = model.IdentityTypes.Any(t => t.Size - t.Named.Length > 1);
        var check = OrbitCheck.Of(model, renamings: 60);
        Assert.Equal(hasRenamings, check is not null);
        check?.Run(3_000, every: 40);
    }

    [Theory]
    [MemberData(nameof(RepositoryModelsTests.Paths), MemberType = typeof(RepositoryModelsTests))]
    public void Representatives_in_a_repository_model_behave_like_their_states(string path)
    {
        var model = ModelFile.Load(path).Bind(ModelSettings.None).Build();
        OrbitCheck.Of(model, renamings: 1)?.CompareBehaviour(3_000, every: 7);
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(MachineModelGenerator)])]
    public void Canonicalizing_changes_nothing_twice(MachineModel model)
    {
        if (OrbitCheck.Of(model) is { } check)
        {
            foreach (var state in ReachableStates.Of(ModelCompiler.Compile(model), 40))
            {
                var representative = check.Representative(state);
                Assert.Equal(representative, check.Representative(representative));
            }
        }
    }

    [Fact]
    public void Threads_that_constants_rule_out_keep_their_numbers()
    {
        // The absent thread is counted among the identities, and stands before the others.
        var check = OrbitCheck.Of(ModelFile.FromText("""
            type Cpu = id(2) as "CPU";
            param EXTRA = false;
            var waits: [Cpu] set Thread = {};
            thread extra when EXTRA { loop { skip; } }
            thread cpu for c: Cpu on c { loop { atomic waits[c] += {self}; atomic waits[c] -= {self}; } }
            """).Bind(ModelSettings.None).Build())!;
        check.Run(100);
        check.CompareBehaviour(100);
    }

    // Three other model checkers count the same states, and two of them the same orbits.
    [Theory]
    [InlineData("FILES", "1", 16_035, 1_528)]
    [InlineData("PAGES", "2", 159_693, 20_068)]
    public void Luf_small_has_the_published_number_of_orbits(string parameter, string value, int states, int orbits)
    {
        var luf = RepositoryModelsTests.Paths().Select(p => p.Data).Single(p => p.EndsWith("luf-small.model", StringComparison.Ordinal));
        var loaded = ModelFile.Load(luf).Bind(new ModelSettings([], [(parameter, value), ("RW", "0")]));
        var system = ModelCompiler.Compile(loaded.Build());
        var check = new OrbitCheck(system, Canonicalizer.Of(system)!);
        var reached = ReachableStates.Of(system);
        Assert.Equal(states, reached.Count);
        Assert.Equal(orbits, reached.Select(check.Representative).Distinct(ReachableStates.WordsComparer.Instance).Count());
    }

    [Fact]
    public unsafe void No_call_allocates()
    {
        var system = Compile(LargeTies);
        var canonicalizer = Canonicalizer.Of(system)!;
        var states = ReachableStates.Of(system, 2_000).ToArray();
        long allocated = 0;
        for (var round = 0; round < 2; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var state in states)
            {
                fixed (ulong* words = state)
                {
                    canonicalizer.Canonicalize(words);
                }
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Names_the_types_that_it_permutes()
    {
        var system = Compile("""
            type Cpu = id(3) as "CPU";
            type Page = id(2) { zero } as "page";
            type Va = id(3) { text } as "va";
            var x: [Cpu] [Page] bool = false;
            rule r for c: Cpu, p: Page on c { x[c][p] = true; }
            """);
        Assert.Equal(["Cpu", "Va"], Canonicalizer.Of(system)!.Types);
    }

    [Fact]
    public void There_is_none_where_at_most_one_identity_is_unnamed()
    {
        var system = Compile("""
            type Cpu = id(3) { one, other } as "CPU";
            var x: [Cpu] bool = false;
            rule r for c: Cpu on c { x[c] = true; }
            """);
        Assert.Null(Canonicalizer.Of(system));
    }

    private static CompiledSystem Compile(string text)
    {
        var loaded = ModelFile.FromText(text).Bind(ModelSettings.None);
        Assert.Empty(loaded.Diagnostics);
        return ModelCompiler.Compile(loaded.Build());
    }
}
