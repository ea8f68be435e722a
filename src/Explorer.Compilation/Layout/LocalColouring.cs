using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Machines;

namespace Explorer.Compilation.Layout;

/// <summary>
/// Which stored locals of a machine may share bits: those that are never live at the same location. Greedy colouring of
/// the interference graph, widest local first (Chaitin, Register allocation and spilling via graph coloring, 1982,
/// without spilling). Memory locals share only with those of the same encoding. Not optimal in the number of bits.
/// </summary>
internal static class LocalColouring
{
    /// <summary>Groups of indices into the machine's stored locals; the first of each is the widest.</summary>
    public static List<List<int>> Groups(Machine machine, StoredEncodings encodings)
    {
        var groups = new List<List<int>>();
        foreach (var local in ByWidth(machine, encodings))
        {
            var group = groups.Find(g => g.TrueForAll(other => MayShare(machine, encodings, local, other)));
            if (group is null)
            {
                groups.Add(group = []);
            }

            group.Add(local);
        }

        return groups;
    }

    private static int[] ByWidth(Machine machine, StoredEncodings encodings)
    {
        var order = new int[machine.StoredLocals];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (a, b) => Bits(a) != Bits(b) ? Bits(b) - Bits(a) : a - b);
        return order;

        int Bits(int local) => encodings.Of(machine.Locals[local]).Bits;
    }

    private static bool MayShare(Machine machine, StoredEncodings encodings, int left, int right)
    {
        var (a, b) = (machine.Locals[left], machine.Locals[right]);
        var (x, y) = (encodings.Of(a), encodings.Of(b));
        return (x == y || (x.IsScalar && y.IsScalar))
            && !machine.Locations.Any(l => l.Live.Contains(a) && l.Live.Contains(b));
    }
}
