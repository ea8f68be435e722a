using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;

namespace Explorer.Startup;

/// <summary>Hears from the runtime which methods it compiles just in time.</summary>
internal sealed class MethodRecorder : EventListener
{
    // Keyword, event and flag of the runtime's provider (CoreCLR's ClrEtwAll.man). The fields used are 0, MethodID, and 5,
    // MethodFlags.
    private const EventKeywords Compilation = (EventKeywords)0x10;
    private const string MethodLoaded = "MethodLoadVerbose";
    private const ulong Dynamic = 1;

    // The runtime hands its events over some time after they happened.
    private static readonly TimeSpan Delivery = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<nint> _methods = [];

    /// <summary>Runs a program in this process. Of what was compiled meanwhile, the methods that have type arguments, or
    /// whose type has: all others are compiled ahead of time, unless they cannot be.</summary>
    public static ImmutableArray<string> Run(string program, string[] args)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(program))!;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(folder, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        var recorder = new MethodRecorder();
        AppDomain.CurrentDomain.ExecuteAssembly(program, args);
        Thread.Sleep(Delivery);
        recorder.Dispose();
        return [.. recorder._methods.Select(InWords).OfType<string>().Distinct()];
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, Compilation);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // A method made at run time can be gone when its handle is looked at.
        if (eventData.EventName?.StartsWith(MethodLoaded, StringComparison.Ordinal) == true && (Unsigned(eventData, 5) & Dynamic) == 0)
        {
            lock (_methods)
            {
                _methods.Add((nint)Unsigned(eventData, 0));
            }
        }
    }

    private static ulong Unsigned(EventWrittenEventArgs eventData, int field) =>
        Convert.ToUInt64(eventData.Payload![field], CultureInfo.InvariantCulture);

    // Null for methods without type arguments, and for those of types that the C# compiler makes, whose names are not unique.
    private static string? InWords(nint id)
    {
        if (MethodOf(id) is not { DeclaringType: { } type } method || type.Assembly == typeof(MethodRecorder).Assembly
            || type.FullName?[0] == '<' || !(type.IsGenericType || method.IsGenericMethod))
        {
            return null;
        }

        var arguments = method.IsGenericMethod ? $"[{string.Join(',', method.GetGenericArguments().Select(a => a.ToString()))}]" : "";
        return $"{type}::{method.Name}{arguments}";
    }

    // What the public way to a method by its handle refuses: it asks for the type, which the event does not tell.
    private static MethodBase? MethodOf(nint id)
    {
        const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var handle = RuntimeMethodHandle.FromIntPtr(id);
        var info = typeof(RuntimeMethodHandle).GetMethod("GetMethodInfo", Hidden)!.Invoke(handle, null);
        var get = typeof(object).Assembly.GetType("System.RuntimeType")!.GetMethods(Hidden)
            .Single(m => m.Name == "GetMethodBase" && m.GetParameters() is [var only] && only.ParameterType.IsInstanceOfType(info));
        return (MethodBase?)get.Invoke(null, [info]);
    }
}
