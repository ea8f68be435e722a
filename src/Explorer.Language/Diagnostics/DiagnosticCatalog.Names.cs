using Explorer.Core.Diagnostics;

namespace Explorer.Language.Diagnostics;

/// <summary>EX2xxx: files, names, settings.</summary>
public static partial class DiagnosticCatalog
{
    public static DiagnosticDescriptor FileNotFound { get; } =
        new("EX2001", Severity.Error, "the file '{0}' cannot be read: {1}.");

    public static DiagnosticDescriptor DuplicateName { get; } =
        new("EX2002", Severity.Error, "'{0}' is declared more than once.");

    public static DiagnosticDescriptor UndeclaredName { get; } =
        new("EX2003", Severity.Error, "'{0}' is not declared.");

    public static DiagnosticDescriptor Shadowing { get; } =
        new("EX2004", Severity.Error, "'{0}' is already the name of something else; shadowing would let a line mean two things.");

    public static DiagnosticDescriptor WrongKindOfName { get; } =
        new("EX2005", Severity.Error, "'{0}' is {1}; {2} is expected here.");

    public static DiagnosticDescriptor CircularDefinition { get; } =
        new("EX2006", Severity.Error, "'{0}' is defined by itself.");

    public static DiagnosticDescriptor Recursion { get; } =
        new("EX2007", Severity.Error, "'{0}' calls itself; functions and procedures are inlined and cannot.");

    public static DiagnosticDescriptor UnknownSetting { get; } =
        new("EX2008", Severity.Error, "the model has no {0} '{1}'.");

    public static DiagnosticDescriptor SettingOutOfBounds { get; } =
        new("EX2009", Severity.Error, "{0} = {1} is outside {2}.");

    public static DiagnosticDescriptor AmbiguousDefault { get; } =
        new("EX2010", Severity.Error, "'{0}' is given in two files of which neither uses the other.");

    public static DiagnosticDescriptor PrivateVariable { get; } =
        new("EX2011", Severity.Error, "'{0}' is private to '{1}' and may be written only there.");

    public static DiagnosticDescriptor OverrideKind { get; } =
        new("EX2012", Severity.Error, "'{0}' is {1} here, and {2} where its default stands.");

    public static DiagnosticDescriptor UnknownProperty { get; } =
        new("EX2013", Severity.Error, "the model has no property '{0}'.");

    public static DiagnosticDescriptor UnknownLabel { get; } =
        new("EX2014", Severity.Error, "no statement of '{0}' is named '{1}'.");

    public static DiagnosticDescriptor UnknownThreadLocal { get; } =
        new("EX2015", Severity.Error, "thread '{0}' has no local '{1}' of its own.");

    public static DiagnosticDescriptor SecondWorkload { get; } =
        new("EX2017", Severity.Error, "the model has another workload already; its operations can stand in one.");

    public static DiagnosticDescriptor NothingToExplore { get; } =
        new("EX2016", Severity.Error, "the model has neither a thread nor a rule: nothing can happen.");
}
