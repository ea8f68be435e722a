using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Explorer.Reporting.Formats;

namespace Explorer.Browser.Tests;

/// <summary>The pages that are looked at: kept counterexamples of different kinds.</summary>
internal static class Pages
{
    private static readonly Dictionary<string, string> All = new()
    {
        ["migrate-then-write"] = "migrate-then-write.no_stale_read.trace.json",
        ["direct-io"] = "luf/s13-direct-io,v12_in_ptl.no_stale_read.trace.json",
        ["use-after-free"] = "mremap-cve-2018-18281.no_use_after_free.trace.json",
        ["does-not-complete"] = "luf/h3-arm64-dsb,switch_dsb=off.switch_completes.trace.json",
        ["short"] = "luf/v12-own-batch,sets_required=on.no_use_after_free.trace.json",
    };

    private static readonly Lazy<Dictionary<string, TraceExport>> Exports = new(() => All.ToDictionary(
        p => p.Key, p => KeptPage.Export(p.Value)));

    private static readonly Lazy<Dictionary<string, string>> Written = new(() => Exports.Value.ToDictionary(
        p => p.Key, p => KeptPage.Write(Path.Combine(AppContext.BaseDirectory, "pages"), p.Key, p.Value)));

    public static IEnumerable<string> Names => All.Keys;

    /// <summary>Is its story about a stale entry?</summary>
    public static bool HasEntry(string name) => ExportOf(name).Story.Entry is not null;

    public static TraceExport ExportOf(string name) => Exports.Value[name];

    /// <summary>The file of a page.</summary>
    public static string PathOf(string name) => Written.Value[name];
}
