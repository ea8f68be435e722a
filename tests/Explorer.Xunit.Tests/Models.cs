using System;
using System.IO;

namespace Explorer.Xunit.Tests;

/// <summary>The models that the tests are about, and folders for what they write.</summary>
internal static class Models
{
    public const string Increment = "models/classics/increment.model";

    public const string Peterson = "models/classics/peterson-two.model";

    public const string PageReuse = "models/generate/page-reuse.model";

    /// <summary>A new folder for one test, below that of the test results.</summary>
    public static string NewFolder() => Path.Combine(TestRun.CounterexampleFolder, Guid.NewGuid().ToString("N"));
}
