using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace Explorer.Browser.Tests;

/// <summary>The page of a counterexample as a reader has it: in a browser, at a desk, on a phone, on paper, without
/// scripts.</summary>
public class PageTests(Browser browser) : IClassFixture<Browser>
{
    private const double LeastContrast = 4.5;

    // Of black on white: no text has more, so this finds all of them.
    private const double GreatestContrast = 21.1;

    [Theory]
    [MemberData(nameof(PagesAndWindows))]
    public async Task Is_stepped_through_to_the_end(string name, int width, int height, ColorScheme scheme)
    {
        await using var window = await browser.WindowAsync(width, height, scheme);
        var watched = await WatchedPage.OpenAsync(window, Pages.PathOf(name));
        var page = watched.Page;
        var last = await page.EvaluateAsync<int>("count");
        Assert.Equal($"0 / {last}", await page.TextContentAsync("#counter"));
        for (var step = 1; step <= last; step++)
        {
            await page.Keyboard.PressAsync(step % 2 == 0 ? "ArrowRight" : "j");
            Assert.Equal($"{step} / {last}", await page.TextContentAsync("#counter"));
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"step {step} overflows");
        }

        Assert.EndsWith($"#step={last}", page.Url);
        Assert.True(await page.IsDisabledAsync("#next"));
        Assert.Equal($"{last}", await page.GetAttributeAsync("tr.current", "data-step"));
        Assert.Equal(1, await page.Locator("tr.current [data-violation]").CountAsync());
        Assert.Empty(watched.Complaints);
    }

    [Theory]
    [MemberData(nameof(PagesWithEntry))]
    public async Task Follows_the_entry_to_the_stale_read(string name)
    {
        await using var window = await browser.WindowAsync(1280, 900, ColorScheme.Light);
        var page = (await WatchedPage.OpenAsync(window, Pages.PathOf(name))).Page;
        var entry = await page.EvaluateAsync<string>("data.entry.name");
        var last = await page.EvaluateAsync<int>("count");
        for (var step = 0; step <= last; step++)
        {
            var expected = await page.EvaluateAsync<string>(
                """
                k => {
                  const e = data.entry;
                  return k >= e.usedAt ? "used" : k >= (e.overwrittenAt ?? 1e9) ? "stale" : k >= (e.outdatedAt ?? 1e9) ? "outdated"
                    : k >= e.filledAt ? "filled" : "";
                }
                """, step);
            var marked = page.Locator("#pictures [data-stale]");
            Assert.Equal(expected.Length == 0 ? 0 : 1, await marked.CountAsync());
            if (expected.Length != 0)
            {
                Assert.Equal(expected, await marked.GetAttributeAsync("data-stale"));
                var place = await marked.EvaluateAsync<string>("n => n.closest('[data-path]').dataset.path");
                Assert.Equal(entry, place);
            }

            await page.Keyboard.PressAsync("ArrowRight");
        }

        Assert.Contains("stale read", await page.TextContentAsync("#pictures [data-stale=used]"));
        Assert.Equal($"{last}", await page.GetAttributeAsync("tr[data-stale=used]", "data-step"));
    }

    [Theory]
    [MemberData(nameof(PagesAndSchemes))]
    public async Task Has_texts_that_can_be_read(string name, ColorScheme scheme)
    {
        await using var window = await browser.WindowAsync(1280, 900, scheme);
        var page = (await WatchedPage.OpenAsync(window, Pages.PathOf(name))).Page;
        foreach (var step in await page.EvaluateAsync<int[]>("[0, Math.ceil(count / 2), count]"))
        {
            await page.EvaluateAsync("step => show(step, false)", step);
            var faint = await page.EvaluateAsync<string[]>(Scripts.FaintTexts, LeastContrast);
            Assert.Empty(faint);
            Assert.NotEmpty(await page.EvaluateAsync<string[]>(Scripts.FaintTexts, GreatestContrast));
        }
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task Has_the_race_and_the_story_without_scripts(string name)
    {
        await using var window = await browser.WindowAsync(1280, 900, ColorScheme.Light, hasScripts: false);
        var watched = await WatchedPage.OpenAsync(window, Pages.PathOf(name));
        Assert.True(await watched.Page.IsVisibleAsync("table.race tr:last-child [data-violation]"));
        Assert.False(await watched.Page.IsVisibleAsync(".controls"));
        Assert.Empty(watched.Complaints);
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task Has_all_steps_and_the_last_state_on_paper(string name)
    {
        await using var window = await browser.WindowAsync(720, 1000, ColorScheme.Dark);
        var watched = await WatchedPage.OpenAsync(window, Pages.PathOf(name));
        var page = watched.Page;
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.False(await page.IsVisibleAsync(".controls"));
        Assert.False(await page.IsVisibleAsync("#pictures"));
        Assert.True(await page.IsVisibleAsync("#end .card >> nth=0"));
        Assert.Equal(Pages.HasEntry(name) ? 1 : 0, await page.Locator("#end [data-stale=used]").CountAsync());
        var last = await page.EvaluateAsync<int>("count");
        Assert.True(await page.IsVisibleAsync($"tr[data-step='{last}']"));
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Empty(watched.Complaints);
    }

    [Fact]
    public async Task Steps_by_buttons_slider_race_and_link()
    {
        await using var window = await browser.WindowAsync(1280, 900, ColorScheme.Light);
        var page = (await WatchedPage.OpenAsync(window, Pages.PathOf("migrate-then-write"), "#step=7")).Page;
        var last = await page.EvaluateAsync<int>("count");
        Task IsAtAsync(int step) => Assertions.Expect(page.Locator("#counter")).ToHaveTextAsync($"{step} / {last}");
        await IsAtAsync(7);
        await page.ClickAsync("#next");
        await IsAtAsync(8);
        await page.ClickAsync("#previous");
        await IsAtAsync(7);
        await page.ClickAsync("#last");
        await IsAtAsync(last);
        await page.ClickAsync("#first");
        await IsAtAsync(0);
        await page.ClickAsync("tr[data-step='3'] a");
        await IsAtAsync(3);
        await page.FillAsync("#slider", "5");
        await IsAtAsync(5);
        await page.EvaluateAsync("location.hash = '#step=2'");
        await IsAtAsync(2);
        await page.Keyboard.PressAsync("End");
        await IsAtAsync(last);
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("Space");
        Assert.Equal("true", await page.GetAttributeAsync("#play", "aria-pressed"));
        await IsAtAsync(1);
        await page.Keyboard.PressAsync("k");
        Assert.Equal("false", await page.GetAttributeAsync("#play", "aria-pressed"));
    }

    [Fact]
    public async Task Shows_the_state_that_the_trace_has()
    {
        await using var window = await browser.WindowAsync(1280, 900, ColorScheme.Light);
        foreach (var name in Pages.Names)
        {
            var export = Pages.ExportOf(name);
            var page = (await WatchedPage.OpenAsync(window, Pages.PathOf(name))).Page;
            var shown = await page.EvaluateAsync<string[][]>("states.map(s => data.variables.map(v => text(v.type, s[v.index])))");
            var states = export.Trace.Steps.Select(s => s.State).Prepend(export.Trace.InitialState).ToList();
            Assert.Equal(states.Count, shown.Length);
            foreach (var (state, values) in states.Zip(shown).Where(p => p.First is not null))
            {
                Assert.Equal(state!.Variables.Select(v => v.Display), values.Take(state.Variables.Length));
            }
        }
    }

    [Fact]
    public async Task Changes_between_light_and_dark()
    {
        await using var window = await browser.WindowAsync(1280, 900, ColorScheme.Light);
        var page = (await WatchedPage.OpenAsync(window, Pages.PathOf("migrate-then-write"))).Page;
        var light = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        await page.ClickAsync("#theme");
        var dark = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.NotEqual(light, dark);
        await page.ClickAsync("#theme");
        Assert.Equal(light, await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    public static IEnumerable<TheoryDataRow<string>> AllPages() => Pages.Names.Select(n => new TheoryDataRow<string>(n));

    public static IEnumerable<TheoryDataRow<string>> PagesWithEntry() =>
        Pages.Names.Where(Pages.HasEntry).Select(n => new TheoryDataRow<string>(n));

    public static IEnumerable<TheoryDataRow<string, ColorScheme>> PagesAndSchemes() =>
        Pages.Names.SelectMany(n => Schemes.Select(s => new TheoryDataRow<string, ColorScheme>(n, s)));

    public static IEnumerable<TheoryDataRow<string, int, int, ColorScheme>> PagesAndWindows() =>
        Pages.Names.SelectMany(n => new[] { (1280, 900, ColorScheme.Light), (360, 740, ColorScheme.Dark) }
            .Select(w => new TheoryDataRow<string, int, int, ColorScheme>(n, w.Item1, w.Item2, w.Item3)));

    private static ColorScheme[] Schemes => [ColorScheme.Light, ColorScheme.Dark];
}
