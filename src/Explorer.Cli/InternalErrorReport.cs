using System;
using System.Collections.Generic;
using Explorer.Checking;

namespace Explorer.Cli;

/// <summary>What is printed when the tool itself is wrong.</summary>
internal static class InternalErrorReport
{
    /// <summary>What happened, in which version, on what, and what to do about it.</summary>
    public static IEnumerable<string> Lines(Exception exception, string commandLine, bool withStackTrace)
    {
        yield return $"explorer: internal error: {exception.Message}";
        yield return $"  {exception.GetType().Name} in version {ToolVersion.Text}, running: explorer {commandLine}";
        yield return "  This is a bug of explorer, not of the model. Please report it with the model and this text;";
        yield return "  --stack-trace shows where it happened.";
        if (withStackTrace)
        {
            yield return exception.ToString();
        }
    }
}
