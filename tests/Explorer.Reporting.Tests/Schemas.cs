using System.IO;
using System.Linq;
using System.Text.Json;
using Json.Schema;
using Xunit;

namespace Explorer.Reporting.Tests;

/// <summary>JSON Schemas, to judge what is written.</summary>
internal static class Schemas
{
    private static readonly JsonSchema SarifSchema = Load("sarif-2.1.0.json");
    private static readonly JsonSchema TraceSchema = Load("explorer-trace-1.schema.json");

    public static void AssertSarif(string json) => AssertValid(SarifSchema, json);

    public static void AssertTrace(string json) => AssertValid(TraceSchema, json);

    public static bool IsTrace(string json) => TraceSchema.Evaluate(JsonDocument.Parse(json).RootElement).IsValid;

    private static JsonSchema Load(string name)
    {
        using var stream = typeof(Schemas).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return JsonSchema.FromText(reader.ReadToEnd());
    }

    private static void AssertValid(JsonSchema schema, string json)
    {
        using var document = JsonDocument.Parse(json);
        var result = schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        var wrong = result.Details.Where(d => d.Errors is not null)
            .SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value}"));
        Assert.True(result.IsValid, string.Join('\n', wrong.Take(10)));
    }
}
