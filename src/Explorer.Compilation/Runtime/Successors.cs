using System.Runtime.CompilerServices;
using Explorer.Core.Systems;

namespace Explorer.Compilation.Runtime;

/// <summary>Between a frame, which compiled code writes to, and the buffer that a search reads.</summary>
internal static unsafe class Successors
{
    /// <summary>Lets the frame write behind the successors that the buffer has.</summary>
    /// <param name="actions">Number of actions: each writes at most one outcome before it asks for more room.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Bind(Frame* frame, SuccessorBuffer successors, int actions)
    {
        var length = successors.StateLength;
        frame->Out = successors.States + ((long)successors.Count * length);
        frame->OutAction = successors.Actions + successors.Count;
        frame->Last = successors.States + ((long)(successors.Capacity - actions - 1) * length);
    }

    /// <summary>Notes a step that violates properties; its successor, if it has one, is counted already.</summary>
    public static void Report(Frame* frame, SuccessorBuffer successors, int action, int result)
    {
        successors.Count = (int)((frame->Out - successors.States) / successors.StateLength);
        successors.AddViolation(action, frame->Choice, result == StepResult.FiredWithViolations, frame->Violations);
    }

    /// <summary>Makes room for one more outcome of each action.</summary>
    public static void Grow(Frame* frame, SuccessorBuffer successors, int actions)
    {
        successors.Count = (int)((frame->Out - successors.States) / successors.StateLength);
        successors.Reserve(actions + 1);
        Bind(frame, successors, actions);
    }
}
