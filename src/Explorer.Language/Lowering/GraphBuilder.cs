using System.Collections.Generic;
using Explorer.Core.Diagnostics;
using Explorer.Machines;

namespace Explorer.Language.Lowering;

/// <summary>
/// Builds a control-flow graph front to back. What is emitted is linked behind the current end; after a jump there is
/// no current end, and what is emitted then is unreachable.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly List<MicroNode> _nodes = [];
    private readonly HashSet<int> _reached = [];
    private readonly Dictionary<Local, int> _firstMentions = [];
    private int _mentionsRead;
    private int _end = -1;
    private bool _atOther;

    /// <summary>What is held off at the current place.</summary>
    public Hold Hold { get; set; }

    /// <summary>False after a jump.</summary>
    public bool IsReachable { get; private set; } = true;

    public int Count => _nodes.Count;

    public MicroNode this[int index] => _nodes[index];

    /// <summary>Locals with the names that properties may use.</summary>
    public List<(string Name, Local Local)> NamedLocals { get; } = [];

    /// <summary>Appends an operation behind the current end.</summary>
    public int Emit(MicroNode node)
    {
        _nodes.Add(node);
        var index = _nodes.Count - 1;
        Link(index);
        (_end, _atOther) = (index, false);
        return index;
    }

    /// <summary>A place to jump to; nothing is linked to it yet.</summary>
    public int NewLabel(SourceSpan span, bool isLoopHead = false, bool isBoundedTurn = false)
    {
        _nodes.Add(new MicroNode(MicroKind.Nop, span) { Hold = Hold, IsLoopHead = isLoopHead, IsBoundedTurn = isBoundedTurn });
        return _nodes.Count - 1;
    }

    /// <summary>Goes to a label; what follows is unreachable.</summary>
    public void Jump(int label)
    {
        Link(label);
        IsReachable = false;
    }

    /// <summary>Goes on at a label, falling through to it if the current place is reachable.</summary>
    public void Mark(int label)
    {
        Link(label);
        (_end, _atOther, IsReachable) = (label, false, _reached.Contains(label));
    }

    /// <summary>Goes on behind a node: at a Branch's true or false side, or at a new branch of an Either.</summary>
    public void Enter(int node, bool whenFalse = false) =>
        (_end, _atOther, IsReachable) = (node, whenFalse, _reached.Contains(node));

    /// <summary>Whether a node before `index` reads or sets the local. Each node is looked at once, however often one asks.</summary>
    public bool IsMentionedBefore(Local local, int index)
    {
        for (; _mentionsRead < _nodes.Count; _mentionsRead++)
        {
            foreach (var mentioned in OrderCheck.Mentioned(_nodes[_mentionsRead]))
            {
                _firstMentions.TryAdd(mentioned, _mentionsRead);
            }
        }

        return _firstMentions.TryGetValue(local, out var first) && first < index;
    }

    public MicroGraph Build(string name) => new(name, [.. _nodes], [.. NamedLocals]);

    private void Link(int target)
    {
        if (!IsReachable)
        {
            return;
        }

        _reached.Add(target);
        if (_end < 0)
        {
            return;
        }

        var from = _nodes[_end];
        if (from.Kind == MicroKind.Either)
        {
            from.Branches.Add(target);
        }
        else if (_atOther)
        {
            from.Other = target;
        }
        else
        {
            from.Next = target;
        }
    }
}
