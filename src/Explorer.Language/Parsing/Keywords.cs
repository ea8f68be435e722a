using System.Collections.Generic;

namespace Explorer.Language.Parsing;

/// <summary>The words of the language; `docs/diagnostics/EX1007.md` lists the reserved ones for its readers.</summary>
public static class Keywords
{
    /// <summary>
    /// The reserved words: they begin a statement, an expression or a type, or stand between two operands, so that no
    /// variable, field, label or type can have their name. All other words of the language (`thread`, `when`, `on`,
    /// `from`, `count`, `at`, …) have a meaning only at their place and may be names.
    /// </summary>
    public static IReadOnlySet<string> Reserved { get; } = new HashSet<string>
    {
        "all", "any", "assert", "atomic", "await", "bool", "break", "choose", "continue", "either", "else", "enum",
        "exists", "false", "for", "forall", "foreach", "if", "in", "irqs_off", "is", "let", "loop", "me", "none", "or",
        "preempt_off", "return", "self", "set", "skip", "struct", "true", "while", "with",
    };

    /// <summary>The reserved words that continue what precedes them, so that they may follow a missing name.</summary>
    public static IReadOnlySet<string> Continuing { get; } = new HashSet<string>
    {
        "else", "in", "is", "or", "with",
    };

    /// <summary>The reserved words that begin a statement, hence good places to go on after a mistake.</summary>
    public static IReadOnlySet<string> StatementStart { get; } = new HashSet<string>
    {
        "assert", "atomic", "await", "break", "choose", "continue", "either", "for", "foreach", "if", "irqs_off", "let",
        "loop", "preempt_off", "return", "skip", "while",
    };

    /// <summary>The words that begin a declaration when a name follows; `use` and `init` are followed by others.</summary>
    public static IReadOnlySet<string> DeclarationStart { get; } = new HashSet<string>
    {
        "config", "deadlock", "default", "expect", "fun", "ghost", "interrupt", "invariant", "lemma", "limit", "may",
        "memory", "name", "param", "percpu", "private", "proc", "reachable", "rule", "shared", "switch", "thread", "type",
        "var",
    };
}
