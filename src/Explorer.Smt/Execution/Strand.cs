using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Values;
using Explorer.Smt.Symbolic;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Execution;

/// <summary>All executions of a step that have made the same draws and are at the same node.</summary>
/// <param name="Path">The condition of being one of them.</param>
/// <param name="Failed">For each property the condition under which an assertion of it failed on the way.</param>
/// <param name="Draws">Names and values; of an `either` the number of the branch, without a name.</param>
internal sealed record Strand(
    int Node,
    Term Path,
    ExpressionTerms.Surroundings Scope,
    ImmutableSortedDictionary<int, Term> Failed,
    ImmutableArray<Draw> Draws)
{
    public bool HasDrawsOf(Strand other) => Draws == other.Draws || Draws.SequenceEqual(other.Draws);

    /// <summary>Two at the same node with the same draws as one.</summary>
    /// <param name="test">Tells them apart: holds for this one, and not for the other.</param>
    public Strand MergedWith(Strand other, Term test, ValueTerms values, TermFactory terms)
    {
        var locals = Scope.Locals;
        foreach (var (local, value) in other.Scope.Locals)
        {
            locals = locals.SetItem(local, locals.TryGetValue(local, out var mine) ? values.Merge(test, mine, value) : value);
        }

        var failed = Failed;
        foreach (var property in Failed.Keys.Union(other.Failed.Keys))
        {
            failed = failed.SetItem(property, terms.IfThenElse(
                test, Failed.GetValueOrDefault(property, terms.False), other.Failed.GetValueOrDefault(property, terms.False)));
        }

        return this with
        {
            Path = terms.Or(Path, other.Path),
            Scope = new ExpressionTerms.Surroundings(
                [.. Scope.Variables.Zip(other.Scope.Variables, (mine, its) => values.Merge(test, mine, its))], locals),
            Failed = failed,
        };
    }
}

/// <summary>A draw of a step.</summary>
/// <param name="Target">The local; null for an `either`.</param>
/// <param name="Value">The value drawn; null for an `either`.</param>
/// <param name="Number">The position among the candidates.</param>
public sealed record Draw(Local? Target, Value? Value, int Number);
