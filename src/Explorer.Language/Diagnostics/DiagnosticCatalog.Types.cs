using Explorer.Core.Diagnostics;

namespace Explorer.Language.Diagnostics;

/// <summary>EX3xxx: types.</summary>
public static partial class DiagnosticCatalog
{
    public static DiagnosticDescriptor TypeMismatch { get; } =
        new("EX3001", Severity.Error, "this is of type {0}; {1} is expected here.");

    public static DiagnosticDescriptor NotComparable { get; } =
        new("EX3002", Severity.Error, "{0} and {1} cannot be compared.");

    public static DiagnosticDescriptor WrongOperand { get; } =
        new("EX3003", Severity.Error, "'{0}' does not apply to {1}.");

    public static DiagnosticDescriptor NoOrder { get; } =
        new("EX3004", Severity.Error, "'{0}' would tell identities apart: {1} has no order and no arithmetic.");

    public static DiagnosticDescriptor NoSuchField { get; } =
        new("EX3005", Severity.Error, "{0} has no field '{1}'.");

    public static DiagnosticDescriptor NoSuchVariant { get; } =
        new("EX3006", Severity.Error, "{0} has no variant '{1}'.");

    public static DiagnosticDescriptor MissingField { get; } =
        new("EX3007", Severity.Error, "the field '{0}' of {1} has no value.");

    public static DiagnosticDescriptor RepeatedField { get; } =
        new("EX3008", Severity.Error, "the field '{0}' has a value already.");

    public static DiagnosticDescriptor WrongArgumentCount { get; } =
        new("EX3009", Severity.Error, "'{0}' takes {1}, not {2}.");

    public static DiagnosticDescriptor CannotInfer { get; } =
        new("EX3010", Severity.Error, "the type of this cannot be told from the line alone.");

    public static DiagnosticDescriptor NotConstant { get; } =
        new("EX3011", Severity.Error, "a constant is expected here.");

    public static DiagnosticDescriptor EmptyRange { get; } =
        new("EX3012", Severity.Error, "{0}..{1} is empty.");

    public static DiagnosticDescriptor BadSize { get; } =
        new("EX3013", Severity.Error, "{0} is no size for {1}; it must lie in {2}.");

    public static DiagnosticDescriptor InfiniteIndex { get; } =
        new("EX3014", Severity.Error, "{0} has no finite, ordered set of values to go through.");

    public static DiagnosticDescriptor MissingInitialValue { get; } =
        new("EX3015", Severity.Error, "'{0}' needs an initial value: no value of {1} comes before the others.");

    public static DiagnosticDescriptor NotAPlace { get; } =
        new("EX3016", Severity.Error, "this cannot be assigned to.");

    public static DiagnosticDescriptor NotAValue { get; } =
        new("EX3017", Severity.Error, "{0} has no value.");

    public static DiagnosticDescriptor FieldNotCommon { get; } =
        new("EX3018", Severity.Error, "the field '{0}' has different types in the variants of {1}.");

    public static DiagnosticDescriptor ConstantFault { get; } =
        new("EX3019", Severity.Error, "this constant cannot be computed: {0}.");

    public static DiagnosticDescriptor NoVariants { get; } =
        new("EX3020", Severity.Error, "an enum needs at least one variant.");
}
