using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Explorer.Graphs.Tests;

/// <summary>Reads the DOT language as far as we write it (graphviz.org/doc/info/lang.html): statements of nodes and edges with
/// attribute lists, defaults, clusters, comments. Whatever else there is, is a mistake.</summary>
internal sealed partial class DotReader
{
    private static readonly string[] Defaults = ["graph", "node", "edge"];

    private readonly List<string> _tokens;
    private int _next;

    private DotReader(string text) => _tokens = [.. Tokens(text)];

    public Dictionary<string, Dictionary<string, string>> Nodes { get; } = [];

    public List<(string From, string To, Dictionary<string, string> Attributes)> Edges { get; } = [];

    public int Clusters { get; private set; }

    public string Name { get; private set; } = "";

    public static DotReader Read(string text)
    {
        var reader = new DotReader(text);
        reader.Expect("digraph");
        reader.Name = reader.Take();
        reader.ReadBlock();
        if (reader._next != reader._tokens.Count)
        {
            throw new FormatException($"'{reader._tokens[reader._next]}' behind the graph");
        }

        return reader;
    }

    private void ReadBlock()
    {
        Expect("{");
        while (Peek() != "}")
        {
            ReadStatement();
        }

        Expect("}");
    }

    private void ReadStatement()
    {
        var word = Take();
        if (word == "subgraph")
        {
            Clusters += Take().StartsWith("cluster_", StringComparison.Ordinal) ? 1 : throw new FormatException("no cluster");
            ReadBlock();
            return;
        }

        if (Peek() == "->")
        {
            Expect("->");
            var to = Id(Take());
            Edges.Add((Id(word), to, ReadAttributes()));
        }
        else if (Defaults.Contains(word))
        {
            ReadAttributes();
        }
        else if (!Nodes.TryAdd(Id(word), ReadAttributes()))
        {
            throw new FormatException($"{word} is there twice");
        }

        Expect(";");
    }

    private Dictionary<string, string> ReadAttributes()
    {
        var attributes = new Dictionary<string, string>();
        if (Peek() != "[")
        {
            return attributes;
        }

        Expect("[");
        do
        {
            var key = Id(Take());
            Expect("=");
            attributes.Add(key, Take());
        }
        while (Take() is var end && end switch { "," => true, "]" => false, _ => throw new FormatException($"'{end}' in a list") });
        return attributes;
    }

    private static string Id(string token) =>
        Identifier().IsMatch(token) ? token : throw new FormatException($"'{token}' is no name");

    private string Peek() => _next < _tokens.Count ? _tokens[_next] : throw new FormatException("the end is missing");

    private string Take()
    {
        var token = Peek();
        _next++;
        return token;
    }

    private void Expect(string token)
    {
        if (Take() is var found && found != token)
        {
            throw new FormatException($"'{found}' where '{token}' is expected");
        }
    }

    private static IEnumerable<string> Tokens(string text)
    {
        for (var match = Token().Match(text); ; match = match.NextMatch())
        {
            if (match.Length == 0)
            {
                yield break;
            }

            if (match.Groups["bad"].Success)
            {
                throw new FormatException($"'{match.Value}' is nothing");
            }

            if (match.Groups["token"].Success)
            {
                yield return match.Value;
            }
        }
    }

    [GeneratedRegex("""\G(?:(?<space>\s+|//[^\n]*\n)|(?<token>"(?:[^"\\\n]|\\.)*"|->|[{}\[\]=,;]|[A-Za-z_][A-Za-z0-9_]*|[0-9.]+)|(?<bad>.))""", RegexOptions.Singleline)]
    private static partial Regex Token();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Identifier();
}
