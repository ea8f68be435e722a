using System.IO;
using Explorer.Checking;
using Explorer.Cli.Output;
using Explorer.Reporting.Formats;
using Explorer.Reporting.Summaries;

namespace Explorer.Cli.Verbs;

/// <summary>What `show` was asked for.</summary>
/// <param name="Output">A file; null: standard output.</param>
internal sealed record ShowRequest(string Trace, string? Library, ITraceFormat Format, string? Output);

/// <summary>`show`: a trace file in another form. It is executed again first, and refused if it violates nothing any
/// more.</summary>
internal sealed class ShowVerb(ShowRequest request, Surroundings surroundings)
{
    public ExitCode Run()
    {
        if (TraceInput.Load(request.Trace, request.Library, surroundings) is not { } kept)
        {
            return ExitCode.WrongInput;
        }

        if (!kept.IsViolated)
        {
            surroundings.Error.WriteLine(
                $"explorer: {request.Trace}: the trace no longer violates {kept.Document.Property}: there is nothing to show.");
            return ExitCode.WrongInput;
        }

        var isReadBack = request.Format is JsonFormat or ItfFormat;
        var document = kept.Document with { Model = isReadBack ? ModelBesideOutput(kept) : kept.ModelPath };
        var established = Quotable.Length(kept.Trace.Steps.Length, document.Minimum);
        var export = TraceExport.Of(document, kept.Trace, kept.Property, [established]) with { File = request.Trace };
        JsonTarget.Write(request.Output ?? JsonTarget.StandardOutput, surroundings, stream => request.Format.Write(export, stream));
        return ExitCode.Success;
    }

    private string ModelBesideOutput(KeptTrace kept)
    {
        var folder = request.Output is { } output ? Path.GetDirectoryName(Path.GetFullPath(output))! : Directory.GetCurrentDirectory();
        return Path.GetRelativePath(folder, Path.GetFullPath(kept.ModelPath)).Replace('\\', '/');
    }
}
