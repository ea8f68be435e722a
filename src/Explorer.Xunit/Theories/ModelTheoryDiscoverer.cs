using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Explorer.Language;
using Xunit.Sdk;
using Xunit.v3;

namespace Explorer.Xunit;

/// <summary>Finds the models of a <see cref="ModelTheoryAttribute"/> and makes a test case of each expectation, with the line
/// in the model as its source.</summary>
public sealed class ModelTheoryDiscoverer : IXunitTestCaseDiscoverer
{
    public ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute)
    {
        ArgumentNullException.ThrowIfNull(discoveryOptions);
        ArgumentNullException.ThrowIfNull(testMethod);
        var theory = (ModelTheoryAttribute)factAttribute;
        var parameters = testMethod.Method.GetParameters();
        var expectations = Expectations(theory, TestFolders.All);
        IReadOnlyCollection<IXunitTestCase> cases =
            parameters is not [{ ParameterType: var type }] || type != typeof(ModelExpectation)
                ? [Error(discoveryOptions, testMethod, theory, $"The method must have one parameter, a {nameof(ModelExpectation)}.")]
            : expectations.Count == 0
                ? [Error(discoveryOptions, testMethod, theory, Nothing(theory))]
            : [.. expectations.Select(e => CaseOf(discoveryOptions, testMethod, theory, e))];
        return new(cases);
    }

    /// <summary>The expectations that a theory is about; of a model with errors, one that stands for all.</summary>
    /// <param name="folders">Where to look, the first one first.</param>
    internal static List<ModelExpectation> Expectations(ModelTheoryAttribute theory, IEnumerable<string> folders)
    {
        foreach (var folder in folders)
        {
            var library = theory.Library is { } name ? Path.Combine(folder, name) : null;
            var files = Glob.Files(folder, theory.Models);
            if (files.Count != 0)
            {
                return [.. files.SelectMany(f => Expectations(theory, folder, f, library))];
            }
        }

        return [];
    }

    private static IEnumerable<ModelExpectation> Expectations(ModelTheoryAttribute theory, string folder, string name, string? library)
    {
        var path = Path.Combine(folder, name);
        var file = ModelFile.Load(path, library);
        return file.SyntaxDiagnostics.Any(d => d.IsError)
            ? [new ModelExpectation(name, path, library, theory.Seconds, 0, "")]
            : file.Expectations.Select(e => new ModelExpectation(
                name, path, library, theory.Seconds, e.Span.Source.Position(e.Span.Start).Line, e.Text));
    }

    private static XunitTestCase CaseOf(
        ITestFrameworkDiscoveryOptions options, IXunitTestMethod method, ModelTheoryAttribute theory, ModelExpectation expectation)
    {
        object?[] arguments = [expectation];
        var details = TestIntrospectionHelper.GetTestCaseDetails(
            options, method, theory, arguments, baseDisplayName: expectation.Name, label: "");
        return new XunitTestCase(
            details.ResolvedTestMethod, details.TestCaseDisplayName, details.UniqueID, details.Explicit, details.SkipExceptions,
            details.SkipReason, details.SkipType, details.SkipUnless, details.SkipWhen,
            TestIntrospectionHelper.GetTraits(method, null), arguments, expectation.FullPath, Math.Max(expectation.Line, 1), details.Timeout);
    }

    private static ExecutionErrorTestCase Error(
        ITestFrameworkDiscoveryOptions options, IXunitTestMethod method, ModelTheoryAttribute theory, string message)
    {
        var details = TestIntrospectionHelper.GetTestCaseDetails(options, method, theory);
        return new ExecutionErrorTestCase(
            details.ResolvedTestMethod, details.TestCaseDisplayName, details.UniqueID, details.SourceFilePath, details.SourceLineNumber, message);
    }

    private static string Nothing(ModelTheoryAttribute theory) =>
        $"No model that matches '{theory.Models}' expects anything. Looked in: {string.Join(", ", TestFolders.All)}.";
}
