using System;
using System.Collections.Generic;
using Explorer.Compilation.Analysis;
using Explorer.Compilation.Runtime;

namespace Explorer.Compilation.Emit;

/// <summary>Evaluates conditions for every pattern of their bits: they are compiled and executed on states that are zero
/// but for the pattern. For patterns that encode no value they get some answer that nobody asks for.</summary>
internal static unsafe class GuardEvaluation
{
    // Conditions that one method decides.
    private const int PerMethod = 64;

    // Patterns that encode no value can lead behind the state.
    private const int Slack = 64;

    public static void Evaluate(CompilationContext context, List<GuardCondition> conditions)
    {
        for (var first = 0; first < conditions.Count; first += PerMethod)
        {
            EvaluateSome(context, conditions.GetRange(first, Math.Min(PerMethod, conditions.Count - first)));
        }
    }

    private static void EvaluateSome(CompilationContext context, List<GuardCondition> conditions)
    {
        var code = QuestionEmitter.Guards(context, conditions).Bind<QuestionDelegate>();
        var words = new ulong[context.Layout.Words + Slack];
        var memory = new byte[Frame.Size(context.ScratchWords)];
        var done = new HashSet<BitRange>();
        fixed (ulong* state = words)
        fixed (byte* frameMemory = memory)
        {
            var frame = Frame.At(frameMemory);
            foreach (var condition in conditions)
            {
                if (done.Add(condition.Bits))
                {
                    TryPatterns(conditions, condition.Bits, code, state, frame);
                }
            }
        }
    }

    private static void TryPatterns(
        List<GuardCondition> conditions, BitRange range, QuestionDelegate code, ulong* state, Frame* frame)
    {
        for (var pattern = 0; pattern < 1 << range.Length; pattern++)
        {
            state[range.Word] = (ulong)pattern << range.Low;
            var holds = code(state, null, frame);
            for (var i = 0; i < conditions.Count; i++)
            {
                if (conditions[i].Bits == range)
                {
                    var isFault = (frame->Violations >> i & 1) != 0;
                    conditions[i].MayHold[pattern] = (holds >> i & 1) != 0 || isFault;
                    conditions[i].MeetsFault |= isFault;
                }
            }
        }

        state[range.Word] = 0;
    }
}
