using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Compilation.Analysis;
using Explorer.Machines;
using Explorer.Machines.Expressions;

namespace Explorer.Compilation.Emit;

/// <summary>One table: from some neighbouring bits of the state to the actions whose conjuncts on these bits hold, as masks
/// over the actions of a segment.</summary>
/// <param name="Entries">For each pattern of the bits `words` masks.</param>
internal sealed record GuardTable(BitRange Bits, ulong[] Entries);

/// <summary>
/// Which actions of a segment can be possible, by table lookup: for each state the conjuncts at the start of all guards
/// are decided by a few lookups whose results are combined by "and" (the idea of the tables of a finite-state
/// lexer; nothing is tried in vain). A conjunct goes into a table if it reads few neighbouring bits and meets no fault on
/// any pattern of them, and so do all conjuncts before it; one that may meet faults is tabulated together with those
/// before it that read the same bits, which often exclude the fault (`x != none &amp;&amp; x.page == p`). From the first that does
/// not, the conjuncts stay in the action's code.
/// </summary>
internal sealed class GuardTables
{
    // Bits that index one table: of a single conjunct at most, and as neighbours are put together.
    private const int LongestConjunct = 10;
    private const int LongestTable = 6;

    private readonly CompilationContext _context;
    private readonly IReadOnlyList<MachineAction> _actions;
    private readonly List<GuardCondition> _conditions = [];
    private readonly List<List<(int Condition, bool IsConjunct)>> _byAction;

    private GuardTables(CompilationContext context, IReadOnlyList<MachineAction> actions)
    {
        _context = context;
        _actions = actions;
        _byAction = [.. actions.Select(ConditionsOf)];
    }

    /// <summary>Number of mask words.</summary>
    public int Words => (_actions.Count + 63) / 64;

    public ImmutableArray<GuardTable> Tables { get; private set; } = [];

    /// <summary>For each action how many conjuncts the tables decide.</summary>
    public ImmutableArray<int> Decided { get; private set; } = [];

    public static GuardTables Build(CompilationContext context, IReadOnlyList<MachineAction> actions)
    {
        var guards = new GuardTables(context, actions);
        guards.Tabulate();
        return guards;
    }

    // What is known of the location, then conjuncts as far as they fit.
    private List<(int Condition, bool IsConjunct)> ConditionsOf(MachineAction action)
    {
        var conditions = new List<(int, bool)>();
        var support = new BitSupport(_context.Model, _context.Layout);
        if (_context.Layout.OfLocation(action.Machine) is not null)
        {
            var at = new AtLocation(action.Machine, [action.From], action.Span);
            conditions.Add((Intern(at, support.Of(at, BitSupport.BoundIn(at))!.Value, false), false));
        }

        var faults = new FaultAnalysis(ImmutableHashSet<Local>.Empty);
        var before = new List<(Expression Conjunct, BitRange Bits)>();
        foreach (var conjunct in GuardPrefix.Conjuncts(action.Nodes))
        {
            if (support.Of(conjunct, BitSupport.BoundIn(conjunct)) is not { } bits)
            {
                break;
            }

            var (tested, range, mayFault) = (conjunct, bits, faults.MayFault(conjunct));
            foreach (var (other, otherBits) in before.Where(b => mayFault && b.Bits.Overlaps(bits)).Reverse())
            {
                tested = new Binary(BinaryKind.And, other, tested, other.Type, other.Span);
                range = range.Union(otherBits)!.Value;
            }

            if (range.Length > LongestConjunct)
            {
                break;
            }

            conditions.Add((Intern(tested, range, mayFault), true));
            before.Add((conjunct, bits));
        }

        return conditions;
    }

    private int Intern(Expression condition, BitRange bits, bool mayFault)
    {
        var index = _conditions.FindIndex(c => c.Bits == bits && c.Condition == condition);
        if (index < 0)
        {
            index = _conditions.Count;
            _conditions.Add(new GuardCondition(condition, bits, mayFault));
        }

        return index;
    }

    private void Tabulate()
    {
        var results = new GuardEvaluation(_context, _conditions);
        var decided = new int[_actions.Count];
        for (var i = 0; i < _actions.Count; i++)
        {
            // A conjunct that may meet a fault still tells when it does not hold; what follows it must not be asked first.
            var faulty = _byAction[i].FindIndex(c => results.MeetsFault(c.Condition));
            if (faulty >= 0)
            {
                _byAction[i].RemoveRange(faulty + 1, _byAction[i].Count - faulty - 1);
            }

            decided[i] = _byAction[i].Count(c => c.IsConjunct && !results.MeetsFault(c.Condition));
        }

        Decided = [.. decided];
        Tables = [.. Ranges().Select(range => new GuardTable(range, Entries(range, results)))];
    }

    // Neighbouring conditions share a table as long as it stays short.
    private List<BitRange> Ranges()
    {
        var ranges = new List<BitRange>();
        var used = _byAction.SelectMany(c => c).Select(c => _conditions[c.Condition].Bits);
        foreach (var bits in used.Distinct().OrderBy(b => b.Word).ThenBy(b => b.Low).ThenByDescending(b => b.High))
        {
            if (ranges.Count > 0 && ranges[^1].Union(bits) is { } union
                && (union.Length <= LongestTable || union == ranges[^1]))
            {
                ranges[^1] = union;
            }
            else
            {
                ranges.Add(bits);
            }
        }

        return ranges;
    }

    private ulong[] Entries(BitRange range, GuardEvaluation results)
    {
        var entries = new ulong[Words << range.Length];
        Array.Fill(entries, ulong.MaxValue);
        for (var i = 0; i < _actions.Count; i++)
        {
            foreach (var condition in _byAction[i].Select(c => c.Condition).Where(c => IsIn(_conditions[c].Bits, range)))
            {
                var bits = _conditions[condition].Bits;
                for (var pattern = 0; pattern < 1 << range.Length; pattern++)
                {
                    var part = (pattern >> (bits.Low - range.Low)) & ((1 << bits.Length) - 1);
                    if (!results.MayHold(condition, part))
                    {
                        entries[(pattern * Words) + (i / 64)] &= ~(1UL << (i % 64));
                    }
                }
            }
        }

        return entries;
    }

    private static bool IsIn(BitRange bits, BitRange range) =>
        bits.Word == range.Word && range.Low <= bits.Low && bits.High <= range.High;
}
