using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Explorer.Reporting.Formats;

namespace Explorer.Browser.Tests;

/// <summary>The pages that are looked at: kept counterexamples of different kinds, with the entry that each is about.</summary>
internal static class Pages
{
    private static readonly Dictionary<string, (string Trace, HandmadeEntry? Entry)> All = new()
    {
        ["migrate-then-write"] = (
            "migrate-then-write.no_stale_read.trace.json",
            new HandmadeEntry(
                "tlb[CPU0][block0]", "page0", "pte[block0]", "content[page1]", "pending[page0]", "`flush_cpus` in `alloc_page`")),
        ["store-through-another-mapping"] = (
            "luf/s4-migrate-then-write,v11,STORE=true.no_stale_read.trace.json",
            new HandmadeEntry(
                "tlb[reads][ptr1]", "{page: page0, w: false, d: false}", "pte[ptr1]", "content[page1]",
                "page_batch[page0]", "`flush_batch` in `alloc_page`")),
        ["direct-io"] = ("luf/s13-direct-io,v12_in_ptl.no_stale_read.trace.json", null),
        ["use-after-free"] = ("mremap-cve-2018-18281.no_use_after_free.trace.json", null),
        ["does-not-complete"] = ("luf/h3-arm64-dsb,switch_dsb=off.switch_completes.trace.json", null),
        ["generations"] = ("luf/v11-generations,FIRST=2.no_entry_left.trace.json", null),
        ["short"] = ("luf/v12-own-batch,sets_required=on.no_use_after_free.trace.json", null),
    };

    private static readonly Lazy<Dictionary<string, TraceExport>> Exports = new(() => All.ToDictionary(
        p => p.Key, p => KeptPage.Export(p.Value.Trace, p.Value.Entry is { } e ? e.Of : null)));

    private static readonly Lazy<Dictionary<string, string>> Written = new(() => Exports.Value.ToDictionary(
        p => p.Key, p => KeptPage.Write(Path.Combine(AppContext.BaseDirectory, "pages"), p.Key, p.Value)));

    public static IEnumerable<string> Names => All.Keys;

    /// <summary>Is its story about a stale entry?</summary>
    public static bool HasEntry(string name) => ExportOf(name).Story.Entry is not null;

    public static TraceExport ExportOf(string name) => Exports.Value[name];

    /// <summary>The file of a page.</summary>
    public static string PathOf(string name) => Written.Value[name];
}
