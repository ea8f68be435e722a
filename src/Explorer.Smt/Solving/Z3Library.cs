using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading;
using Microsoft.Z3;

namespace Explorer.Smt.Solving;

/// <summary>
/// The solver's native library: from the package on Windows and macOS; on Linux that of the system (Debian and Ubuntu:
/// libz3-4), or the copy that the build put beside the program.
/// </summary>
public static class Z3Library
{
    /// <summary>What to install where there is none.</summary>
    public const string HowToInstall =
        "install the solver Z3: 'apt-get install libz3-4' on Debian and Ubuntu, the package z3-libs or libz3 elsewhere";

    private static readonly Lazy<bool> Loaded = new(Load, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Whether the solver can be asked. The first call looks for it.</summary>
    public static bool IsAvailable => Loaded.Value;

    /// <summary>The version of the native library, e.g. `4.8.12.0`; part of the key of what its answers are kept under.</summary>
    public static string Version => IsAvailable ? Microsoft.Z3.Version.FullVersion : "none";

    private static bool Load()
    {
        var assembly = typeof(NativeContext).Assembly;
        NativeLibrary.SetDllImportResolver(assembly, Resolve);
        try
        {
            using var context = new NativeContext(new Dictionary<string, string>());
            return context.MkTrue() != IntPtr.Zero;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException
            or TypeInitializationException)
        {
            return false;
        }
    }

    // Zero leaves it to the runtime, which knows the package's folders.
    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (!name.StartsWith("libz3", StringComparison.Ordinal) || !OperatingSystem.IsLinux())
        {
            return IntPtr.Zero;
        }

        foreach (var candidate in (string[])["libz3.so.4", Path.Combine(AppContext.BaseDirectory, "libz3.so.4"), "libz3.so"])
        {
            if (NativeLibrary.TryLoad(candidate, out var handle))
            {
                return handle;
            }
        }

        return IntPtr.Zero;
    }
}
