using System;
using System.Runtime.CompilerServices;
using Xunit;
using Xunit.v3;

namespace Explorer.Xunit;

/// <summary>
/// Makes each `expect` line of some models a test of its own:
/// <code>
/// [ModelTheory("models/**/*.model")]
/// public void Is_met(ModelExpectation expectation) => expectation.Judge();
/// </code>
/// The pattern is relative to the folder of the test program, then to that of the test project; the first of the two that has
/// matching files counts. `?`, `*` and, for any number of folders, `**` are understood. Models without expectations, such
/// as libraries, are passed over. If nothing is left there is one test, which fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(ModelTheoryDiscoverer))]
public sealed class ModelTheoryAttribute(
    string models, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber)
{
    /// <summary>The pattern.</summary>
    public string Models { get; } = models;

    /// <summary>Folder in which `use` looks after the model's own, relative as the pattern is; null: none.</summary>
    public string? Library { get; set; }

    /// <summary>Longest time for one expectation, which is not met then; 0: no bound.</summary>
    public double Seconds { get; set; }
}
