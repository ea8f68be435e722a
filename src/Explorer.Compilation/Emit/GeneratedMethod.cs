using System;
using System.Reflection.Emit;
using Explorer.Compilation.Runtime;

namespace Explorer.Compilation.Emit;

/// <summary>
/// Methods that are generated: static, with an object that is not used before the arguments proper, because delegates that
/// are bound to an object are called directly, and others by way of code that shifts the arguments.
/// </summary>
internal static class GeneratedMethod
{
    private static readonly object Unused = new();

    /// <summary>A method with the arguments source, `second` and frame.</summary>
    public static DynamicMethod Create(string name, Type result, Type second) =>
        new(name, result, [typeof(object), typeof(ulong*), second, typeof(Frame*)], typeof(GeneratedMethod).Module, true)
        {
            InitLocals = false,
        };

    public static T Bind<T>(this DynamicMethod method)
        where T : Delegate => method.CreateDelegate<T>(Unused);
}
