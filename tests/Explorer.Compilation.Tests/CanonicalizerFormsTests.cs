using Explorer.Language;
using Xunit;

namespace Explorer.Compilation.Tests;

/// <summary>Each form in which identities occur in states, alone or with few others.</summary>
public class CanonicalizerFormsTests
{
    [Theory]
    [InlineData(300, """
        type Cpu = id(4) { boot } as "CPU";
        var x: [Cpu] 0..2 = 0;
        var last: Cpu? = none;
        rule r for c: Cpu on c when x[c] < 2 { x[c] += 1; last = c; }
        """)]
    [InlineData(300, """
        type Cpu = id(3) as "CPU";
        type Page = id(3) as "page";
        var pending: [Page] set Cpu = {};
        var both: set Page = {};
        rule r for c: Cpu, p: Page on c { pending[p] += {c}; both = {q: Page where pending[q] != {}}; }
        """)]
    [InlineData(300, """
        type Page = id(3) as "page";
        type Entry = struct { page: Page?; dirty: bool; };
        type Slot = enum { empty, present(entry: Entry), swapped(at: 0..2) };
        var slots: [Page] Slot = empty;
        rule map for p: Page, q: Page, d: bool { slots[p] = present(entry: Entry { page: q, dirty: d }); }
        rule swap for p: Page, n: 0..2 { slots[p] = swapped(at: n); }
        """)]
    [InlineData(400, """
        type Cpu = id(3) as "CPU";
        type Page = id(3) as "page";
        var work: queue(4) Page = {};
        var own: [Cpu] queue(3) Cpu = {};
        rule r for p: Page when length(work) < 4 { push(work, p); }
        rule s for c: Cpu, k: Cpu on c when length(own[c]) < 3 { push(own[c], k); }
        """)]
    [InlineData(400, """
        type Cpu = id(3) as "CPU";
        type Block = id(3) as "block";
        type Page = id(3) as "page";
        var tlb: [Cpu] [Block] Page? = none;
        rule walk for c: Cpu, b: Block, p: Page on c when tlb[c][b] == none { tlb[c][b] = p; }
        """)]
    [InlineData(300, """
        type Cpu = id(2) as "CPU";
        type Page = id(3) as "page";
        type Key = enum { nothing, both(cpu: Cpu, page: Page), one(page: Page) };
        var byPage: [Page?] 0..3 = 0;
        var byKey: [Key] bool = false;
        rule r for p: Page when byPage[p] < 3 { byPage[p] += 1; byPage[none] = 1; }
        rule s for k: Key { byKey[k] = true; }
        """)]
    [InlineData(300, """
        type Cpu = id(3) as "CPU";
        type Page = id(3) as "page";
        var seen: set Page = {};
        thread t for c: Cpu on c {
            choose p in Page;
            atomic seen += {p};
            choose q in Page?;
            if (p == q) { seen = {}; }
            choose k in Cpu;
            if (k == c) { atomic seen -= {p}; }
        }
        """)]
    [InlineData(300, """
        type Cpu = id(3) as "CPU";
        var owner: Thread? = none;
        var waiting: set Thread = {};
        var turns: [Thread] 0..2 = 0;
        thread t for c: Cpu on c { owner = self; atomic waiting += {self}; turns[self] = 1; }
        thread other { atomic waiting += {self}; owner = none; }
        """)]
    [InlineData(200, """
        type Cpu = id(5) as "CPU";
        var next: [Cpu] Cpu? = none;
        rule r for c: Cpu, k: Cpu on c when next[c] == none { next[c] = k; }
        """)]
    [InlineData(200, """
        type Cpu = id(4) as "CPU";
        type Page = id(5) as "page";
        var pairs: [Cpu] [Page] bool = false;
        rule r for c: Cpu, p: Page on c { pairs[c][p] = true; }
        """)]
    public void States_of_an_orbit_have_one_representative(int states, string text) => Check(states, text);

    [Theory]
    [InlineData(300, """
        type Cpu = id(3) as "CPU";
        type Page = id(3) as "page";
        type Wide = struct { cpu: Cpu?; page: Page; count: 0..999; other: Page?; };
        type Either = enum { none_yet, wide(content: Wide), pages(of: set Page, cpu: Cpu, n: 0..99) };
        var one: Either = none_yet;
        var each: [Page] Either? = none;
        rule a for c: Cpu, p: Page, q: Page? { one = wide(content: Wide { cpu: c, page: p, count: 7, other: q }); }
        rule b for c: Cpu, p: Page { each[p] = pages(of: {p}, cpu: c, n: 5); }
        rule d for p: Page { each[p] = one; }
        """)]
    [InlineData(200, """
        type Cpu = id(3) as "CPU";
        type Page = id(3) as "page";
        type Boxed = struct { tlb: [Cpu] [Page] Page?; count: 0..1000000; };
        var x: Boxed? = none;
        var y: [Cpu] 0..1000000 = 0;
        rule a for c: Cpu, p: Page, q: Page { x = Boxed { tlb: [k: Cpu: [r: Page: k == c && r == p ? q : none]], count: 3 }; }
        rule b for c: Cpu { y[c] = 123456; }
        """)]
    [InlineData(200, """
        type Cpu = id(4) as "CPU";
        type Page = id(4) as "page";
        type Pair = struct { cpu: Cpu; page: Page; };
        var pairs: set Pair = {};
        rule r for c: Cpu, p: Page { pairs += {Pair { cpu: c, page: p }}; }
        """)]
    [InlineData(200, """
        type Cpu = id(3) as "CPU";
        type Page = id(5) as "page";
        var work: queue(6) Page? = {};
        thread t for c: Cpu on c {
            choose p in Page;
            let all_pages = [q: Page: q == p ? none : q];
            atomic push(work, p);
            atomic push(work, all_pages[p]);
            atomic let mine = work;
            skip;
            if (length(mine) > 1) { atomic pop(work); }
        }
        """)]
    public void States_of_an_orbit_have_one_representative_where_values_are_wide(int states, string text) => Check(states, text);

    private static void Check(int states, string text)
    {
        var loaded = ModelFile.FromText(text).Bind(ModelSettings.None);
        Assert.Empty(loaded.Diagnostics);
        var check = OrbitCheck.Of(loaded.Build());
        Assert.NotNull(check);
        Assert.InRange(check.Run(10 * states, every: 10), 2, states);
    }
}
