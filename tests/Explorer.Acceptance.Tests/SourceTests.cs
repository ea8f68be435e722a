using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace Explorer.Acceptance.Tests;

/// <summary>What a reviewer would check about the sources in a minute.</summary>
public class SourceTests
{
    private const int LongestFile = 500;

    // Whom each project may reference. The command line may reference all of them.
    private static readonly Dictionary<string, string[]> Inward = new()
    {
        ["Core"] = [],
        ["Machines"] = ["Core"],
        ["Language"] = ["Machines"],
        ["Murphi"] = ["Machines"],
        ["Compilation"] = ["Machines"],
        ["Smt"] = ["Machines"],
        ["Export"] = ["Machines"],
        ["Search"] = ["Core"],
        ["Reporting"] = ["Machines"],
        ["Graphs"] = ["Reporting", "Search"],
        ["Synthesis"] = ["Smt", "Compilation", "Search"],
        ["Generation"] = ["Language", "Compilation", "Search", "Smt"],
        ["Checking"] = ["Language", "Compilation", "Search", "Smt", "Reporting"],
        // A program for the build, which looks at the others from outside.
        ["Startup"] = [],
        ["Xunit"] = ["Checking", "Generation", "Synthesis", "Reporting"],
    };

    // Packages that only one project may use.
    private static readonly Dictionary<string, string> Owners = new()
    {
        ["Microsoft.Z3"] = "Smt",
        ["QuikGraph"] = "Graphs",
        ["Spectre.Console"] = "Cli",
        ["System.CommandLine"] = "Cli",
        ["FsCheck"] = "Generation",
        ["xunit.v3.extensibility.core"] = "Xunit",
    };

    [Fact]
    public void Project_references_point_inward()
    {
        var wrong = Projects()
            .Where(p => p.Name != "Cli")
            .SelectMany(p => p.References.Except(Inward.GetValueOrDefault(p.Name, [])).Select(r => $"{p.Name} -> {r}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_project_has_its_place() =>
        Assert.Empty(Projects().Select(p => p.Name).Except([.. Inward.Keys, "Cli"]));

    [Fact]
    public void Heavy_packages_have_one_owner()
    {
        var wrong = Projects().SelectMany(p => p.Packages
            .Where(package => Owners.TryGetValue(package, out var owner) && owner != p.Name)
            .Select(package => $"{p.Name} -> {package}"));
        Assert.Empty(wrong);
        Assert.Empty(Projects().Single(p => p.Name == "Core").Packages);
    }

    [Fact]
    public void Source_files_stay_small()
    {
        // No file is allowed to be longer; one that must be is listed here with the reason.
        string[] allowed = [];
        var tooLong = SourceFiles().Except(allowed)
            .Select(file => (file, Lines: File.ReadLines(Repository.PathOf(file)).Count()))
            .Where(f => f.Lines > LongestFile)
            .Select(f => $"{f.file}: {f.Lines} lines");
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Only_programs_write_to_the_console()
    {
        var wrong = SourceFiles()
            .Where(f => f.StartsWith("src/", System.StringComparison.Ordinal) && !f.StartsWith("src/Explorer.Cli/", System.StringComparison.Ordinal))
            .Where(f => f != "src/Explorer.Startup/Program.cs")
            .Where(f => File.ReadAllText(Repository.PathOf(f)).Contains("Console."));
        Assert.Empty(wrong);
    }

    private static IEnumerable<string> SourceFiles() => Repository.Files("src", "*.cs").Concat(Repository.Files("tests", "*.cs"));

    private static List<(string Name, List<string> References, List<string> Packages)> Projects()
    {
        var projects = Repository.Files("src", "*.csproj").Select(file =>
        {
            var xml = XDocument.Load(Repository.PathOf(file));
            return (
                ShortName(file),
                xml.Descendants("ProjectReference").Select(r => ShortName(r.Attribute("Include")!.Value)).ToList(),
                xml.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value).ToList());
        }).ToList();
        Assert.NotEmpty(projects);
        return projects;
    }

    private static string ShortName(string path) => Path.GetFileNameWithoutExtension(path)["Explorer.".Length..];
}
