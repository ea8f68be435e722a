using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Xml.Linq;
using Explorer.Reporting.Expectations;
using Xunit;

namespace Explorer.Reporting.Tests;

public class ExpectationReportTests
{
    private static readonly ImmutableArray<ExpectationReport> Reports =
    [
        new("a.model", 3, "expect holds", ExpectationStatus.Met, "holds", 16, null, 0.25, ""),
        new("a.model", 4, "expect states 17", ExpectationStatus.NotMet, "holds", 16, null, 0, "16 states"),
        new("b.model", 9, "expect violated p in 3 steps", ExpectationStatus.Met, "violated", 5, 3, 0.5, ""),
        new("b.model", 10, "expect orbits 3", ExpectationStatus.NotJudged, "", null, null, 0, "not counted"),
    ];

    [Fact]
    public void Writes_json_with_the_keys_of_the_contract()
    {
        using var stream = new MemoryStream();
        TestJson.Write(Reports, stream);
        using var json = JsonDocument.Parse(stream.ToArray());
        string[] keys = ["model", "expectation", "met", "verdict", "states", "steps", "seconds"];
        Assert.All(json.RootElement.EnumerateArray(), item =>
            Assert.All(keys, key => Assert.True(item.TryGetProperty(key, out _), key)));
        Assert.Equal([true, false, true, false], json.RootElement.EnumerateArray().Select(i => i.GetProperty("met").GetBoolean()));
        Assert.Equal(3, json.RootElement[2].GetProperty("steps").GetInt32());
    }

    [Fact]
    public void Writes_junit_with_a_suite_for_each_model()
    {
        using var stream = new MemoryStream();
        JUnitXml.Write(Reports, stream);
        stream.Position = 0;
        var root = XDocument.Load(stream).Root!;
        Assert.Equal("4", root.Attribute("tests")!.Value);
        Assert.Equal("1", root.Attribute("failures")!.Value);
        Assert.Equal(["a.model", "b.model"], root.Elements("testsuite").Select(s => s.Attribute("name")!.Value));
        Assert.Equal("16 states", root.Descendants("failure").Single().Attribute("message")!.Value);
        Assert.Single(root.Descendants("skipped"));
    }
}
