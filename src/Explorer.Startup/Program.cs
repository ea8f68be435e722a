using System;
using System.IO;

namespace Explorer.Startup;

/// <summary>
/// A short run of the program should find its methods compiled. The ahead-of-time compiler does not see all that will be
/// called, so they are recorded in a run, kept as a list, and given to that compiler as its profile.
/// </summary>
internal static class Program
{
    private const string Usage = """
        usage: Explorer.Startup record METHODS PROGRAM.dll [ARGUMENT…]   run a program; add what was compiled to METHODS
               Explorer.Startup profile METHODS FOLDER OUTPUT GROUP      write a profile; assemblies are in FOLDER
        """;

    public static int Main(string[] args)
    {
        switch (args)
        {
            case ["record", _, var program, ..] when !File.Exists(program):
                return Refuse($"there is no program {program}");
            case ["profile", _, var folder, _, _] when !Directory.Exists(folder):
                return Refuse($"there is no folder {folder}");
            case ["record", var list, var program, ..]:
                MethodList.Add(list, MethodRecorder.Run(program, args[3..]));
                return 0;
            case ["profile", var list, var folder, var output, var group]:
                return Profile(list, folder, output, group);
            default:
                return Refuse(Usage);
        }
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }

    // A line that means nothing any more costs only time, so that it does not end a build.
    private static int Profile(string list, string folder, string output, string group)
    {
        var profile = new ProfileWriter(group);
        var finder = new MethodFinder(folder);
        var unknown = 0;
        foreach (var line in MethodList.Read(list))
        {
            var methods = finder.Find(line);
            unknown += methods.IsEmpty ? 1 : 0;
            foreach (var method in methods)
            {
                profile.Add(method);
            }
        }

        File.WriteAllBytes(output, profile.ToImage());
        Console.WriteLine($"{profile.Count} methods, {unknown} lines without any");
        return 0;
    }
}
