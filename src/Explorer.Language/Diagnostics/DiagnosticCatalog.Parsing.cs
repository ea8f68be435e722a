using Explorer.Core.Diagnostics;

namespace Explorer.Language.Diagnostics;

/// <content>EX1xxx: what the lexer and the parser refuse.</content>
public static partial class DiagnosticCatalog
{
    public static DiagnosticDescriptor UnexpectedToken { get; } =
        new("EX1001", Severity.Error, "expected {0}, found {1}.");

    public static DiagnosticDescriptor UnknownCharacter { get; } =
        new("EX1002", Severity.Error, "{0} has no meaning outside of texts and comments.");

    public static DiagnosticDescriptor UnclosedText { get; } =
        new("EX1003", Severity.Error, "the text is not closed: no '\"' follows on its line.");

    public static DiagnosticDescriptor BlockComment { get; } =
        new("EX1004", Severity.Error, "'/*' begins no comment: comments begin with '//'.");

    public static DiagnosticDescriptor MalformedNumber { get; } =
        new("EX1005", Severity.Error, "'{0}' is neither a number nor a name: numbers are decimal.");

    public static DiagnosticDescriptor NumberTooLarge { get; } =
        new("EX1006", Severity.Error, "{0} does not fit into 64 bits.");

    public static DiagnosticDescriptor ReservedWord { get; } =
        new("EX1007", Severity.Error, "'{0}' is a word of the language and cannot be a name.");

    public static DiagnosticDescriptor ChainedComparison { get; } =
        new("EX1008", Severity.Error, "'{0}' cannot follow '{1}': comparisons do not chain.");

    public static DiagnosticDescriptor TooDeep { get; } =
        new("EX1009", Severity.Error, "nested too deeply: more than {0} levels, or {1} tokens in one expression.");

    public static DiagnosticDescriptor BareStructLiteral { get; } =
        new("EX1010", Severity.Error, "'{0} {{ … }}' needs parentheses here: a '{{' after a name begins the body.");

    public static DiagnosticDescriptor DeclarationInBody { get; } =
        new("EX1011", Severity.Error, "'{0}' begins a declaration, which cannot stand in a body.");

    public static DiagnosticDescriptor ModifierOrder { get; } =
        new("EX1012", Severity.Error, "'{0}' is misplaced: the order is 'ghost private percpu var', each at most once.");

    public static DiagnosticDescriptor UnevenAssignment { get; } =
        new("EX1013", Severity.Error, "{0} on the left, {1} on the right: '{2}' needs {3}.");

    public static DiagnosticDescriptor Unclosed { get; } =
        new("EX1014", Severity.Error, "this '{0}' is not closed.");

    public static DiagnosticDescriptor RepeatedHeading { get; } =
        new("EX1015", Severity.Error, "the statement has a {0} already.");

    public static DiagnosticDescriptor NotInLanguage { get; } =
        new("EX1016", Severity.Error, "'{0}' is not in the language yet.");

    public static DiagnosticDescriptor NotDefaultable { get; } =
        new("EX1017", Severity.Error, "'default' stands only before 'param', 'type', 'fun' and 'proc'.");
}
