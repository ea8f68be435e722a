using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Core.Properties;
using Explorer.Core.Verdicts;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.TestKit;
using static Explorer.TestKit.ModelTerms;

namespace Explorer.Reporting.Tests;

/// <summary>
/// The smallest stale read: CPU0 fills its TLB, CPU1 moves the page and writes, CPU0 reads the old page. One file slot,
/// two pages, put together by hand with headings and places, as a front end would.
/// </summary>
internal static class StaleReadModel
{
    private const string Source = """
        thread reader on CPU0 { load(); }
        rule fill on CPU0 when tlb == none { tlb = cache; }
        thread mover on CPU1 { migrate(); }
        thread writer on CPU1 { vfs_write(); }
        proc load() { assert no_stale_read: seen == written; }
        """;

    /// <summary>Fill, migrate (copy, replace), write, load: in that order.</summary>
    public static ImmutableArray<int> StaleSchedule { get; } = [1, 2, 3, 4, 0];

    public static MachineModel Build()
    {
        var cpus = new IdentityType("Cpu", "CPU", 2, []);
        var pages = new IdentityType("Page", "page", 2, []);
        var frame = new OptionType(pages);
        var value = Range(0, 1);
        var builder = new MachineModelBuilder();
        var cache = builder.Variable("cache", pages, new IdentityValue(pages, 0));
        var content = builder.Variable("content", new ArrayType(pages, value));
        var tlb = builder.Variable("tlb", new ArrayType(cpus, frame));
        var written = builder.Variable("written", value);
        var cpu0 = ConstantAt(cpus, 0);
        var cpu1 = ConstantAt(cpus, 1);
        var noStaleRead = builder.Property("no_stale_read", PropertyKind.Assertion);
        builder.Property("old_page", PropertyKind.Invariant, Agree(cpus, tlb, cache, content));

        var reader = builder.Thread("reader", 2).On(cpu0);
        var seen = reader.Local("seen", value);
        var translation = Element(Read(tlb), cpu0);
        reader.Action(
            0, "load",
            Await(Binary(BinaryKind.NotEqual, translation, Constant(frame, new OptionValue(frame, null)))),
            Set(seen, Element(Read(content), Unwrap(translation))),
            Check(noStaleRead, Equal(Read(seen), Read(written)) with { Span = SpanOf("seen == written") }),
            Leave(1));
        builder.Rule("fill").On(cpu0).MayAction(
            "fill the TLB",
            Await(Equal(translation, Constant(frame, new OptionValue(frame, null)))),
            Set(Place(tlb).At(cpu0), Some(Read(cache))),
            Leave());
        var page0 = ConstantAt(pages, 0);
        var page1 = ConstantAt(pages, 1);
        builder.Thread("mover", 3).On(cpu1)
            .Action(0, "copy the content", Set(Place(content).At(page1), Element(Read(content), page0)), Leave(1))
            .Action(1, "replace it in the page cache", Set(cache, page1), Leave(2));
        builder.Thread("writer", 2).On(cpu1).Action(
            0, "content[cache] = 1",
            Set(Place(content).At(Read(cache)), Constant(value, new IntValue(1))),
            Set(written, Constant(value, new IntValue(1))),
            Leave(1));
        var model = builder.Build();
        return model with
        {
            Name = "stale.model",
            IdentityTypes = [cpus, pages],
            CpuType = cpus,
            Actions = [.. model.Actions.Select(WithPlace)],
        };
    }

    /// <summary>Replays actions by their ids, each with its first outcome.</summary>
    public static Trace Replay(MachineModel model, params ImmutableArray<int> actions) =>
        new Interpreter(model).Replay(new Schedule(0, [.. actions.Select(a => new ScheduledStep(a, 0))]));

    public static SourceSpan SpanOf(string text)
    {
        var source = new SourceText("stale.model", Source);
        var start = Source.IndexOf(text, System.StringComparison.Ordinal);
        return new SourceSpan(source, start, start + text.Length);
    }

    // For every CPU: if it has a translation, the page's content is that of the page in the cache.
    private static Expression Agree(IdentityType cpus, Variable tlb, Variable cache, Variable content)
    {
        var c = Local("c", cpus);
        var entry = Element(Read(tlb), Read(c));
        var frame = (OptionType)entry.Type;
        var isEmpty = Equal(entry, Constant(frame, new OptionValue(frame, null)));
        var same = Equal(Element(Read(content), Unwrap(entry)), Element(Read(content), Read(cache)));
        return Quantified(QuantifierKind.ForAll, c, Or(isEmpty, same));
    }

    private static MachineAction WithPlace(MachineAction action) => action with
    {
        Headings = action.Id switch
        {
            0 => ["load()"],
            2 or 3 => ["migrate()"],
            4 => ["vfs_write()"],
            _ => [],
        },
        Span = SpanOf(action.Id switch
        {
            0 => "load();",
            1 => "tlb = cache",
            2 or 3 => "migrate();",
            _ => "vfs_write();",
        }),
    };
}
