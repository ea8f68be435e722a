using System;
using System.Collections.Generic;
using Explorer.Compilation.Analysis;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Emit;

/// <summary>One table: from some neighbouring bits of the state to the actions whose conjuncts on these bits hold, as masks
/// over the actions of a segment.</summary>
/// <param name="Entries">For each pattern of the bits `words` masks.</param>
internal sealed record ConjunctTable(BitRange Bits, ulong[] Entries);

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
    private readonly BitSupport _support;
    private readonly List<GuardCondition> _conditions = [];
    private readonly List<List<GuardCondition>> _byAction = [];

    private GuardTables(CompilationContext context, IReadOnlyList<MachineAction> actions)
    {
        _context = context;
        _actions = actions;
        _support = new BitSupport(context.Model, context.Layout);
        foreach (var action in actions)
        {
            _byAction.Add(ConditionsOf(action));
        }
    }

    /// <summary>Number of mask words.</summary>
    public int Words => (_actions.Count + 63) / 64;

    public List<ConjunctTable> Tables { get; } = [];

    /// <summary>For each action how many conjuncts the tables decide.</summary>
    public List<int> Decided { get; } = [];

    public static GuardTables Build(CompilationContext context, IReadOnlyList<MachineAction> actions)
    {
        var guards = new GuardTables(context, actions);
        guards.Tabulate();
        return guards;
    }

    // What is known of the location, then conjuncts as far as they fit.
    private List<GuardCondition> ConditionsOf(MachineAction action)
    {
        var conditions = new List<GuardCondition>();
        if (_context.Layout.OfLocation(action.Machine) is not null)
        {
            var at = new AtLocation(action.Machine, [action.From], action.Span);
            conditions.Add(Intern(at, _support.Of(at)!, false));
        }

        var faults = new FaultAnalysis(new HashSet<Local>());
        var before = new List<GuardCondition>();
        foreach (var conjunct in GuardPrefix.Conjuncts(action.Nodes))
        {
            if (_support.Of(conjunct) is not { } bits)
            {
                break;
            }

            var own = new GuardCondition(conjunct, bits, faults.MayFault(conjunct));
            var tested = own.MayFault ? WithThoseBefore(own, before) : own;
            if (tested.Bits.Length > LongestConjunct)
            {
                break;
            }

            conditions.Add(Intern(tested.Condition, tested.Bits, tested.MayFault));
            before.Add(own);
        }

        return conditions;
    }

    private static GuardCondition WithThoseBefore(GuardCondition own, List<GuardCondition> before)
    {
        var all = own;
        for (var i = before.Count - 1; i >= 0; i--)
        {
            var other = before[i];
            if (other.Bits.Overlaps(own.Bits))
            {
                var both = new Binary(BinaryKind.And, other.Condition, all.Condition, BoolType.Instance, other.Condition.Span);
                all = new GuardCondition(both, all.Bits.Union(other.Bits)!, true);
            }
        }

        return all;
    }

    private GuardCondition Intern(Expression condition, BitRange bits, bool mayFault)
    {
        foreach (var known in _conditions)
        {
            if (known.Bits == bits && known.Condition == condition)
            {
                return known;
            }
        }

        var added = new GuardCondition(condition, bits, mayFault);
        _conditions.Add(added);
        return added;
    }

    private void Tabulate()
    {
        GuardEvaluation.Evaluate(_context, _conditions);
        for (var i = 0; i < _actions.Count; i++)
        {
            var conditions = _byAction[i];
            var conjuncts = conditions.Count - (_context.Layout.OfLocation(_actions[i].Machine) is null ? 0 : 1);
            var faulty = conditions.FindIndex(c => c.MeetsFault);
            if (faulty >= 0)
            {
                // It still tells when it does not hold; what follows it must not be asked first.
                conjuncts -= conditions.Count - faulty;
                conditions.RemoveRange(faulty + 1, conditions.Count - faulty - 1);
            }

            Decided.Add(conjuncts);
        }

        foreach (var range in Ranges())
        {
            Tables.Add(new ConjunctTable(range, Entries(range)));
        }
    }

    // Neighbouring conditions share a table as long as it stays short.
    private List<BitRange> Ranges()
    {
        var ranges = new List<BitRange>();
        _conditions.Sort((a, b) => Compare(a.Bits, b.Bits));
        foreach (var condition in _conditions)
        {
            var bits = condition.Bits;
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

    private static int Compare(BitRange a, BitRange b) =>
        a.Word != b.Word ? a.Word - b.Word : a.Low != b.Low ? a.Low - b.Low : b.High - a.High;

    private ulong[] Entries(BitRange range)
    {
        var entries = new ulong[Words << range.Length];
        Array.Fill(entries, ulong.MaxValue);
        for (var i = 0; i < _actions.Count; i++)
        {
            foreach (var condition in _byAction[i])
            {
                if (range.Contains(condition.Bits))
                {
                    Exclude(entries, range, condition, i);
                }
            }
        }

        return entries;
    }

    // Takes the action out of the entries for which its condition does not hold.
    private void Exclude(ulong[] entries, BitRange range, GuardCondition condition, int action)
    {
        var bits = condition.Bits;
        for (var pattern = 0; pattern < 1 << range.Length; pattern++)
        {
            var part = (pattern >> (bits.Low - range.Low)) & ((1 << bits.Length) - 1);
            if (!condition.MayHold[part])
            {
                entries[(pattern * Words) + (action / 64)] &= ~(1UL << (action % 64));
            }
        }
    }
}
