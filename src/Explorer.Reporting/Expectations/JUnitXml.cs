using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;

namespace Explorer.Reporting.Expectations;

/// <summary>`--junit` of `test`: a suite for each model, a case for each expectation.</summary>
public static class JUnitXml
{
    public static void Write(IReadOnlyList<ExpectationReport> reports, Stream stream)
    {
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) };
        using var xml = XmlWriter.Create(stream, settings);
        xml.WriteStartElement("testsuites");
        WriteCounts(xml, "explorer", reports);
        foreach (var suite in reports.GroupBy(r => r.Model))
        {
            xml.WriteStartElement("testsuite");
            WriteCounts(xml, suite.Key, [.. suite]);
            foreach (var report in suite)
            {
                WriteCase(xml, report);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, string name, IReadOnlyList<ExpectationReport> reports)
    {
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("tests", Text(reports.Count));
        xml.WriteAttributeString("failures", Text(reports.Count(r => r.Status == ExpectationStatus.NotMet)));
        xml.WriteAttributeString("errors", Text(reports.Count(r => r.Status == ExpectationStatus.Invalid)));
        xml.WriteAttributeString("skipped", Text(reports.Count(r => r.Status == ExpectationStatus.NotJudged)));
        xml.WriteAttributeString("time", Text(reports.Sum(r => r.Seconds)));
    }

    private static void WriteCase(XmlWriter xml, ExpectationReport report)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", report.Model);
        xml.WriteAttributeString("name", report.Expectation);
        xml.WriteAttributeString("file", report.Model);
        xml.WriteAttributeString("line", Text(report.Line));
        xml.WriteAttributeString("time", Text(report.Seconds));
        if (report.Status != ExpectationStatus.Met)
        {
            xml.WriteStartElement(ElementOf(report.Status));
            xml.WriteAttributeString("message", report.Found);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string ElementOf(ExpectationStatus status) => status switch
    {
        ExpectationStatus.NotMet => "failure",
        ExpectationStatus.NotJudged => "skipped",
        _ => "error",
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);
}
