using System.Runtime.CompilerServices;

namespace Explorer.Search.States;

/// <summary>
/// Items are the roots of a <see cref="StateTree"/>: one word for a state of any length. A successor differs from its
/// source in few words, so only what differs is looked up again, and the pairs above it.
/// </summary>
internal readonly unsafe struct TreeCodec : IStateCodec
{
    private readonly StateTree _tree;
    private readonly int _leaves;

    // Of the state opened last, for each leaf its part of the state, and for each leaf and node but the root its number.
    private readonly ulong[] _parts;
    private readonly uint[] _numbers;
    private readonly bool[] _changed;

    public TreeCodec(StateTree tree)
    {
        _tree = tree;
        _leaves = tree.Leaves;
        _parts = new ulong[_leaves];
        _numbers = new uint[4 * _leaves];
        _changed = new bool[2 * _leaves];
    }

    public int StateWords => _leaves;

    public ulong* Open(ulong* item, ulong* room)
    {
        Descend(*item, 0);
        for (var i = 0; i < _leaves; i++)
        {
            room[i] = _parts[i] = _tree.Table(i).WordAt(_numbers[i]);
        }

        Join(room);
        return room;
    }

    public ulong* Read(ulong* item, ulong* room)
    {
        // The second half of the numbers: those of the state opened are still needed.
        Descend(*item, 2 * _leaves);
        for (var i = 0; i < _leaves; i++)
        {
            room[i] = _tree.Table(i).WordAt(_numbers[(2 * _leaves) + i]);
        }

        Join(room);
        return room;
    }

    public void Prepare(ulong* successors, int count)
    {
        for (var i = 0; i < count; i++, successors += _leaves)
        {
            for (var leaf = 0; leaf < _leaves; leaf++)
            {
                var part = Part(successors, leaf);
                if (part != _parts[leaf])
                {
                    _tree.Table(leaf).Prefetch(part);
                }
            }
        }
    }

    public ulong* Encode(ulong* successor, ulong* room)
    {
        var numbers = _numbers;
        var other = 2 * _leaves;
        for (var i = 0; i < _leaves; i++)
        {
            var part = Part(successor, i);
            _changed[i] = part != _parts[i];
            numbers[other + i] = _changed[i] ? _tree.Table(i).NumberOf(part) : numbers[i];
        }

        return Ascend(room);
    }

    public ulong* EncodeAlone(ulong* state, ulong* room)
    {
        for (var i = 0; i < _leaves; i++)
        {
            _changed[i] = true;
            _numbers[(2 * _leaves) + i] = _tree.Table(i).NumberOf(Part(state, i));
        }

        return Ascend(room);
    }

    // From the numbers of the leaves to the root.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong* Ascend(ulong* room)
    {
        var (numbers, left, right, other) = (_numbers, _tree.Left, _tree.Right, 2 * _leaves);
        var root = left.Length - 1;
        for (var node = 0; node < root; node++)
        {
            var part = _leaves + node;
            _changed[part] = _changed[left[node]] || _changed[right[node]];
            numbers[other + part] = _changed[part]
                ? _tree.Table(part).NumberOf(Pair(numbers[other + left[node]], numbers[other + right[node]]))
                : numbers[part];
        }

        *room = Pair(numbers[other + left[root]], numbers[other + right[root]]);
        return room;
    }

    // From the root to the numbers of the leaves, which are put behind `first`.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Descend(ulong root, int first)
    {
        var (numbers, left, right) = (_numbers, _tree.Left, _tree.Right);
        for (var node = left.Length - 1; node >= 0; node--)
        {
            var part = _leaves + node;
            var pair = node == left.Length - 1 ? root : _tree.Table(part).WordAt(numbers[first + part]);
            numbers[first + left[node]] = (uint)(pair >> 32);
            numbers[first + right[node]] = (uint)pair;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Pair(uint left, uint right) => ((ulong)left << 32) | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Part(ulong* state, int leaf)
    {
        var half = _tree.FirstHalf;
        return half == 64 ? state[leaf]
            : leaf == 0 ? state[0] & ((1UL << half) - 1)
            : (state[0] >> half) | (state[1] << (64 - half));
    }

    // Puts the words of a state together again whose parts are not words.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Join(ulong* parts)
    {
        var half = _tree.FirstHalf;
        if (half != 64)
        {
            var second = parts[1];
            (parts[0], parts[1]) = (parts[0] | (second << half), second >> (64 - half));
        }
    }
}
