using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Compilation.Analysis;
using Explorer.Compilation.Runtime;
using Explorer.Machines.Expressions;

namespace Explorer.Compilation.Emit;

/// <summary>A condition on a few bits of the state.</summary>
internal sealed record GuardCondition(Expression Condition, BitRange Bits, bool MayFault);

/// <summary>What conditions say for every pattern of their bits: they are compiled and executed on states that are zero but
/// for the pattern. Patterns that encode no value give some answer that nobody asks for.</summary>
internal sealed unsafe class GuardEvaluation
{
    // Conditions that one method decides.
    private const int PerMethod = 64;

    // Wrong patterns can lead behind the state.
    private const int Slack = 64;

    private readonly bool[][] _mayHold;
    private readonly bool[] _meetsFault;

    public GuardEvaluation(CompilationContext context, List<GuardCondition> conditions)
    {
        _mayHold = [.. conditions.Select(c => new bool[1 << c.Bits.Length])];
        _meetsFault = new bool[conditions.Count];
        for (var first = 0; first < conditions.Count; first += PerMethod)
        {
            Evaluate(context, conditions.GetRange(first, Math.Min(PerMethod, conditions.Count - first)), first);
        }
    }

    /// <summary>False: the condition does not hold for this pattern, and meets no fault.</summary>
    public bool MayHold(int condition, int pattern) => _mayHold[condition][pattern];

    /// <summary>Does it meet a fault for any pattern?</summary>
    public bool MeetsFault(int condition) => _meetsFault[condition];

    private void Evaluate(CompilationContext context, List<GuardCondition> conditions, int first)
    {
        var code = QuestionEmitter.Guards(context, conditions).CreateDelegate<QuestionDelegate>();
        var words = new ulong[context.Layout.Words + Slack];
        var memory = new byte[Frame.Size(context.ScratchWords)];
        fixed (ulong* state = words)
        fixed (byte* frameMemory = memory)
        {
            var frame = Frame.At(frameMemory);
            foreach (var range in conditions.Select(c => c.Bits).Distinct())
            {
                for (var pattern = 0; pattern < 1 << range.Length; pattern++)
                {
                    state[range.Word] = (ulong)pattern << range.Low;
                    frame->Violations = 0;
                    var holds = code(state, null, frame);
                    Note(conditions, first, range, pattern, holds, frame->Violations);
                }

                state[range.Word] = 0;
            }
        }
    }

    private void Note(List<GuardCondition> conditions, int first, BitRange range, int pattern, ulong holds, ulong faults)
    {
        for (var i = 0; i < conditions.Count; i++)
        {
            if (conditions[i].Bits == range)
            {
                var isFault = (faults >> i & 1) != 0;
                _mayHold[first + i][pattern] = (holds >> i & 1) != 0 || isFault;
                _meetsFault[first + i] |= isFault;
            }
        }
    }
}
