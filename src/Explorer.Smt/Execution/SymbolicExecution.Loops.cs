using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Values;
using Explorer.Smt.Symbolic;

namespace Explorer.Smt.Execution;

/// <summary>
/// The loop that goes through the elements of a set: `while (rest != {}) { x = first of rest; rest -= {x}; … }`. Each turn
/// is executed for one element that is known, under the condition that it is in the set, instead of for an element that
/// is a case distinction over all.
/// </summary>
internal sealed partial class SymbolicExecution
{
    private List<Strand> Turns(SetLoop loop, SymbolicSet rest, Strand strand, ImmutableHashSet<int> stops, List<Strand> arrived)
    {
        var first = 0;
        while (rest.Members[first].IsFalse)
        {
            first++;
        }

        // With the element for certain in front, everything before it certainly not in the set, the nodes do the rest.
        var isIn = rest.Members[first];
        var with = rest with { Members = rest.Members.SetItem(first, _terms.True) };
        var without = rest with { Members = rest.Members.SetItem(first, _terms.False) };
        var taken = loop.Entered(strand with { Path = _terms.And(strand.Path, isIn) }, with);
        var skipped = loop.Stayed(strand with { Path = _terms.And(strand.Path, _terms.Not(isIn)) }, without);
        var join = _joins.Of(strand.Node);
        var inner = join < 0 ? stops.Add(strand.Node) : stops.Add(strand.Node).Add(join);
        var ends = Follow(taken, inner);
        var goesOn = Sorted(
            isIn, [.. ends.Where(s => s.Node == strand.Node)], skipped.Path.IsFalse ? [] : [skipped], strand.Node,
            stops.Remove(strand.Node), arrived);
        goesOn.AddRange(Sorted(isIn, [.. ends.Where(s => s.Node != strand.Node)], [], join, stops, arrived));
        return goesOn;
    }

    /// <summary>The head of such a loop.</summary>
    private sealed record SetLoop(Local Rest, int Head, int Body)
    {
        public static SetLoop? At(ImmutableArray<Node> nodes, int head) =>
            nodes[head] is Branch
            {
                Condition: Binary { Kind: BinaryKind.NotEqual, Left: LocalRead { Local: var rest }, Right: Literal { Value: SetValue { Mask: 0 } } },
                WhenTrue: var body,
            }
            && nodes[body] is Assign
            {
                Target: { Local: not null, Path.IsEmpty: true },
                Value: Unary { Kind: UnaryKind.FirstElement, Operand: LocalRead { Local: var operand } },
            }
            && operand.Equals(rest)
                ? new SetLoop(rest, head, body)
                : null;

        public SymbolicSet? RestOf(Strand strand) => strand.Scope.Locals.GetValueOrDefault(Rest) as SymbolicSet;

        public Strand Entered(Strand strand, SymbolicSet rest) => With(strand, rest) with { Node = Body };

        public Strand Stayed(Strand strand, SymbolicSet rest) => With(strand, rest) with { Node = Head };

        private Strand With(Strand strand, SymbolicSet rest) =>
            strand with { Scope = strand.Scope with { Locals = strand.Scope.Locals.SetItem(Rest, rest) } };
    }
}
