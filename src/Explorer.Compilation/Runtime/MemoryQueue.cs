namespace Explorer.Compilation.Runtime;

/// <summary>Queues in memory: a word with the length, then the elements, `perWord` scalars of `width` bits to a word, or
/// (perWord 0) `words` words each. What holds no element is zero.</summary>
internal static unsafe class MemoryQueue
{
    /// <summary>Writes the queue without its oldest element to memory that is zero; the queue is not empty.</summary>
    public static void Tail(ulong* to, ulong* from, int perWord, int widthOrWords, ulong elementMask)
    {
        var length = (int)from[0];
        to[0] = (ulong)(length - 1);
        for (var i = 1; i < length; i++)
        {
            if (perWord == 0)
            {
                Blocks.Copy(to + 1 + ((i - 1) * widthOrWords), from + 1 + (i * widthOrWords), widthOrWords, elementMask);
                continue;
            }

            var element = (from[1 + (i / perWord)] >> (i % perWord * widthOrWords)) & elementMask;
            to[1 + ((i - 1) / perWord)] |= element << ((i - 1) % perWord * widthOrWords);
        }
    }
}
