// Computes stubborn sets (Antti Valmari, "Stubborn sets for reduced state space generation", 1989), guard based (Laarman,
// Pater, van de Pol, Weber, "Guard-based partial-order reduction", SPIN 2013). From one enabled action the set grows until
// it is closed: with an enabled action come all that do not accord with it, with a disabled one a necessary enabling set
// of one of its false guards: what may make the guard true, or, if another guard holds that excludes it, what may end
// that; and for a property of which it has no key, what may make a state one that the property looks for. Of the enabling
// sets the one is taken that adds the fewest enabled actions (as the cost function of LTSmin's heuristic).
// Every enabled action that is not sticky is tried as a beginning; the set with the fewest enabled actions wins, the
// first of equals.
// The result depends on nothing but which guards hold and which actions are enabled, so results are remembered by these.
// Nothing allocates after the constructor. Not thread safe: one for each worker.
// It does not look for the smallest set, which is hard, nor for weak stubborn sets.
using System;
using System.Numerics;

namespace Explorer.Search.Reduction;

internal sealed class StubbornSetFinder
{
    private const int MostRemembered = 1 << 14;
    private const int MostRememberedWords = 1 << 20;

    // An enabled action in the set is dearer than all disabled ones that may come with it.
    private const int PriceOfEnabled = 1 << 16;

    private readonly StubbornTables _tables;
    private readonly ulong[] _set;
    private readonly ulong[] _waiting;
    private readonly ulong[] _best;
    private readonly ulong[] _remembered;
    private readonly int _entryWords;
    private readonly int _entries;

    public StubbornSetFinder(StubbornTables tables)
    {
        _tables = tables;
        Enabled = new ulong[tables.ActionWords];
        Guards = new ulong[tables.GuardWords];
        (_set, _waiting, _best) = (new ulong[tables.ActionWords], new ulong[tables.ActionWords], new ulong[tables.ActionWords]);
        _entryWords = Math.Max(1, tables.GuardWords + (2 * tables.ActionWords));
        _entries = Math.Clamp(1 << BitOperations.Log2((uint)(MostRememberedWords / _entryWords)), 1, MostRemembered);
        _remembered = new ulong[_entries * _entryWords];
    }

    /// <summary>Whether it is one for these tables.</summary>
    public bool IsFor(StubbornTables tables) => _tables == tables;

    /// <summary>To be filled in: the enabled actions.</summary>
    public ulong[] Enabled { get; }

    /// <summary>To be filled in: the guards that hold.</summary>
    public ulong[] Guards { get; }

    /// <summary>The whole of the set that was found last without the memory of earlier ones, disabled actions included.</summary>
    public ReadOnlySpan<ulong> WholeSet => _best;

    /// <summary>The enabled actions of a stubborn set; good until the next call. All enabled ones if every enabled action is
    /// sticky.</summary>
    public ReadOnlySpan<ulong> Find()
    {
        var entry = _remembered.AsSpan((int)(HashOfKey() & (ulong)(_entries - 1)) * _entryWords, _entryWords);
        var (guards, enabled) = (_tables.GuardWords, _tables.ActionWords);
        var result = entry[(guards + enabled)..];
        if (entry[..guards].SequenceEqual(Guards) && entry.Slice(guards, enabled).SequenceEqual(Enabled))
        {
            return result;
        }

        Compute();
        Guards.CopyTo(entry);
        Enabled.CopyTo(entry[guards..]);
        for (var i = 0; i < enabled; i++)
        {
            result[i] = _best[i] & Enabled[i];
        }

        return result;
    }

    /// <summary>Finds a set anew; see <see cref="WholeSet"/>.</summary>
    public void Compute()
    {
        var fewest = Count(Enabled);
        Array.Fill(_best, ulong.MaxValue);
        for (var word = 0; word < Enabled.Length; word++)
        {
            for (var seeds = Enabled[word] & _tables.Progressing[word]; seeds != 0 && fewest > 1; seeds &= seeds - 1)
            {
                var count = Close((64 * word) + BitOperations.TrailingZeroCount(seeds), fewest);
                if (count < fewest)
                {
                    fewest = count;
                    _set.CopyTo(_best, 0);
                }
            }
        }
    }

    private static int Count(ReadOnlySpan<ulong> set)
    {
        var count = 0;
        foreach (var word in set)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    private ulong HashOfKey()
    {
        var hash = 0UL;
        foreach (var word in Guards)
        {
            hash = BitOperations.RotateLeft(hash ^ word, 29) * 0x9E3779B97F4A7C15;
        }

        foreach (var word in Enabled)
        {
            hash = BitOperations.RotateLeft(hash ^ word, 29) * 0x9E3779B97F4A7C15;
        }

        return hash ^ (hash >> 32);
    }

    // Enabled actions in the smallest closed set that the choices lead to from the seed; `most` as soon as there are that
    // many.
    private int Close(int seed, int most)
    {
        Array.Clear(_set);
        Array.Clear(_waiting);
        var bit = 1UL << (seed & 63);
        _set[seed >> 6] = bit;
        _waiting[seed >> 6] = bit;
        var count = 1;
        do
        {
            count = AddDependent(count, most);
        }
        while (count < most && AddGoal(ref count));
        return Math.Min(count, most);
    }

    // What comes with the actions that wait. Ends early if there are `most` enabled ones.
    private int AddDependent(int count, int most)
    {
        for (var word = 0; word < _waiting.Length && count < most;)
        {
            if (_waiting[word] == 0)
            {
                word++;
                continue;
            }

            var lowest = _waiting[word] & (0 - _waiting[word]);
            _waiting[word] ^= lowest;
            var action = (64 * word) + BitOperations.TrailingZeroCount(lowest);
            count += Add((Enabled[word] & lowest) != 0 ? RowOf(_tables.NotAccording, action) : CheapestFor(action));

            // What was added may lie before this word.
            word = 0;
        }

        return count;
    }

    // What the first property needs that has neither a key nor all that may enable it; false if there is none.
    private bool AddGoal(ref int count)
    {
        foreach (var goal in _tables.Goals)
        {
            if (!HasKey(goal.Keys) && !IsInSet(goal.Enabling))
            {
                count += Add(goal.Enabling);
                return true;
            }
        }

        return false;
    }

    private bool HasKey(ulong[] keys)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            if ((_set[i] & Enabled[i] & keys[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsInSet(ulong[] actions)
    {
        for (var i = 0; i < actions.Length; i++)
        {
            if ((actions[i] & ~_set[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    // The enabled ones among what is new.
    private int Add(ReadOnlySpan<ulong> row)
    {
        var count = 0;
        for (var i = 0; i < row.Length; i++)
        {
            var added = row[i] & ~_set[i];
            _set[i] |= added;
            _waiting[i] |= added;
            count += BitOperations.PopCount(added & Enabled[i]);
        }

        return count;
    }

    private ReadOnlySpan<ulong> RowOf(ulong[] rows, int row) => rows.AsSpan(row * _tables.ActionWords, _tables.ActionWords);

    // A disabled action has a false guard: one of its own, or the residual one, which is false with the action.
    private ReadOnlySpan<ulong> CheapestFor(int action)
    {
        ReadOnlySpan<ulong> best = default;
        var lowest = int.MaxValue;
        foreach (var guard in _tables.GuardsOf[action])
        {
            if ((Guards[guard >> 6] >> (guard & 63) & 1) == 0)
            {
                ConsiderFalse(guard, ref best, ref lowest);
            }

            if (lowest == 0)
            {
                return best;
            }
        }

        if (_tables.ResidualOf[action] is >= 0 and var residual)
        {
            ConsiderFalse(residual, ref best, ref lowest);
        }

        return lowest == int.MaxValue ? throw new Core.InternalErrorException($"action {action} is disabled without a reason") : best;
    }

    // What may make it true, or end a guard that excludes it.
    private void ConsiderFalse(int guard, ref ReadOnlySpan<ulong> best, ref int lowest)
    {
        Consider(RowOf(_tables.Enabling, guard), ref best, ref lowest);
        for (var word = 0; word < Guards.Length && lowest > 0; word++)
        {
            var excluding = Guards[word] & _tables.Exclusive[(guard * _tables.GuardWords) + word];
            for (; excluding != 0; excluding &= excluding - 1)
            {
                var other = (64 * word) + BitOperations.TrailingZeroCount(excluding);
                Consider(RowOf(_tables.Disabling, other), ref best, ref lowest);
            }
        }
    }

    private void Consider(ReadOnlySpan<ulong> row, ref ReadOnlySpan<ulong> best, ref int lowest)
    {
        var price = 0;
        for (var i = 0; i < row.Length && price < lowest; i++)
        {
            var added = row[i] & ~_set[i];
            price += BitOperations.PopCount(added) + (PriceOfEnabled * BitOperations.PopCount(added & Enabled[i]));
        }

        if (price < lowest)
        {
            best = row;
            lowest = price;
        }
    }
}
