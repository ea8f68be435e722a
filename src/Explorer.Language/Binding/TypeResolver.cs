using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Language.Binding;

/// <summary>Types as written to types. Sizes are constants, so a type belongs to one set of settings.</summary>
internal sealed class TypeResolver(GlobalScope scope)
{
    /// <summary>How many elements an index, a choice or a quantifier may go through.</summary>
    public const int LargestDomain = 1 << 16;

    private readonly Dictionary<TypeSyntax, ModelType> _resolved = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ModelType, double> _parts = new(ReferenceEqualityComparer.Instance);

    /// <summary>The type, or <see cref="ErrorType"/> after a report.</summary>
    public ModelType Resolve(TypeSyntax syntax) => Resolve(syntax, null, null);

    /// <summary>The type of a declaration, which gives it its name.</summary>
    public ModelType ResolveDeclared(TypeDeclarationSyntax declaration) =>
        Resolve(declaration.Type, declaration.Name.Text, declaration.Prefix);

    /// <summary>The names of an identity type's members: those in its declaration, then those given by `name`.</summary>
    public static ImmutableArray<NameSyntax> NamesOf(IdentityTypeSyntax syntax, string? owner, DeclarationTable declarations) =>
        owner is null ? syntax.Named : [.. syntax.Named, .. declarations.Declarations.OfType<NamesSyntax>()
            .Where(d => d.Type.Text == owner).SelectMany(d => d.Names)];

    private ModelType Resolve(TypeSyntax syntax, string? name, string? prefix)
    {
        if (!_resolved.TryGetValue(syntax, out var type))
        {
            type = Limited(Make(syntax, name, prefix), syntax);

            // A mistake that nobody was told of is found again.
            if (type is not ErrorType || !scope.Diagnostics.IsSilent)
            {
                _resolved[syntax] = type;
            }
        }

        return type;
    }

    /// <summary>The type, or a report if a value of it has too many parts.</summary>
    public ModelType Limited(ModelType type, SyntaxNode place)
    {
        if (PartsOf(type) is > LargestDomain and var parts)
        {
            scope.Diagnostics.Report(
                DiagnosticCatalog.TypeTooLarge, place.Span, type.Display, $"{parts:0} parts", LargestDomain);
            return ErrorType.Instance;
        }

        return type;
    }

    // Of a part the number is known already: types are made from the inside out.
    private double PartsOf(ModelType type)
    {
        if (!_parts.TryGetValue(type, out var parts))
        {
            _parts[type] = parts = type switch
            {
                StructType t => PartsOf(t.Fields),
                EnumType t => 1 + t.Variants.Select(v => PartsOf(v.Fields)).Aggregate(Math.Max),
                OptionType t => 1 + PartsOf(t.Element),
                ArrayType t => t.Length * PartsOf(t.Element),
                QueueType t => t.Capacity * PartsOf(t.Element),
                _ => 1,
            };
        }

        return parts;
    }

    private double PartsOf(ImmutableArray<FieldInfo> fields) => fields.Aggregate(0.0, (sum, f) => sum + PartsOf(f.Type));

    private ModelType Make(TypeSyntax syntax, string? name, string? prefix) => syntax switch
    {
        NamedTypeSyntax s => Named(s),
        RangeTypeSyntax s => Range(s),
        IdentityTypeSyntax s => Identity(s, name, prefix),
        EnumTypeSyntax s => Enum(s, name ?? "enum"),
        StructTypeSyntax s => Fields(s.Fields) is { } fields ? new StructType(name ?? "struct", fields) : ErrorType.Instance,
        OptionTypeSyntax s => Option(s),
        ArrayTypeSyntax s => Array(s),
        SetTypeSyntax s => Set(s),
        QueueTypeSyntax s => Queue(s),
        _ => ErrorType.Instance,
    };

    private ModelType Named(NamedTypeSyntax s)
    {
        switch (s.Name.Text == "bool" ? null : scope.Find(s.Name.Text))
        {
            case TypeSymbol symbol:
                return symbol.Type;
            case ErrorSymbol:
                return ErrorType.Instance;
            case null when s.Name.Text == "bool":
                return BoolType.Instance;
            case null when s.Name.Text == "Thread":
                scope.CheckThreadType(s.Span);
                return scope.ThreadType;
            case null:
                scope.Diagnostics.ReportWith(
                    DiagnosticCatalog.UndeclaredName, s.Span, Suggestion.For(s.Name.Text, scope.Names), [], s.Name.Text);
                return ErrorType.Instance;
            case { } other:
                scope.Diagnostics.Report(DiagnosticCatalog.WrongKindOfName, s.Span, s.Name.Text, other.Kind, "a type");
                return ErrorType.Instance;
        }
    }

    private ModelType Range(RangeTypeSyntax s)
    {
        if (Integer(s.Low) is not { } low || Integer(s.High) is not { } high)
        {
            return ErrorType.Instance;
        }

        if (low > high)
        {
            scope.Diagnostics.Report(DiagnosticCatalog.EmptyRange, s.Span, low, high);
            return ErrorType.Instance;
        }

        return new IntType(low, high, s.Wraps);
    }

    private ModelType Identity(IdentityTypeSyntax s, string? declared, string? prefix)
    {
        var name = declared ?? "id";
        var named = NamesOf(s, declared, scope.Declarations);
        if (Integer(s.Size) is not { } size)
        {
            return ErrorType.Instance;
        }

        if (size < 1 || size > 64 || size < named.Length)
        {
            var least = named.Length == 0 ? 1 : named.Length;
            scope.Diagnostics.Report(DiagnosticCatalog.BadSize, s.Size.Span, size, name, $"{least}..64");
            return ErrorType.Instance;
        }

        return new IdentityType(name, prefix ?? name, (int)size, [.. named.Select(n => n.Text)]);
    }

    private ModelType Enum(EnumTypeSyntax s, string name)
    {
        var variants = ImmutableArray.CreateBuilder<VariantInfo>();
        foreach (var variant in s.Variants)
        {
            if (Fields(variant.Fields) is not { } fields)
            {
                return ErrorType.Instance;
            }

            variants.Add(new VariantInfo(variant.Name.Text, fields));
        }

        if (variants.Count == 0)
        {
            scope.Diagnostics.Report(DiagnosticCatalog.NoVariants, s.Span);
            return ErrorType.Instance;
        }

        return new EnumType(name, variants.ToImmutable());
    }

    private ImmutableArray<FieldInfo>? Fields(ImmutableArray<FieldDeclarationSyntax> fields)
    {
        var result = ImmutableArray.CreateBuilder<FieldInfo>();
        foreach (var field in fields)
        {
            var type = Resolve(field.Type, null, null);
            if (type is ErrorType)
            {
                return null;
            }

            if (field.Name.Text.Length > 0 && result.Any(f => f.Name == field.Name.Text))
            {
                scope.Diagnostics.Report(DiagnosticCatalog.DuplicateName, field.Name.Span, field.Name.Text);
                return null;
            }

            result.Add(new FieldInfo(field.Name.Text, type, field.IsGhost));
        }

        return result.ToImmutable();
    }

    private ModelType Option(OptionTypeSyntax s)
    {
        var element = Resolve(s.Element, null, null);
        return element is ErrorType ? element : new OptionType(element);
    }

    private ModelType Array(ArrayTypeSyntax s)
    {
        var index = Resolve(s.Index, null, null);
        var element = Resolve(s.Element, null, null);
        if (index is ErrorType || element is ErrorType || !IsDomain(index, s.Index))
        {
            return ErrorType.Instance;
        }

        return new ArrayType(index, element);
    }

    private ModelType Set(SetTypeSyntax s)
    {
        var element = Resolve(s.Element, null, null);
        if (element is ErrorType || !IsDomain(element, s.Element))
        {
            return ErrorType.Instance;
        }

        if (element.Cardinality > 64)
        {
            scope.Diagnostics.Report(DiagnosticCatalog.SetTooLarge, s.Span, element.Display, element.Cardinality);
            return ErrorType.Instance;
        }

        return new SetType(element);
    }

    private ModelType Queue(QueueTypeSyntax s)
    {
        var element = Resolve(s.Element, null, null);
        if (element is ErrorType || Integer(s.Capacity) is not { } capacity)
        {
            return ErrorType.Instance;
        }

        if (capacity is < 1 or > 64)
        {
            scope.Diagnostics.Report(DiagnosticCatalog.BadSize, s.Capacity.Span, capacity, "a queue", "1..64");
            return ErrorType.Instance;
        }

        return new QueueType((int)capacity, element);
    }

    /// <summary>Can one go through all values of the type, in order?</summary>
    public bool IsDomain(ModelType type, SyntaxNode place)
    {
        if (type is ErrorType)
        {
            return false;
        }

        if (type.ContainsArray || type is IntType { IsUnbounded: true })
        {
            scope.Diagnostics.Report(DiagnosticCatalog.InfiniteIndex, place.Span, type.Display);
            return false;
        }

        if (type.Cardinality > LargestDomain)
        {
            scope.Diagnostics.Report(DiagnosticCatalog.TypeTooLarge, place.Span, type.Display, $"{type.Cardinality} values", LargestDomain);
            return false;
        }

        return true;
    }

    private long? Integer(ExpressionSyntax syntax) =>
        scope.Constant(syntax, IntType.Unbounded)?.Value is IntValue value ? value.Number : null;
}
