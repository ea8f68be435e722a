using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Language.Binding;

/// <summary>Structs, variants, arrays, sets and what binds a name.</summary>
internal sealed partial class ExpressionBinder
{
    private Expression Is(IsSyntax s)
    {
        var operand = Content(Bind(s.Operand));
        if (operand.Type is not EnumType type)
        {
            return WrongOperand("is", operand);
        }

        var variant = VariantIndex(type, s.Variant);
        return variant < 0 ? Error(s.Span) : new IsVariant(operand, variant, s.Span);
    }

    private int VariantIndex(EnumType type, NameSyntax name)
    {
        for (var i = 0; i < type.Variants.Length; i++)
        {
            if (type.Variants[i].Name == name.Text)
            {
                return i;
            }
        }

        ReportUnknown(DiagnosticCatalog.NoSuchVariant, name, type.Variants.Select(v => v.Name), type.Display);
        return -1;
    }

    private Expression Field(FieldSyntax s)
    {
        if (ThreadOf(s.Operand) is { } thread)
        {
            return ThreadLocal(thread, s);
        }

        var operand = Content(Bind(s.Operand));
        switch (operand.Type)
        {
            case ErrorType:
                return operand;
            case StructType type:
                var index = FieldIndex(type.Fields, s.Field, type.Display);
                if (index >= 0 && type.Fields[index].IsGhost)
                {
                    CheckGhostField(s.Field);
                }

                return index < 0 ? Error(s.Span) : new FieldRead(operand, index, type.Fields[index].Type, s.Span);
            case EnumType type:
                var fields = VariantFields(type, s.Field);
                if (IsGhost(type, fields))
                {
                    CheckGhostField(s.Field);
                }

                return fields.IsEmpty
                    ? Error(s.Span)
                    : new VariantFieldRead(operand, fields, type.Variants[fields[0].Variant].Fields[fields[0].Field].Type, s.Span);
            default:
                return WrongOperand("." + s.Field.Text, operand);
        }
    }

    private void CheckGhostField(NameSyntax field)
    {
        if (!Context.AllowsGhosts)
        {
            globals.Diagnostics.Report(DiagnosticCatalog.GhostInfluence, field.Span, field.Text);
        }
    }

    /// <summary>Is the field a ghost in one of the variants?</summary>
    public static bool IsGhost(EnumType type, ImmutableArray<(int Variant, int Field)> fields) =>
        fields.Any(f => type.Variants[f.Variant].Fields[f.Field].IsGhost);

    /// <summary>Index of a field, or -1 after a report.</summary>
    public int FieldIndex(ImmutableArray<FieldInfo> fields, NameSyntax name, string owner)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i].Name == name.Text)
            {
                return i;
            }
        }

        ReportUnknown(DiagnosticCatalog.NoSuchField, name, fields.Select(f => f.Name), owner);
        return -1;
    }

    // A name that is missing in the text has been reported.
    private void ReportUnknown(DiagnosticDescriptor descriptor, NameSyntax name, IEnumerable<string> names, string owner)
    {
        if (name.Text.Length > 0)
        {
            globals.Diagnostics.ReportWith(descriptor, name.Span, Suggestion.For(name.Text, names), [], owner, name.Text);
        }
    }

    /// <summary>The field in every variant that has it; empty after a report.</summary>
    public ImmutableArray<(int Variant, int Field)> VariantFields(EnumType type, NameSyntax name)
    {
        var found = ImmutableArray.CreateBuilder<(int, int)>();
        var types = new HashSet<ModelType>();
        for (var v = 0; v < type.Variants.Length; v++)
        {
            for (var f = 0; f < type.Variants[v].Fields.Length; f++)
            {
                if (type.Variants[v].Fields[f].Name == name.Text)
                {
                    found.Add((v, f));
                    types.Add(type.Variants[v].Fields[f].Type);
                }
            }
        }

        if (types.Count == 1)
        {
            return found.ToImmutable();
        }

        if (types.Count == 0)
        {
            var names = type.Variants.SelectMany(v => v.Fields).Select(f => f.Name);
            ReportUnknown(DiagnosticCatalog.NoSuchField, name, names, type.Display);
            return [];
        }

        globals.Diagnostics.Report(DiagnosticCatalog.FieldNotCommon, name.Span, name.Text, type.Display);
        return [];
    }

    private Expression Index(IndexSyntax s)
    {
        var array = Content(Bind(s.Operand));
        if (array.Type is ErrorType)
        {
            Bind(s.Index);
            return array;
        }

        if (array.Type is not ArrayType type)
        {
            return WrongOperand("[ ]", array);
        }

        var index = BindIndex(s.Index, type);
        return index.Type is ErrorType ? index : new ElementRead(array, index, type.Element, s.Span);
    }

    /// <summary>An index: integers are checked when it is used, all else must be of the index type.</summary>
    public Expression BindIndex(ExpressionSyntax syntax, ArrayType type)
    {
        var index = Bind(syntax, type.Index);
        return type.Index is IntType && Content(index).Type is IntType ? Content(index) : Coerce(index, type.Index);
    }

    private Expression StructLiteral(StructLiteralSyntax s)
    {
        if (globals.Find(s.Type.Text) is not TypeSymbol { Type: StructType type })
        {
            var symbol = globals.Find(s.Type.Text);
            if (symbol is null)
            {
                return Undeclared(s.Type);
            }

            if (symbol is not ErrorSymbol)
            {
                globals.Diagnostics.Report(DiagnosticCatalog.WrongKindOfName, s.Type.Span, s.Type.Text, symbol.Kind, "a struct type");
            }

            return Error(s.Span);
        }

        var values = FieldValues(type.Fields, s.Fields.Select(f => ((NameSyntax?)f.Name, f.Value, f.Span)), type.Display, s.Span);
        return values is null ? Error(s.Span) : new StructLiteral(type, values.Value, s.Span);
    }

    /// <summary>The values of all fields in their order; null after a report.</summary>
    private ImmutableArray<Expression>? FieldValues(
        ImmutableArray<FieldInfo> fields, IEnumerable<(NameSyntax? Name, ExpressionSyntax Value, SourceSpan Span)> given, string owner, SourceSpan span)
    {
        var values = new Expression?[fields.Length];
        var position = 0;
        var isWrong = false;
        foreach (var (name, value, place) in given)
        {
            var index = name is null ? position++ : FieldIndex(fields, name, owner);
            if (index >= fields.Length)
            {
                globals.Diagnostics.Report(DiagnosticCatalog.WrongArgumentCount, place, owner, Count(fields.Length), index + 1);
                return null;
            }

            if (index < 0 || values[index] is not null)
            {
                isWrong = true;
                if (index >= 0)
                {
                    globals.Diagnostics.Report(DiagnosticCatalog.RepeatedField, place, fields[index].Name);
                }

                continue;
            }

            values[index] = FieldValue(fields[index], value);
        }

        foreach (var (field, value) in fields.Zip(values).Where(p => p.Second is null && !isWrong))
        {
            globals.Diagnostics.Report(DiagnosticCatalog.MissingField, span, field.Name, owner);
        }

        return isWrong || values.Any(v => v is null or { Type: ErrorType }) ? null : [.. values.Select(v => v!)];
    }

    private Expression FieldValue(FieldInfo field, ExpressionSyntax value)
    {
        if (!field.IsGhost)
        {
            return BindAs(value, field.Type);
        }

        // A ghost field may be given ghosts, and what it reads is no access.
        var log = new AccessLog();
        var binder = new ExpressionBinder(globals, Context.OfGhost(log));
        var bound = binder.BindAs(value, field.Type);
        Context.Log.Ghosts.UnionWith(log.Ghosts);
        return bound;
    }

    private Expression With(WithSyntax s)
    {
        var operand = Content(Bind(s.Operand));
        if (operand.Type is not StructType type)
        {
            return WrongOperand("with", operand);
        }

        var changes = ImmutableArray.CreateBuilder<(int, Expression)>();
        foreach (var field in s.Fields)
        {
            var index = FieldIndex(type.Fields, field.Name, type.Display);
            if (changes.Any(c => c.Item1 == index))
            {
                globals.Diagnostics.Report(DiagnosticCatalog.RepeatedField, field.Span, field.Name.Text);
            }

            var value = index < 0 ? Error(field.Span) : FieldValue(type.Fields[index], field.Value);
            if (value.Type is ErrorType)
            {
                return Error(s.Span);
            }

            changes.Add((index, value));
        }

        return new With(operand, changes.ToImmutable(), s.Span);
    }

    private Expression SetLiteral(SetLiteralSyntax s, ModelType? expected)
    {
        if (s.Elements.IsEmpty)
        {
            return new Literal(BoolValue.False, EmptyType.Instance, s.Span);
        }

        // One set may be meant for every element of an array.
        while (expected is ArrayType or OptionType)
        {
            expected = expected is ArrayType a ? a.Element : ((OptionType)expected).Element;
        }

        var element = expected is SetType t ? t.Element : null;
        var elements = s.Elements.Select(e => Bind(e, element)).ToList();
        element ??= Content(elements[0]).Type;
        if (element is IntType && expected is not SetType)
        {
            element = elements.All(e => e.Type is IntType)
                ? new IntType(elements.Min(e => ((IntType)e.Type).Low), elements.Max(e => ((IntType)e.Type).High), false)
                : element;
        }

        if (element is ErrorType or NoneType or EmptyType || !globals.Types.IsDomain(element, s))
        {
            return Error(s.Span);
        }

        var coerced = elements.Select(e => Coerce(e, element)).ToImmutableArray();
        return coerced.Any(e => e.Type is ErrorType) ? Error(s.Span)
            : element.Cardinality > 64 ? TooLarge(element, s.Span)
            : new SetLiteral(coerced, new SetType(element), s.Span);
    }

    private Literal TooLarge(ModelType element, SourceSpan span)
    {
        globals.Diagnostics.Report(DiagnosticCatalog.SetTooLarge, span, element.Display, element.Cardinality);
        return Error(span);
    }

    private Expression Cardinality(CardinalitySyntax s)
    {
        var operand = Content(Bind(s.Operand));
        return operand.Type switch
        {
            SetType t => new Unary(UnaryKind.Cardinality, operand, new IntType(0, (long)t.Element.Cardinality, false), s.Span),
            QueueType t => new Unary(UnaryKind.QueueLength, operand, new IntType(0, t.Capacity, false), s.Span),
            _ => WrongOperand("| |", operand),
        };
    }

    // --- what binds a name -------------------------------------------------------------------------------------------

    private (Local Local, ExpressionBinder Body)? Bound(BinderSyntax binder)
    {
        var type = globals.Types.Resolve(binder.Type);
        if (!globals.Types.IsDomain(type, binder.Type))
        {
            return null;
        }

        CheckShadowing(binder.Name);
        var local = new Local(binder.Name.Text, type, binder.Name.Span);
        var scope = new Scope(Context.Scope);
        scope.Add(new LocalSymbol(local.Name, local, true, true, binder.Name.Span));
        var inner = Context.In(scope);
        inner.Repetition++;
        return (local, new ExpressionBinder(globals, inner));
    }

    /// <summary>Reports a local name that is already the name of something else.</summary>
    public void CheckShadowing(NameSyntax name)
    {
        var outer = Context.Scope.Find(name.Text) ?? (globals.IsGlobal(name.Text) ? globals.Find(name.Text) : null);
        if (outer is not null)
        {
            globals.Diagnostics.ReportWith(
                DiagnosticCatalog.Shadowing, name.Span, null, [new RelatedPlace(outer.Span, "the other one")], name.Text);
        }
    }

    private Expression Quantified(QuantifiedSyntax s) => Quantified(s, 0);

    private Expression Quantified(QuantifiedSyntax s, int index)
    {
        if (index == s.Binders.Length)
        {
            return BindAs(s.Body, BoolType.Instance);
        }

        if (Bound(s.Binders[index]) is not var (local, inner))
        {
            return Error(s.Span);
        }

        // `count` and `the` of several names speak of tuples, of which there is no type: one name only.
        if (s.Quantifier is Quantifier.Count or Quantifier.The && s.Binders.Length > 1)
        {
            return Misplaced(s.Span, s.Quantifier == Quantifier.Count ? "count" : "the", "it binds one name");
        }

        var body = inner.Quantified(s, index + 1);
        if (body.Type is ErrorType)
        {
            return body;
        }

        var (kind, type) = s.Quantifier switch
        {
            Quantifier.ForAll => (QuantifierKind.ForAll, (ModelType)BoolType.Instance),
            Quantifier.Exists => (QuantifierKind.Exists, BoolType.Instance),
            Quantifier.Count => (QuantifierKind.Count, new IntType(0, (long)local.Type.Cardinality, false)),
            _ => (QuantifierKind.The, local.Type),
        };
        return new Quantified(kind, local, body, type, s.Span);
    }

    private Expression SetComprehension(SetComprehensionSyntax s)
    {
        if (Bound(s.Binder) is not var (local, inner))
        {
            return Error(s.Span);
        }

        var condition = inner.BindAs(s.Condition, BoolType.Instance);
        return condition.Type is ErrorType ? condition
            : local.Type.Cardinality > 64 ? TooLarge(local.Type, s.Span)
            : new SetComprehension(local, condition, new SetType(local.Type), s.Span);
    }

    private Expression ArrayComprehension(ArrayComprehensionSyntax s, ModelType? expected)
    {
        if (Bound(s.Binder) is not var (local, inner))
        {
            return Error(s.Span);
        }

        var element = expected is ArrayType t ? t.Element : null;
        var body = inner.Bind(s.Body, element);
        body = element is null ? body : inner.Coerce(body, element);
        if (body.Type is NoneType or EmptyType)
        {
            globals.Diagnostics.Report(DiagnosticCatalog.CannotInfer, s.Body.Span);
            return Error(s.Span);
        }

        return body.Type is ErrorType ? body : new ArrayComprehension(local, body, new ArrayType(local.Type, body.Type), s.Span);
    }

    private static string Count(int n) => n == 1 ? "1 value" : $"{n} values";
}
