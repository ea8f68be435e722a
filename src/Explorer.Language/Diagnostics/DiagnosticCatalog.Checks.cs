using Explorer.Core.Diagnostics;

namespace Explorer.Language.Diagnostics;

/// <summary>EX4xxx: lines that read as one thing and would run as another; EX5xxx: sizes beyond what is compiled.</summary>
public static partial class DiagnosticCatalog
{
    public static DiagnosticDescriptor SeveralAccesses { get; } =
        new("EX4001", Severity.Error, "this is {0} accesses to shared state and would not be indivisible on the machine.");

    public static DiagnosticDescriptor GhostInfluence { get; } =
        new("EX4002", Severity.Error, "'{0}' is a ghost: only properties, assertions and other ghosts may depend on it.");

    public static DiagnosticDescriptor GhostBeforeStep { get; } =
        new("EX4003", Severity.Error, "{0} would run before any step of its own: there is no step that it follows.");

    public static DiagnosticDescriptor UnsetLocal { get; } =
        new("EX4004", Severity.Error, "'{0}' may be read here before it is set.");

    public static DiagnosticDescriptor OrderShows { get; } =
        new("EX4005", Severity.Error, "the result of this 'foreach' could depend on the order of its elements: {0}.");

    public static DiagnosticDescriptor LoopWithoutStep { get; } =
        new("EX4006", Severity.Error, "this loop can turn without a step.");

    public static DiagnosticDescriptor BlockingAfterWrite { get; } =
        new("EX4007", Severity.Error, "'{0}' may block, and stands after the first write of its 'atomic'.");

    public static DiagnosticDescriptor NoCpu { get; } =
        new("EX4008", Severity.Error, "'{0}' has no meaning here: {1} runs on no CPU.");

    public static DiagnosticDescriptor ReferenceReadsShared { get; } =
        new("EX4009", Severity.Error, "the index of a 'ref' argument may not read shared state.");

    public static DiagnosticDescriptor MisplacedStatement { get; } =
        new("EX4010", Severity.Error, "'{0}' cannot stand here: {1}.");

    public static DiagnosticDescriptor MisplacedOperation { get; } =
        new("EX4011", Severity.Error, "'{0}' changes its operand; it may stand as a statement, alone after '=', or in a condition.");

    public static DiagnosticDescriptor MissingReturn { get; } =
        new("EX4012", Severity.Error, "'{0}' must return a value on every path.");

    public static DiagnosticDescriptor HandlerWithoutStep { get; } =
        new("EX4013", Severity.Error, "the handler '{0}' can end without a step.");

    public static DiagnosticDescriptor NotYetInLanguage { get; } =
        new("EX4014", Severity.Error, "'{0}' is not there yet.");

    public static DiagnosticDescriptor InitUnset { get; } =
        new("EX4015", Severity.Error, "'{0}' has no initial value, and 'init' may leave it unset.");

    public static DiagnosticDescriptor AssignedLoopName { get; } =
        new("EX4016", Severity.Error, "'{0}' is set by its statement only.");

    public static DiagnosticDescriptor InitNeedsNoThread { get; } =
        new("EX4017", Severity.Error, "'{0}' asks where a thread is; only properties may.");

    public static DiagnosticDescriptor DrawnReference { get; } =
        new("EX4018", Severity.Error, "'{0}' is a 'ref' parameter of '{1}': a value cannot be drawn for it.");

    public static DiagnosticDescriptor SetTooLarge { get; } =
        new("EX5001", Severity.Error, "a set of {0} could have {1} elements; at most 64 are possible.");

    public static DiagnosticDescriptor TypeTooLarge { get; } =
        new("EX5002", Severity.Error, "{0} has {1}; {2} is the most that is possible here.");

    public static DiagnosticDescriptor TooManyProperties { get; } =
        new("EX5003", Severity.Error, "the model has {0} properties; at most 64 can be checked together.");

    public static DiagnosticDescriptor TooManyInstances { get; } =
        new("EX5004", Severity.Error, "'{0}' has {1} instances; at most {2} are possible.");

    public static DiagnosticDescriptor TooManyNodes { get; } =
        new("EX5005", Severity.Error, "'{0}' becomes too large when all that it names is put in its place.");
}
