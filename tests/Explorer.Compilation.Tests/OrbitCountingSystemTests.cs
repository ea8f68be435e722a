using Explorer.Language;
using Explorer.Search;
using Explorer.TestKit;
using Xunit;

namespace Explorer.Compilation.Tests;

public class OrbitCountingSystemTests
{
    [Fact]
    public void Counts_states_modulo_renamings()
    {
        // Two CPUs that each raise a flag once: 4 states, of which {one, other} is one orbit: 3.
        Assert.Equal((4, 3), Count("""
            type Cpu = id(2) as "CPU";
            var x: [Cpu] bool = false;
            rule r for c: Cpu on c when !x[c] { x[c] = true; }
            """));
    }

    [Fact]
    public void Moves_threads_with_their_cpus()
    {
        // Three threads of two steps: 3^3 = 27 states; multisets of 3 places out of 3: C(5,3) = 10 orbits.
        Assert.Equal((27, 10), Count("""
            type Cpu = id(3) as "CPU";
            thread t for c: Cpu on c { skip; skip; }
            """));
    }

    [Fact]
    public void Leaves_named_identities_alone()
    {
        Assert.Equal((4, 4), Count("""
            type Cpu = id(2) { one, other } as "CPU";
            var x: [Cpu] bool = false;
            rule r for c: Cpu on c when !x[c] { x[c] = true; }
            """));
    }

    [Fact]
    public void Renames_in_sets_options_and_fields()
    {
        // A page is drawn into a struct and a set: 3 choices, one orbit; with the empty start 4 states, 2 orbits.
        Assert.Equal((4, 2), Count("""
            type Page = id(3) as "page";
            type Entry = struct { page: Page?; w: bool; };
            var e: Entry = Entry { page: none, w: false };
            var held: set Page = {};
            rule r for p: Page when held == {} { e = Entry { page: p, w: true }; held = {p}; }
            """));
    }

    private static (long States, long Orbits) Count(string text)
    {
        var loaded = ModelFile.FromText(text).Bind(ModelSettings.None);
        Assert.Empty(loaded.Diagnostics);
        var system = new OrbitCountingSystem(ModelCompiler.Compile(loaded.Build()));
        var result = BreadthFirstSearch.Run(system, new SearchOptions { StopWhen = StopWhen.Never });
        return (result.Statistics.States, system.Orbits);
    }
}
