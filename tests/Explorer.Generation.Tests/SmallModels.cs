using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Explorer.Language;
using Xunit;

namespace Explorer.Generation.Tests;

/// <summary>Models with workloads that are small enough to go through all of them.</summary>
internal static class SmallModels
{
    /// <summary>Violates `lost` if two CPUs add, and `deadlock` if one waits and nobody adds.</summary>
    public const string Counter =
        """
        param CPUS = 2 in 1..3;
        type Cpu = id(CPUS) as "CPU";
        var x : 0..9 = 0;
        var adds : 0..9 = 0;
        proc add() { let seen = x; x = seen + 1; atomic adds += 1; }
        proc await_add() { await x > 0; }
        proc look() { let seen = x; }
        invariant lost: x >= adds || adds == 0;
        workload for c: Cpu on c, 2 each { add(); await_add() once; look(); }
        """;

    /// <summary>Each CPU has a word of its own, and there is one for all.</summary>
    public const string Words =
        """
        type Cpu = id(2) as "CPU";
        type Page = id(3) { zero } as "page";
        percpu var own : 0..3 = 0;
        var shared_word : [Page] 0..3 = 0;
        var wrong : bool = false;
        proc write_own(v: 0..1) { own = v; own = v + 1; }
        proc write_shared(p: Page) { shared_word[p] = 1; let seen = shared_word[p]; shared_word[p] = 2; }
        proc read_shared(p: Page) { let seen = shared_word[p]; if (seen == 1) { wrong = true; } }
        invariant never_one: !wrong;
        workload for c: Cpu on c, 2 each { write_own(any 0..1); write_shared(any Page); read_shared(any Page); }
        """;

    /// <summary>Programs of processes that are numbers, with an operation that may occur once, an enum and an optional.</summary>
    public const string Numbers =
        """
        type Kind = enum { plain, at_place(where_to: 0..1) };
        var place : 0..1? = none;
        var kinds : [0..1] bool = false;
        proc put(k: Kind, o: 0..1?) { place = o; if (k is at_place) { kinds[k.where_to] = true; } }
        proc check_place(n: 0..1) { let p = place; if (p != none) { assert not_there "": p != n || !kinds[n]; } }
        workload for n: 0..1, 2 each { put(any Kind, any 0..1?) once; "look" check_place(n); }
        """;

    /// <summary>`x + 1` is in its bounds because nobody gives `x` the value 3: the solver sees that, syntax does not.</summary>
    public const string Facts =
        """
        type Cpu = id(2) as "CPU";
        var x : 0..3 = 0;
        var y : 0..3 = 0;
        proc give(v: 1..2) { x = v; }
        proc scale() { atomic y = x + 1; }
        proc look() { let seen = x; assert not_two "": seen != 2; }
        workload for c: Cpu on c, 2 each { give(any 1..2); scale(); look(); }
        """;

    public static TheoryData<string, string> All =>
        new() { { nameof(Counter), Counter }, { nameof(Words), Words }, { nameof(Numbers), Numbers } };

    public static GenerationModel Load(string text, params (string Name, string Value)[] values) =>
        Load(ModelFile.FromText(text, "small.model"), new ModelSettings([], [.. values]));

    public static GenerationModel Load(ModelFile file, ModelSettings settings)
    {
        var model = GenerationModel.Of(file, settings, null, out var diagnostics);
        Assert.Empty(diagnostics.Select(d => d.Message));
        return model!;
    }

    /// <summary>A model of the repository, by its path from the root.</summary>
    public static ModelFile Read(string path, [CallerFilePath] string here = "") =>
        ModelFile.Load(Path.GetFullPath(Path.Combine(here, "../../..", path)));

    /// <summary>Every workload there is, by brute force, the empty one included.</summary>
    public static IEnumerable<Workload> Everything(WorkloadSpace space)
    {
        IEnumerable<ImmutableArray<WorkloadCall>> programs = [[]];
        IEnumerable<ImmutableArray<WorkloadCall>> longest = programs;
        for (var n = 0; n < space.Each; n++)
        {
            longest = longest.SelectMany(p => space.Calls.Select(p.Add)).ToList();
            programs = programs.Concat(longest).ToList();
        }

        IEnumerable<Workload> workloads = [space.Empty];
        for (var owner = 0; owner < space.Programs; owner++)
        {
            var at = owner;
            workloads = workloads.SelectMany(w => programs.Select(p => w.With(at, p))).ToList();
        }

        return workloads.Where(space.Contains);
    }
}
