using Explorer.Core.Diagnostics;
using Explorer.Language.Lowering;
using Explorer.Language.Syntax;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Language.Binding;

/// <summary>What a name stands for.</summary>
internal abstract class Symbol(string name, SourceSpan span)
{
    public string Name { get; } = name;

    public SourceSpan Span { get; } = span;

    /// <summary>What it is, with its article, for diagnostics.</summary>
    public abstract string Kind { get; }
}

/// <summary>A parameter, a switch, a named identity, a variant without fields, an instance's parameter.</summary>
internal sealed class ConstantSymbol(string name, Value value, ModelType type, string kind, SourceSpan span) : Symbol(name, span)
{
    public Value Value { get; } = value;

    public ModelType Type { get; } = type;

    public override string Kind { get; } = kind;
}

internal sealed class TypeSymbol(string name, ModelType type, SourceSpan span) : Symbol(name, span)
{
    public ModelType Type { get; } = type;

    public override string Kind => "a type";
}

/// <summary>A variant with fields.</summary>
internal sealed class VariantSymbol(string name, EnumType type, int variant, SourceSpan span) : Symbol(name, span)
{
    public EnumType Type { get; } = type;

    public int Variant { get; } = variant;

    public override string Kind => "a variant with fields";
}

internal sealed class VariableSymbol(VariableSyntax syntax, Variable variable) : Symbol(syntax.Name.Text, syntax.Name.Span)
{
    public VariableSyntax Syntax { get; } = syntax;

    public Variable Variable { get; } = variable;

    public override string Kind => "a variable";
}

internal sealed class FunctionSymbol(FunctionSyntax syntax) : Symbol(syntax.Name.Text, syntax.Name.Span)
{
    public FunctionSyntax Syntax { get; } = syntax;

    public override string Kind => "a function";
}

internal sealed class ProcedureSymbol(ProcedureSyntax syntax) : Symbol(syntax.Name.Text, syntax.Name.Span)
{
    public ProcedureSyntax Syntax { get; } = syntax;

    public override string Kind => "a procedure";
}

/// <summary>A thread, interrupt or rule.</summary>
internal sealed class MachineSymbol(string name, DeclarationSyntax syntax, string kind, SourceSpan span) : Symbol(name, span)
{
    public DeclarationSyntax Syntax { get; } = syntax;

    public override string Kind { get; } = kind;
}

/// <summary>An invariant, reachable, lemma or config: a name that no expression can use.</summary>
internal sealed class OtherSymbol(string name, string kind, SourceSpan span) : Symbol(name, span)
{
    public override string Kind { get; } = kind;
}

/// <summary>A thread-local name: `let`, `choose`, a parameter by value, a name bound by a quantifier.</summary>
/// <param name="isFixed">Nothing assigns it after its declaration, so other names may stand for it.</param>
internal sealed class LocalSymbol(string name, Local local, bool isFixed, bool isBound, SourceSpan span) : Symbol(name, span)
{
    public Local Local { get; } = local;

    public bool IsFixed { get; } = isFixed;

    /// <summary>Bound by a quantifier, a comprehension, `for` or `foreach`: cannot be assigned.</summary>
    public bool IsBound { get; } = isBound;

    public override string Kind => "a local";
}

/// <summary>A parameter by reference: another name for a place.</summary>
internal sealed class PlaceSymbol(string name, Place place, VariableSymbol? variable, SourceSpan span) : Symbol(name, span)
{
    public Place Place { get; } = place;

    /// <summary>The variable that the place is a part of; null for a local's.</summary>
    public VariableSymbol? Variable { get; } = variable;

    public override string Kind => "a parameter by reference";
}

/// <summary>A function's parameter: stands for its argument.</summary>
internal sealed class ArgumentSymbol(string name, Expression value, SourceSpan span) : Symbol(name, span)
{
    private (int Size, int Depth)? _extent;

    public Expression Value { get; } = value;

    /// <summary>How many expressions it is made of.</summary>
    public int Size => Extent.Size;

    /// <summary>How many of them stand inside one another.</summary>
    public int Depth => Extent.Depth;

    private (int Size, int Depth) Extent => _extent ??= ExpressionParts.Extent(Value);

    public override string Kind => "a parameter";
}

/// <summary>A name whose declaration is wrong: fits everywhere.</summary>
internal sealed class ErrorSymbol(string name, SourceSpan span) : Symbol(name, span)
{
    public override string Kind => "something that is wrong where it is declared";
}
