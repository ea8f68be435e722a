using System.Collections.Generic;
using System.Linq;

namespace Explorer.Cli;

/// <summary>What the process ends with. Scripts rely on the numbers.</summary>
internal enum ExitCode
{
    /// <summary>Everything holds, or everything expected was found.</summary>
    Success = 0,

    /// <summary>The command line, the model or a file is wrong.</summary>
    WrongInput = 1,

    /// <summary>A property is violated, or an expectation is not met.</summary>
    Violated = 2,

    /// <summary>A bound, the time or the memory ended the search.</summary>
    Inconclusive = 3,

    /// <summary>A bug of ours; what is printed says what to report.</summary>
    InternalError = 4,

    /// <summary>Ctrl-C or SIGTERM; the numbers so far were printed.</summary>
    Interrupted = 130,
}

/// <summary>Of several results one.</summary>
internal static class ExitCodes
{
    /// <summary>The gravest: an interruption, else the first of 4, 1, 2, 3, 0 that occurs.</summary>
    public static ExitCode Gravest(IEnumerable<ExitCode> codes) =>
        codes.DefaultIfEmpty(ExitCode.Success).MinBy(Rank);

    private static int Rank(ExitCode code) => code switch
    {
        ExitCode.Interrupted => 0,
        ExitCode.InternalError => 1,
        ExitCode.WrongInput => 2,
        ExitCode.Violated => 3,
        ExitCode.Inconclusive => 4,
        _ => 5,
    };
}
