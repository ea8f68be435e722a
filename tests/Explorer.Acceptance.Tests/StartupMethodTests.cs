using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using Explorer.Startup;
using Xunit;

namespace Explorer.Acceptance.Tests;

public class StartupMethodTests
{
    private static readonly string ListPath = Repository.PathOf("src/Explorer.Cli/ReadyToRun/methods.txt");
    private static readonly MethodFinder Finder = new(AppContext.BaseDirectory);

    [Theory]
    [InlineData("System.Collections.Generic.List`1[System.Int32]::Clear", "Void Clear()")]
    [InlineData("System.Linq.Enumerable+ArrayWhereIterator`1[System.__Canon]::MoveNext", "Boolean MoveNext()")]
    [InlineData(
        "System.Linq.Enumerable+RangeIterator`1[System.Int32]::Select[System.Boolean]",
        "System.Collections.Generic.IEnumerable`1[System.Boolean] Select[Boolean](System.Func`2[System.Int32,System.Boolean])")]
    [InlineData("System.Array::Empty[System.Collections.Generic.List`1[System.Byte[]][]]", "System.Collections.Generic.List`1[System.Byte[]][][] Empty[List`1[]]()")]
    [InlineData(
        "System.Collections.Generic.List`1[System.Int64]::System.Collections.Generic.IEnumerable<T>.GetEnumerator",
        "System.Collections.Generic.IEnumerator`1[System.Int64] System.Collections.Generic.IEnumerable<T>.GetEnumerator()")]
    [InlineData("System.Collections.Generic.EqualityComparer`1[System.Int16]::.cctor", "Void .cctor()")]
    public void A_line_means_a_method(string line, string signature) =>
        Assert.Equal([signature], Finder.Find(line).Select(m => m.ToString()));

    [Fact]
    public void A_line_means_all_overloads()
    {
        var found = Finder.Find("System.Collections.Generic.List`1[System.Int32]::.ctor");
        Assert.Equal(typeof(List<int>).GetConstructors().Length, found.Length);
    }

    [Theory]
    [InlineData("System.Collections.Generic.Lost`1[System.Int32]::Clear")]
    [InlineData("System.Collections.Generic.List`1[Lost]::Clear")]
    [InlineData("System.Collections.Generic.List`1[System.Int32]::Lost")]
    [InlineData("System.Array::Empty[Lost]")]
    [InlineData("System.Array::Empty[System.Int32,System.Int32]")]
    [InlineData("System.Nullable`1[System.String]::get_Value")]
    public void A_line_can_mean_nothing_any_more(string line) => Assert.Empty(Finder.Find(line));

    [Fact]
    public void Nearly_all_lines_of_the_list_mean_something()
    {
        var lines = MethodList.Read(ListPath);
        Assert.True(lines.Length > 500, $"{lines.Length} lines");
        var unknown = lines.Where(l => Finder.Find(l).IsEmpty).ToList();
        Assert.True(unknown.Count * 10 < lines.Length, "tests/startup-methods.sh writes it anew; unknown: " + string.Join('\n', unknown));
    }

    [Fact]
    public void A_profile_names_the_methods_in_order()
    {
        // Those of the framework: of other assemblies the finder has a copy of its own, the profile's references mean another.
        var methods = MethodList.Read(ListPath).SelectMany(l => Finder.Find(l)).Where(m => IsOfFramework(m.DeclaringType!) && (!m.IsGenericMethod || m.GetGenericArguments().All(IsOfFramework))).ToList();
        Assert.True(methods.Count > 300, $"{methods.Count} methods");
        var writer = new ProfileWriter("explorer");
        methods.ForEach(writer.Add);
        Assert.Equal(methods.Count, writer.Count);
        var context = new AssemblyLoadContext("profile", isCollectible: true);
        var module = context.LoadFromStream(new MemoryStream(writer.ToImage())).ManifestModule;
        Assert.Equal(methods, Named(module, "Group"));
        Assert.Equal(["Group"], Named(module, "AssemblyDictionary").Select(m => m.Name));
        context.Unload();
    }

    [Fact]
    public void What_is_recorded_can_be_found_again()
    {
        var lines = MethodRecorder.Run(Path.Combine(AppContext.BaseDirectory, "explorer.dll"), ["--version"]);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains("::", line, StringComparison.Ordinal));
        Assert.Contains(lines, line => !Finder.Find(line).IsEmpty);
    }

    [Fact]
    public void A_list_keeps_remarks_and_has_each_method_once()
    {
        var path = Path.GetTempFileName();
        File.WriteAllLines(path, ["# a remark", "B::b"]);
        MethodList.Add(path, ["C::c", "A::a", "B::b"]);
        MethodList.Add(path, ["A::a"]);
        Assert.Equal(["# a remark", "A::a", "B::b", "C::c"], File.ReadAllLines(path));
        Assert.Equal(["A::a", "B::b", "C::c"], MethodList.Read(path));
        File.Delete(path);
    }

    private static bool IsOfFramework(Type type) =>
        AssemblyLoadContext.GetLoadContext(type.Assembly) == AssemblyLoadContext.Default
        && (type.HasElementType ? IsOfFramework(type.GetElementType()!) : type.GetGenericArguments().All(IsOfFramework));

    // What the code of a global method loads the tokens of.
    private static List<MethodBase> Named(Module module, string global)
    {
        var code = module.GetMethod(global)!.GetMethodBody()!.GetILAsByteArray()!;
        var named = new List<MethodBase>();
        for (var at = 0; at < code.Length; at++)
        {
            if (code[at] == OpCodes.Ldtoken.Value)
            {
                named.Add(module.ResolveMethod(BitConverter.ToInt32(code, at + 1))!);
            }

            at += code[at] == OpCodes.Ldtoken.Value || code[at] == OpCodes.Ldstr.Value ? 4 : 0;
        }

        return named;
    }
}
