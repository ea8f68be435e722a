using System.Linq;

namespace Explorer.TestKit;

/// <summary>Graphs made of the bytes that FsCheck draws (and shrinks): four bytes make an edge, two mark nodes.</summary>
public static class RandomGraph
{
    private const string Names = "abcdefghijklmnop";

    /// <param name="nodes">How many nodes there may be, at most 16.</param>
    public static GraphModel Of(byte[] bytes, int nodes, ushort marked, ushort outside, ushort terminal)
    {
        var edges = bytes.Chunk(4).Where(b => b.Length == 4).Select(b => Edge(b, nodes));
        return GraphModel.Of(["a", .. edges])
            .Invariant("safe", Chosen(marked, nodes))
            .Reachable("seen", Chosen((ushort)(marked >> 3), nodes))
            .WithDeadlock()
            .Outside(Chosen(outside, nodes))
            .Terminal(Chosen(terminal, nodes));
    }

    /// <summary>Gives the states one of the lengths for which searches differ.</summary>
    public static GraphModel WithStateLengthOf(this GraphModel model, byte choice) => (choice % 6) switch
    {
        0 => model.WithStateLength(1),
        1 => model.WithStateLength(2),
        2 => model.WithStateLength(2, bits: 128),
        3 => model.WithStateLength(3),
        4 => model.WithStateLength(2, bits: 96),
        _ => model.WithStateLength(6),
    };

    private static string Edge(byte[] b, int nodes)
    {
        var (from, to, other) = (Names[b[0] % nodes], Names[b[1] % nodes], Names[b[1] / 16 % nodes]);
        var step = (b[3] % 16) switch
        {
            < 8 => $">{to}",
            < 12 => $"~{to}",
            12 => ">!",
            13 => "~!",
            14 => $">{to}?",
            _ => $">{to}|{other}?|!",
        };
        return $"{b[2] % 3}:{from}{step}";
    }

    // Few marks: a node is chosen if two bits of the mask agree that it is.
    private static string[] Chosen(ushort mask, int nodes) =>
        [.. Enumerable.Range(0, nodes).Where(i => (mask >> i & mask >> (i + 5) & 1) != 0).Select(i => $"{Names[i]}")];
}
