using System.Collections.Generic;
using System.Linq;
using System.Text;
using Explorer.Reporting.Wrapping;

namespace Explorer.Reporting.Formats;

/// <summary>Writes a directed graph in the DOT language of Graphviz, line by line.</summary>
public sealed class DotText
{
    private const int PageWidth = 116;
    private const int LongestLine = 72;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Opens the graph: `digraph "name" {`.</summary>
    public DotText(string name) => Open($"digraph {Quote(name)}");

    /// <summary>Lines that only readers of the text see.</summary>
    public void Comment(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var indent = line[..^line.TrimStart().Length];
            foreach (var part in WordWrap.Lines(line, PageWidth - 8, 2))
            {
                Line($"// {indent}{part}");
            }
        }
    }

    /// <summary>Default attributes of `graph`, `node` or `edge`, in the block that is open.</summary>
    public void Defaults(string kind, params (string Key, string Value)[] attributes) => Statement(kind, attributes);

    /// <summary>A node; attributes without a value are left out.</summary>
    public void Node(string id, params (string Key, string Value)[] attributes) => Statement(id, attributes);

    /// <summary>An edge; attributes without a value are left out.</summary>
    public void Edge(string from, string to, params (string Key, string Value)[] attributes) => Statement($"{from} -> {to}", attributes);

    /// <summary>Opens a block that is drawn as a box.</summary>
    public void OpenCluster(string id) => Open($"subgraph cluster_{id}");

    public void Close()
    {
        _depth--;
        Line("}");
    }

    /// <summary>Closes the graph.</summary>
    /// <returns>All of the text, with `\n` at the end of every line.</returns>
    public string End()
    {
        Close();
        return _text.ToString();
    }

    /// <summary>Lines of text as a quoted label, set flush left. Long ones are cut.</summary>
    public static string Label(IEnumerable<string> lines) =>
        "\"" + string.Concat(lines.Select(line => Escape(Cut(line)) + "\\l")) + "\"";

    /// <summary>The same for an edge, with some room to the line beside it.</summary>
    public static string EdgeLabel(IEnumerable<string> lines) => Label(lines.Select(line => " " + line));

    /// <summary>A text as a quoted string.</summary>
    public static string Quote(string text) => $"\"{Escape(text)}\"";

    private static string Cut(string line) => line.Length <= LongestLine ? line : line[..(LongestLine - 1)] + "…";

    // In strings a quote is escaped; in labels a backslash begins an escape as well, so it is doubled.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            escaped.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                _ when char.IsControl(c) => " ",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    // Further lines are indented; a label that is too long for a line has one to itself.
    private void Statement(string head, (string Key, string Value)[] attributes)
    {
        var given = attributes.Where(a => a.Value.Length != 0).Select(a => $"{a.Key}={a.Value}").ToList();
        if (given.Count == 0)
        {
            Line($"{head};");
            return;
        }

        var line = $"{head} [{given[0]}";
        foreach (var next in given.Skip(1))
        {
            if (line.Length + next.Length + (2 * _depth) > PageWidth)
            {
                Line(line + ",");
                line = $"  {next}";
            }
            else
            {
                line += $", {next}";
            }
        }

        Line($"{line}];");
    }

    private void Open(string head)
    {
        Line(head + " {");
        _depth++;
    }

    private void Line(string line) => _text.Append(' ', 2 * _depth).Append(line).Append('\n');
}
