using Explorer.Core.Systems;

namespace Explorer.Compilation.Runtime;

/// <summary>One execution of a step. Returns a <see cref="StepResult"/>.</summary>
internal unsafe delegate int StepDelegate(ulong* source, ulong* target, Frame* frame);

/// <summary>A question about a state.</summary>
internal unsafe delegate ulong QuestionDelegate(ulong* source, ulong* target, Frame* frame);

/// <summary>Writes the successors by some of the actions to where the frame says.</summary>
internal unsafe delegate void ExpandDelegate(ulong* source, SuccessorBuffer successors, Frame* frame);
