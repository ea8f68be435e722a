using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Language.Lowering;
using Explorer.Language.Syntax;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Language.Binding;

/// <summary>
/// The global names of a model under given settings. A name is resolved when it is first asked for, because constants,
/// types and each other's sizes may stand in any order; a name that needs itself is reported.
/// </summary>
internal sealed class GlobalScope
{
    private const int MostThreads = 64;

    // How many declarations may each need the next one.
    private const int MostLevels = 200;

    private readonly Dictionary<string, Symbol> _resolved = [];
    private readonly HashSet<string> _inProgress = [];
    private readonly Dictionary<string, (DeclarationSyntax Owner, NameSyntax Name, Func<Symbol> Make)> _members = [];
    private readonly Dictionary<string, (ExpressionSyntax Value, SourceSpan Span)> _settings;
    private IdentityType? _threadType;
    private bool _isCounting;
    private int _variableCount;

    public GlobalScope(
        DeclarationTable declarations, Dictionary<string, (ExpressionSyntax Value, SourceSpan Span)> settings, DiagnosticBag diagnostics)
    {
        Declarations = declarations;
        Diagnostics = diagnostics;
        _settings = settings;
        Types = new TypeResolver(this);
        AddMembers();
    }

    public DeclarationTable Declarations { get; }

    public DiagnosticBag Diagnostics { get; }

    public TypeResolver Types { get; }

    /// <summary>Who names which variable.</summary>
    public VariableUse Use { get; init; } = new();

    /// <summary>Variables that are not stored: they get no index.</summary>
    public System.Collections.Immutable.ImmutableHashSet<string> Dropped { get; init; } = [];

    /// <summary>The model's own text, for what has no better place.</summary>
    public SourceText Source { get; init; } = SourceText.None;

    /// <summary>The identity types that the model declares.</summary>
    public IEnumerable<IdentityType> IdentityTypes =>
        _resolved.Values.OfType<TypeSymbol>().Select(s => s.Type).OfType<IdentityType>().Distinct();

    /// <summary>The built-in type of threads and handlers; its size is that of all instances.</summary>
    public IdentityType ThreadType => _threadType ??= new IdentityType("Thread", "thread", Math.Clamp(CountThreads(), 1, MostThreads), []);

    /// <summary>Functions that something calls; all others are looked at on their own.</summary>
    public HashSet<string> Inlined { get; } = [];

    /// <summary>All names that exist, for suggestions.</summary>
    public IEnumerable<string> Names => Declarations.Names.Concat(_members.Keys);

    /// <summary>The symbol of a global name, or null. A wrong declaration gives an <see cref="ErrorSymbol"/>.</summary>
    public Symbol? Find(string name)
    {
        if (_resolved.TryGetValue(name, out var known))
        {
            return known;
        }

        var declaration = Declarations.Find(name);
        var isMember = _members.TryGetValue(name, out var member);
        if (declaration is null && !isMember)
        {
            return name is "on" or "off" ? Constant(name, BoolValue.Of(name == "on"), SourceSpan.None) : null;
        }

        var place = declaration is null ? member.Name : DeclarationTable.NameOf(declaration)!;
        if (_inProgress.Count > MostLevels)
        {
            Diagnostics.Report(DiagnosticCatalog.TooManyNodes, place.Span, name);
            return _resolved[name] = new ErrorSymbol(name, place.Span);
        }

        if (!_inProgress.Add(name))
        {
            Diagnostics.Report(DiagnosticCatalog.CircularDefinition, place.Span, name);
            return _resolved[name] = new ErrorSymbol(name, place.Span);
        }

        var symbol = declaration is null ? member.Make() : Make(declaration);
        _inProgress.Remove(name);
        return _resolved.TryGetValue(name, out known) ? known : _resolved[name] = symbol;
    }

    /// <summary>The type of a name where all its values are meant; null if the name is no type's.</summary>
    public ModelType? FindType(NameSyntax name)
    {
        if (Find(name.Text) is { } symbol)
        {
            return (symbol as TypeSymbol)?.Type;
        }

        if (name.Text != "Thread")
        {
            return null;
        }

        CheckThreadType(name.Span);
        return ThreadType;
    }

    /// <summary>Every declaration, resolved once, so that all mistakes are found.</summary>
    public void ResolveAll()
    {
        foreach (var variable in Declarations.Declarations.OfType<VariableSyntax>())
        {
            Find(variable.Name.Text);
        }

        foreach (var name in Declarations.Names.Concat(_members.Keys).ToList())
        {
            Find(name);
        }

        foreach (var names in Declarations.Declarations.OfType<NamesSyntax>())
        {
            CheckNamed(names);
        }
    }

    // Names are given to members of a declared type that is an identity type itself.
    private void CheckNamed(NamesSyntax d)
    {
        var known = Find(d.Type.Text);
        if (known is null)
        {
            Diagnostics.ReportWith(DiagnosticCatalog.UndeclaredName, d.Type.Span, Suggestion.For(d.Type.Text, Names), [], d.Type.Text);
        }
        else if (known is not ErrorSymbol && Declarations.Find(d.Type.Text) is not TypeDeclarationSyntax { Type: IdentityTypeSyntax })
        {
            Diagnostics.Report(
                DiagnosticCatalog.WrongKindOfName, d.Type.Span, d.Type.Text, known is TypeSymbol ? "another type" : known.Kind, "an identity type");
        }
    }

    /// <summary>Evaluates a constant expression to a value of a type (null: of its own type).</summary>
    public (Value Value, ModelType Type)? Constant(ExpressionSyntax syntax, ModelType? type)
    {
        var binder = new ExpressionBinder(this, new ExpressionContext(Scope.Empty) { IsConstant = true });
        var bound = binder.Bind(syntax, type);
        if (type is not null)
        {
            bound = binder.Coerce(bound, type);
        }

        if (bound.Type is NoneType or EmptyType)
        {
            Diagnostics.Report(DiagnosticCatalog.CannotInfer, syntax.Span);
        }

        if (bound.Type is ErrorType or NoneType or EmptyType)
        {
            return null;
        }

        if (ConstantEvaluator.TryEvaluate(bound, out var value, out var fault))
        {
            return (value, bound.Type);
        }

        if (fault is not null)
        {
            Diagnostics.Report(DiagnosticCatalog.ConstantFault, syntax.Span, fault);
        }
        else
        {
            Diagnostics.Report(DiagnosticCatalog.NotConstant, syntax.Span);
        }

        return null;
    }

    /// <summary>The type of threads, if anything has asked for it.</summary>
    public IdentityType? UsedThreadType => _threadType;

    /// <summary>Is this the name of a declaration, a variant or a named identity?</summary>
    public bool IsGlobal(string name) => Declarations.Find(name) is not null || _members.ContainsKey(name);

    /// <summary>Reports a use of threads' identities where there are more threads than identities.</summary>
    public void CheckThreadType(SourceSpan span)
    {
        if (_isCounting)
        {
            Diagnostics.Report(DiagnosticCatalog.CircularDefinition, span, "Thread");
        }
        else if (CountThreads() is > MostThreads and var count)
        {
            Diagnostics.Report(DiagnosticCatalog.TooManyInstances, span, "Thread", count, MostThreads);
        }
    }

    // Absent ones included, so that the type is the same under all settings. A number beyond the limit need not be exact.
    private int CountThreads()
    {
        if (_isCounting)
        {
            return 1;
        }

        _isCounting = true;
        long count = 0;
        foreach (var declaration in Declarations.Declarations)
        {
            count += declaration switch
            {
                ThreadSyntax t => CountInstances(t.Binders),
                InterruptSyntax i => CountInstances(i.Binders),
                _ => 0,
            };
        }

        _isCounting = false;
        return (int)Math.Min(count, int.MaxValue);
    }

    private long CountInstances(IEnumerable<BinderSyntax> binders)
    {
        var count = 1L;
        foreach (var type in binders.Select(b => Types.Resolve(b.Type)))
        {
            count = Math.Min(Instances.Most, count * (type.ContainsArray ? 1 : (long)BigInteger.Min(Instances.Most, type.Cardinality)));
        }

        return count;
    }

    private static ConstantSymbol Constant(string name, Value value, SourceSpan span) =>
        new(name, value, BoolType.Instance, "a constant", span);

    private Symbol Make(DeclarationSyntax declaration) => declaration switch
    {
        ParamSyntax d => MakeParam(d),
        SwitchSyntax d => MakeSwitch(d),
        TypeDeclarationSyntax d => new TypeSymbol(d.Name.Text, Types.ResolveDeclared(d), d.Name.Span),
        VariableSyntax d => MakeVariable(d),
        FunctionSyntax d => new FunctionSymbol(d),
        ProcedureSyntax d => new ProcedureSymbol(d),
        ThreadSyntax d => new MachineSymbol(d.Name.Text, d, "a thread", d.Name.Span),
        InterruptSyntax d => new MachineSymbol(d.Name.Text, d, "an interrupt", d.Name.Span),
        RuleSyntax d => new MachineSymbol(d.Name.Text, d, "a rule", d.Name.Span),
        ConfigSyntax d => new OtherSymbol(d.Name.Text, "a named setting", d.Name.Span),
        PropertySyntax d => new OtherSymbol(d.Name.Text, "a property", d.Name.Span),
        _ => new ErrorSymbol("?", declaration.Span),
    };

    private Symbol MakeParam(ParamSyntax d)
    {
        var type = d.Type is null ? null : Types.Resolve(d.Type);
        if (type is ErrorType)
        {
            return new ErrorSymbol(d.Name.Text, d.Name.Span);
        }

        var (syntax, span) = SettingOr(d.Name.Text, d.Value);
        if (Constant(syntax, type) is not { } constant)
        {
            return new ErrorSymbol(d.Name.Text, d.Name.Span);
        }

        if (d.Bounds is not null && Types.Resolve(d.Bounds) is IntType bounds)
        {
            if (constant.Value is not IntValue number || number.Number < bounds.Low || number.Number > bounds.High)
            {
                Diagnostics.ReportWith(
                    DiagnosticCatalog.SettingOutOfBounds, span, null, [new RelatedPlace(d.Bounds.Span, "the bounds")],
                    d.Name.Text, constant.Value.Display, bounds.Display);
                return new ErrorSymbol(d.Name.Text, d.Name.Span);
            }
        }

        return new ConstantSymbol(d.Name.Text, constant.Value, constant.Type, "a parameter", d.Name.Span);
    }

    private Symbol MakeSwitch(SwitchSyntax d)
    {
        var type = d.Type is null ? BoolType.Instance : Types.Resolve(d.Type);
        return type is not ErrorType && Constant(SettingOr(d.Name.Text, d.Value).Value, type) is { } constant
            ? new ConstantSymbol(d.Name.Text, constant.Value, type, "a switch", d.Name.Span)
            : new ErrorSymbol(d.Name.Text, d.Name.Span);
    }

    private (ExpressionSyntax Value, SourceSpan Span) SettingOr(string name, ExpressionSyntax value) =>
        _settings.TryGetValue(name, out var setting) ? setting : (value, value.Span);

    private Symbol MakeVariable(VariableSyntax d)
    {
        var type = Types.Resolve(d.Type);
        if (type is not ErrorType && d.IsPerCpu)
        {
            type = CpuType(d.Name.Span) is { } cpu && Types.IsDomain(cpu, d.Name)
                ? Types.Limited(new ArrayType(cpu, type), d.Type)
                : ErrorType.Instance;
        }

        if (type is ErrorType || InitialValue(d, type) is not { } initial)
        {
            return new ErrorSymbol(d.Name.Text, d.Name.Span);
        }

        var literal = new Literal(initial, type, d.Span);
        return new VariableSymbol(d, new Variable(Dropped.Contains(d.Name.Text) ? -1 : _variableCount++, d.Name.Text, type, literal, d.IsGhost, d.IsPerCpu, d.Name.Span));
    }

    private Value? InitialValue(VariableSyntax d, ModelType type) =>
        d.Value is null ? ValueOrder.Default(type) : Constant(d.Value, type)?.Value;

    /// <summary>The type of CPUs, or null after a report.</summary>
    public ModelType? CpuType(SourceSpan span)
    {
        switch (Find("Cpu"))
        {
            case TypeSymbol symbol:
                return symbol.Type;
            case null:
                Diagnostics.Report(DiagnosticCatalog.UndeclaredName, span, "Cpu");
                return null;
            case { } other:
                Diagnostics.Report(DiagnosticCatalog.WrongKindOfName, span, "Cpu", other.Kind, "a type");
                return null;
        }
    }

    private void AddMembers()
    {
        foreach (var declaration in Declarations.Declarations)
        {
            foreach (var (type, owner) in EnumMembers.In(declaration))
            {
                AddMembers(declaration, type, owner);
            }
        }
    }

    private void AddMembers(DeclarationSyntax declaration, TypeSyntax syntax, string? owner)
    {
        var names = syntax is EnumTypeSyntax e
            ? e.Variants.Select(v => v.Name)
            : TypeResolver.NamesOf((IdentityTypeSyntax)syntax, owner, Declarations);
        foreach (var (name, index) in names.Select((n, i) => (n, i)).Where(p => p.n.Text.Length > 0).ToList())
        {
            var clash = _members.TryGetValue(name.Text, out var member) ? member.Name
                : Declarations.Find(name.Text) is { } other ? DeclarationTable.NameOf(other) : null;
            if (clash is not null)
            {
                Diagnostics.ReportWith(
                    DiagnosticCatalog.DuplicateName, name.Span, null, [new RelatedPlace(clash.Span, "declared here too")], name.Text);
                continue;
            }

            _members[name.Text] = (declaration, name, () => MakeMember(owner, syntax, name, index));
        }
    }

    private Symbol MakeMember(string? owner, TypeSyntax syntax, NameSyntax name, int index)
    {
        var type = owner is not null && Find(owner) is TypeSymbol declared ? declared.Type : Types.Resolve(syntax);
        return type switch
        {
            IdentityType t when index < t.Size =>
                new ConstantSymbol(name.Text, new IdentityValue(t, index), t, "an identity", name.Span),
            EnumType t when t.Variants[index].Fields.IsEmpty =>
                new ConstantSymbol(name.Text, new EnumValue(t, index, []), t, "a variant", name.Span),
            EnumType t => new VariantSymbol(name.Text, t, index, name.Span),
            _ => new ErrorSymbol(name.Text, name.Span),
        };
    }
}
