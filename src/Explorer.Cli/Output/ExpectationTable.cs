using System.Collections.Immutable;
using Explorer.Reporting.Expectations;
using Explorer.Reporting.Summaries;
using Spectre.Console;

namespace Explorer.Cli.Output;

/// <summary>The table of `test`: a line for each expectation, coloured on a terminal.</summary>
internal static class ExpectationTable
{
    private const int PlainWidth = 118;

    public static void Print(ImmutableArray<ExpectationReport> reports, Surroundings surroundings, bool withColors)
    {
        if (reports.IsEmpty)
        {
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = surroundings.OutTerminalWidth is null || !withColors ? AnsiSupport.No : AnsiSupport.Yes,
            ColorSystem = surroundings.OutTerminalWidth is null || !withColors
                ? ColorSystemSupport.NoColors
                : ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(surroundings.Out),
        });
        console.Profile.Width = surroundings.OutTerminalWidth ?? PlainWidth;
        console.Write(Table(reports));
    }

    private static Table Table(ImmutableArray<ExpectationReport> reports)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("");
        table.AddColumn("expectation");
        table.AddColumn(new TableColumn("states").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("time").RightAligned().NoWrap());
        var model = "";
        foreach (var report in reports)
        {
            if (report.Model != model)
            {
                model = report.Model;
                table.AddRow(new Text(""), new Text(model, new Style(decoration: Decoration.Bold)), new Text(""), new Text(""));
            }

            table.AddRow(
                new Text(TestJson.NameOf(report.Status), StyleOf(report.Status)),
                new Text(Describe(report)),
                new Text(report.States is { } states ? Words.Of(states) : ""),
                new Text(report.Seconds > 0 ? Words.Seconds(report.Seconds) : ""));
        }

        return table;
    }

    private static string Describe(ExpectationReport report) => report.Found.Length == 0
        ? $"  {report.Expectation}"
        : $"  {report.Expectation}\n    {report.Found} (line {report.Line})";

    private static Style StyleOf(ExpectationStatus status) => status switch
    {
        ExpectationStatus.Met => new Style(Color.Green),
        ExpectationStatus.NotJudged => new Style(Color.Yellow),
        _ => new Style(Color.Red),
    };
}
