using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Explorer.Reporting.Formats.Html;

/// <summary>
/// One page that shows a counterexample step by step, in one file that asks for nothing else: its style, its scripts and
/// its data are in it, and its policy (Content Security Policy Level 3) allows only these two texts and no request. The
/// race and the story are plain HTML, so that they are there without scripts and on paper; the pictures of the states
/// are drawn by the script from typed values.
/// </summary>
public sealed class HtmlFormat : ITraceFormat
{
    private static readonly string[] Scripts = ["values.js", "pictures.js", "page.js"];

    public string Name => "html";

    public string Extension => ".html";

    public void Write(TraceExport export, Stream stream)
    {
        var style = PageResources.Text("page.css");
        var script = string.Concat(Scripts.Select(PageResources.Text));
        var life = new EntryLife(export);
        var words = new PageWords(export);
        var page = Filled(PageResources.Text("page.html"), name => name switch
        {
            "policy" => Policy(style, script),
            "style" => style,
            "script" => script,
            "data" => PageData.Of(export, life),
            "race" => RaceTable.Of(export, life),
            "life" => words.Life(life),
            "story" => words.Story(),
            _ => words.Of(name),
        });
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        text.Write(page.TrimEnd('\n'));
        text.Write('\n');
    }

    // The frame is gone through once: nothing that is put in is looked at again, whatever it contains.
    private static string Filled(string frame, Func<string, string> part)
    {
        var page = new StringBuilder();
        for (var at = 0; ;)
        {
            var open = frame.IndexOf("{{", at, StringComparison.Ordinal);
            if (open < 0)
            {
                return page.Append(frame, at, frame.Length - at).ToString();
            }

            var close = frame.IndexOf("}}", open, StringComparison.Ordinal);
            page.Append(frame, at, open - at).Append(part(frame[(open + 2)..close]));
            at = close + 2;
        }
    }

    private static string Policy(string style, string script) =>
        $"default-src 'none'; style-src '{Digest(style)}'; script-src '{Digest(script)}'; img-src data:; "
        + "base-uri 'none'; form-action 'none'";

    private static string Digest(string text) =>
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
