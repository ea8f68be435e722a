using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace Explorer.Browser.Tests;

/// <summary>A page in the browser, and what went wrong in it.</summary>
internal sealed class WatchedPage
{
    private WatchedPage(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>Messages of the console that are errors or warnings, errors of scripts, and requests for anything but the
    /// file.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    public static async Task<WatchedPage> OpenAsync(IBrowserContext window, string file, string fragment = "")
    {
        var watched = new WatchedPage(await window.NewPageAsync());
        var address = new Uri(file).AbsoluteUri;
        watched.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                watched.Complaints.Enqueue($"console: {message.Text}");
            }
        };
        watched.Page.PageError += (_, error) => watched.Complaints.Enqueue($"script: {error}");
        watched.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                watched.Complaints.Enqueue($"request: {request.Url}");
            }
        };
        await watched.Page.GotoAsync(address + fragment);
        return watched;
    }
}
