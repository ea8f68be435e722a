using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;

namespace Explorer.Startup;

/// <summary>Reads lines of a <see cref="MethodList"/>, with types from some folder and from the framework.</summary>
internal sealed class MethodFinder
{
    /// <summary>All that a type itself declares.</summary>
    public const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // What the runtime calls any reference type.
    private const string AnyReference = "System.__Canon";

    private readonly ImmutableArray<Assembly> _assemblies;
    private readonly Dictionary<string, Type?> _definitions = [];

    public MethodFinder(string folder)
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var context = new AssemblyLoadContext("program");
        context.Resolving += (_, name) =>
            Path.Combine(folder, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        _assemblies =
        [
            typeof(object).Assembly,
            .. Files(folder).Select(f => Loaded(() => context.LoadFromAssemblyPath(f))).OfType<Assembly>(),
            .. Files(framework).Select(Path.GetFileNameWithoutExtension).Where(n => n!.StartsWith("System.", StringComparison.Ordinal))
                .Select(n => Loaded(() => Assembly.Load(new AssemblyName(n!)))).OfType<Assembly>(),
        ];
    }

    /// <summary>The methods of that name, more than one if it is overloaded; empty if there is none, or no such type.</summary>
    public ImmutableArray<MethodBase> Find(string line)
    {
        var text = new LineReader(line);
        if (text.ReadType(this) is not { } type)
        {
            return [];
        }

        var (name, arguments) = text.ReadMethod(this);
        return arguments.Contains(null) ? [] :
        [
            .. type.GetMembers(All).OfType<MethodBase>()
                .Where(m => m.Name == name && (m.IsGenericMethod ? m.GetGenericArguments().Length : 0) == arguments.Length)
                .Select(m => arguments.IsEmpty ? m : WithArguments((MethodInfo)m, arguments)).OfType<MethodBase>(),
        ];
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal);

    private static Assembly? Loaded(Func<Assembly> load)
    {
        try
        {
            return load();
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException)
        {
            return null;
        }
    }

    private static MethodInfo? WithArguments(MethodInfo method, ImmutableArray<Type?> arguments)
    {
        try
        {
            return method.MakeGenericMethod([.. arguments.OfType<Type>()]);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private Type? Definition(string name)
    {
        if (!_definitions.TryGetValue(name, out var type))
        {
            type = name == AnyReference ? typeof(object) : _assemblies.Select(a => a.GetType(name)).FirstOrDefault(t => t is not null);
            _definitions.Add(name, type);
        }

        return type;
    }

    /// <summary>One line, from left to right.</summary>
    private sealed class LineReader(string line)
    {
        private int _at;

        public Type? ReadType(MethodFinder finder)
        {
            var type = finder.Definition(ReadName());
            if (_at + 1 < line.Length && line[_at] == '[' && line[_at + 1] is not (']' or ','))
            {
                var arguments = ReadArguments(finder);
                type = type is null || arguments.Contains(null) ? null : Instance(type, arguments);
            }

            while (_at + 1 < line.Length && line[_at] == '[' && line[_at + 1] == ']')
            {
                type = type?.MakeArrayType();
                _at += 2;
            }

            return type;
        }

        public (string Name, ImmutableArray<Type?> Arguments) ReadMethod(MethodFinder finder)
        {
            _at += "::".Length;
            // Explicit implementations have the interface's name in theirs.
            var end = line.EndsWith(']') && !line[_at..].Contains("]::", StringComparison.Ordinal) ? line.IndexOf('[', _at) : line.Length;
            var name = line[_at..end];
            _at = end;
            return (name, _at < line.Length ? ReadArguments(finder) : []);
        }

        private static Type? Instance(Type definition, ImmutableArray<Type?> arguments)
        {
            try
            {
                return definition.MakeGenericType([.. arguments.OfType<Type>()]);
            }
            catch (ArgumentException)
            {
                return null;
            }
        }

        private string ReadName()
        {
            var start = _at;
            while (_at < line.Length && line[_at] is not ('[' or ']' or ',') && !line.AsSpan(_at).StartsWith("::"))
            {
                _at++;
            }

            return line[start.._at];
        }

        private ImmutableArray<Type?> ReadArguments(MethodFinder finder)
        {
            var arguments = ImmutableArray.CreateBuilder<Type?>();
            do
            {
                _at++;
                arguments.Add(ReadType(finder));
            }
            while (_at < line.Length && line[_at] == ',');
            _at++;
            return arguments.ToImmutable();
        }
    }
}
