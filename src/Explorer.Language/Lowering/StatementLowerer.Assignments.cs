using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language.Binding;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;

namespace Explorer.Language.Lowering;

/// <summary>What sets something: assignments, `let`, `choose`, assertions.</summary>
internal sealed partial class StatementLowerer
{
    /// <summary>A place with what it takes to reach it.</summary>
    /// <param name="Place">What is set.</param>
    /// <param name="Variable">The variable that it is a part of; null for a local's part.</param>
    /// <param name="IsGhost">The variable or the field is a ghost.</param>
    /// <param name="IsCounted">Reaching the variable was an access to shared state.</param>
    private sealed record BoundPlace(Place Place, VariableSymbol? Variable, bool IsGhost, bool IsCounted = false);

    private void LowerAssignment(AssignmentSyntax s)
    {
        if (s.Values is [CallSyntax call] && s.Operator == AssignmentOperator.Assign && ProcedureOf(call) is { } procedure)
        {
            LowerCallInto(s, procedure, call);
            return;
        }

        var log = new AccessLog();
        var before = new List<MicroNode>();
        var places = s.Targets.Select(t => BindPlace(t, log)).ToList();
        if (places.Any(p => p is null))
        {
            foreach (var value in s.Values)
            {
                Binder(true, log, (c, b) => HoistInto(before, c, b)).Bind(value);
            }

            return;
        }

        var isGhost = places.All(p => p!.IsGhost);
        var hoist = s.Values.Length == 1 ? (Hoist)((c, b) => HoistInto(before, c, b)) : null;
        var binder = Binder(isGhost, log, hoist);
        var values = s.Values.Zip(places, (v, p) => BindValue(binder, s, v, p!)).ToList();
        if (values.Any(v => v.Type is ErrorType) || (isGhost && IsDropped(log, places!)))
        {
            return;
        }

        var accesses = Accesses(log, [.. values]);
        accesses.AddRange(places.SelectMany(p => WriteAccesses(p!, s.Operator != AssignmentOperator.Assign)));
        if (!isGhost)
        {
            CheckAccesses(s.Span, accesses);
        }

        Step(s, !isGhost && (accesses.Count > 0 || log.ReadsMovingMe), () => EmitAssignments(s.Span, before, places!, values, log));
    }

    private static Expression BindValue(ExpressionBinder binder, AssignmentSyntax s, ExpressionSyntax value, BoundPlace place)
    {
        if (s.Operator == AssignmentOperator.Assign)
        {
            return binder.BindAs(value, place.Place.Type);
        }

        var old = ExpressionBinder.Read(place.Place, s.Targets[0].Span);
        var content = old.Type is OptionType o ? new Unary(UnaryKind.Unwrap, old, o.Element, old.Span) : old;
        var operand = binder.Bind(value, content.Type is SetType ? content.Type : null);
        operand = operand.Type is OptionType ? binder.Coerce(operand, ((OptionType)operand.Type).Element) : operand;
        var op = s.Operator == AssignmentOperator.Add ? BinaryOperator.Add : BinaryOperator.Subtract;
        return binder.Coerce(binder.Combine(op, content, operand, s.Span), place.Place.Type);
    }

    private void EmitAssignments(
        SourceSpan span, List<MicroNode> before, List<BoundPlace> places, List<Expression> values, AccessLog log)
    {
        foreach (var node in before)
        {
            Emit(node);
        }

        // Several targets: everything is read before anything is written.
        var targets = places.Select(p => p.Place).ToList();
        if (places.Count > 1)
        {
            targets = targets.Select(FixIndices).ToList();
            values = values.Select(v => EmitTemporary(v)).ToList();
        }

        foreach (var (place, value, bound) in targets.Zip(values, places).Select(z => (z.First, z.Second, z.Third)))
        {
            Emit(new MicroNode(MicroKind.Assign, span)
            {
                Target = place,
                Value = value,
                Hold = _graph.Hold,
                IsGhost = bound.IsGhost || _ghostOnly,
                TouchesOwnCpu = log.TouchesOwnCpu,
            });
            _wrote |= bound.Variable is not null && !bound.IsGhost;
        }
    }

    private Expression EmitTemporary(Expression value, string name = "value")
    {
        if (value is Literal)
        {
            return value;
        }

        var local = new Local(name, value.Type, value.Span);
        Emit(new MicroNode(MicroKind.Assign, value.Span)
        {
            Target = new Place(null, local, [], local.Type, value.Span),
            Value = value,
            Hold = _graph.Hold,
            IsGhost = _ghostOnly,
        });
        return new LocalRead(local, value.Span);
    }

    private Place FixIndices(Place place) => place with
    {
        Path = [.. place.Path.Select(step => step is ElementStep e ? new ElementStep(EmitTemporary(e.Index, "index")) : step)],
    };

    private bool IsDropped(AccessLog log, List<BoundPlace> places)
    {
        foreach (var ghost in places.Where(p => p.Variable is not null && !IsDead))
        {
            shared.Ghosts.NoteGhost(ghost.Variable!.Name, log.Ghosts.Select(g => g.Name));
        }

        return places.All(p => p.Variable is not null && shared.DroppedGhosts.Contains(p.Variable.Name));
    }

    private static IEnumerable<SourceSpan> WriteAccesses(BoundPlace place, bool alsoReads)
    {
        if (!place.IsCounted || place.IsGhost)
        {
            return [];
        }

        // Part of a struct is no word of its own on the machine; an element of an array is.
        var isPart = place.Place.Path.Any(p => p is FieldStep or VariantFieldStep);
        var extra = (alsoReads || isPart ? 1 : 0) + (place.Place.Type.ContainsArray ? 1 : 0);
        return Enumerable.Repeat(place.Place.Span, extra);
    }

    // --- places --------------------------------------------------------------------------------------------------------

    // Whoever gives a private variable as a `ref` argument lets the procedure write it.
    private BoundPlace? BindPlace(ExpressionSyntax syntax, AccessLog log)
    {
        var bound = BindPlaceCore(syntax, log);
        var isGiven = AssignedNames.NameOf(syntax) is { } root && _frame.Scope.Find(root) is PlaceSymbol;
        if (!isGiven && bound?.Variable is { Syntax.IsPrivate: true } variable && variable.Span.Source != syntax.Span.Source)
        {
            Diagnostics.ReportWith(
                DiagnosticCatalog.PrivateVariable, syntax.Span, "change it through a procedure of its file",
                [new RelatedPlace(variable.Span, "declared here")], variable.Name, variable.Span.Source.Path);
        }

        return bound;
    }

    private BoundPlace? BindPlaceCore(ExpressionSyntax syntax, AccessLog log) => syntax switch
    {
        NameExpressionSyntax s => BindRoot(s.Name, log),
        AtCpuSyntax s => BindOtherCpu(s, log),
        FieldSyntax s => BindPlaceCore(s.Operand, log) is { } inner ? BindFieldPlace(inner, s) : null,
        IndexSyntax s => BindPlaceCore(s.Operand, log) is { } inner ? BindElementPlace(inner, s, log) : null,
        _ => NotAPlace(syntax),
    };

    private BoundPlace? NotAPlace(ExpressionSyntax syntax)
    {
        if (syntax is not ErrorExpressionSyntax)
        {
            Diagnostics.Report(DiagnosticCatalog.NotAPlace, syntax.Span);
        }

        return null;
    }

    private BoundPlace? BindRoot(NameSyntax name, AccessLog log)
    {
        switch (_frame.Scope.Find(name.Text) ?? Globals.Find(name.Text))
        {
            case LocalSymbol { IsBound: true }:
                Diagnostics.Report(DiagnosticCatalog.AssignedLoopName, name.Span, name.Text);
                return null;
            case LocalSymbol s:
                return new BoundPlace(new Place(null, s.Local, [], s.Local.Type, name.Span), null, false);
            case PlaceSymbol s:
                var isCounted = s.Variable is not null && s.Place.Variable is not null && NoteRoot(s.Variable, name.Span, false, log);
                return new BoundPlace(
                    s.Place with { Span = name.Span }, s.Variable, s.Variable?.Variable.IsGhost ?? false, isCounted);
            case VariableSymbol s:
                return BindVariable(s, name.Span, log);
            case ErrorSymbol:
                return null;
            case null:
                Diagnostics.ReportWith(
                    DiagnosticCatalog.UndeclaredName, name.Span,
                    Suggestion.For(name.Text, Globals.Names.Concat(_frame.Scope.Names())), [], name.Text);
                return null;
            case { } other:
                Diagnostics.Report(DiagnosticCatalog.WrongKindOfName, name.Span, name.Text, other.Kind, "something that can be set");
                return null;
        }
    }

    private BoundPlace? BindVariable(VariableSymbol s, SourceSpan span, AccessLog log)
    {
        if (machine.OwnVariables.TryGetValue(s.Name, out var own))
        {
            return new BoundPlace(new Place(null, own.Local, [], own.Local.Type, span), s, false);
        }

        if (s.Syntax.IsFrozen)
        {
            Diagnostics.Report(DiagnosticCatalog.WrongKindOfName, span, s.Name, "what a workload runs", "something that can be set");
            return null;
        }

        var isCounted = NoteRoot(s, span, false, log);
        if (!s.Variable.IsPerCpu)
        {
            return new BoundPlace(new Place(s.Variable, null, [], s.Variable.Type, span), s, s.Variable.IsGhost, isCounted);
        }

        var me = PlaceBinder(log).Bind(new MeSyntax(span));
        var element = ((ArrayType)s.Variable.Type).Element;
        return me.Type is ErrorType
            ? null
            : new BoundPlace(new Place(s.Variable, null, [new ElementStep(me)], element, span), s, s.Variable.IsGhost, isCounted);
    }

    private bool NoteRoot(VariableSymbol symbol, SourceSpan span, bool isOtherCpu, AccessLog log)
    {
        var before = log.Shared.Count;
        PlaceBinder(log).Note(symbol, span, isOtherCpu);
        return log.Shared.Count > before;
    }

    private BoundPlace? BindOtherCpu(AtCpuSyntax s, AccessLog log)
    {
        var before = log.Shared.Count;
        if (PlaceBinder(log).Bind(s) is not ElementRead { Array: VariableRead root } read)
        {
            return null;
        }

        var symbol = (VariableSymbol)Globals.Find(s.Variable.Text)!;
        return new BoundPlace(
            new Place(root.Variable, null, [new ElementStep(read.Index)], read.Type, s.Span), symbol, root.Variable.IsGhost,
            log.Shared.Count > before);
    }

    // Reading the index may read ghosts only if the target is one: checked by whoever assigns.
    private ExpressionBinder PlaceBinder(AccessLog log) => Binder(true, log);

    private BoundPlace? BindFieldPlace(BoundPlace inner, FieldSyntax s)
    {
        var (place, type) = Opened(inner.Place);
        var binder = Binder(true);
        switch (type)
        {
            case StructType t:
                var index = binder.FieldIndex(t.Fields, s.Field, t.Display);
                return index < 0 ? null : inner with
                {
                    Place = Extended(place, new FieldStep(index), t.Fields[index].Type, s.Span),
                    IsGhost = inner.IsGhost || t.Fields[index].IsGhost,
                };
            case EnumType t:
                var fields = binder.VariantFields(t, s.Field);
                return fields.IsEmpty ? null : inner with
                {
                    Place = Extended(place, new VariantFieldStep(fields), t.Variants[fields[0].Variant].Fields[fields[0].Field].Type, s.Span),
                    IsGhost = inner.IsGhost || ExpressionBinder.IsGhost(t, fields),
                };
            default:
                Diagnostics.Report(DiagnosticCatalog.WrongOperand, s.Span, "." + s.Field.Text, type.Display);
                return null;
        }
    }

    private BoundPlace? BindElementPlace(BoundPlace inner, IndexSyntax s, AccessLog log)
    {
        var (place, type) = Opened(inner.Place);
        if (type is not ArrayType array)
        {
            Diagnostics.Report(DiagnosticCatalog.WrongOperand, s.Span, "[ ]", type.Display);
            return null;
        }

        var index = Binder(inner.IsGhost, log).BindIndex(s.Index, array);
        return index.Type is ErrorType ? null : inner with { Place = Extended(place, new ElementStep(index), array.Element, s.Span) };
    }

    private static (Place Place, ModelType Type) Opened(Place place) =>
        place.Type is OptionType o ? (Extended(place, new ContentStep(), o.Element, place.Span), o.Element) : (place, place.Type);

    private static Place Extended(Place place, PlaceStep step, ModelType type, SourceSpan span) =>
        place with { Path = place.Path.Add(step), Type = type, Span = span };

    // --- let, choose, assert ----------------------------------------------------------------------------------------------

    private void LowerLet(LetSyntax s)
    {
        var type = s.Type is null ? null : Globals.Types.Resolve(s.Type);
        if (s.Value is CallSyntax call && ProcedureOf(call) is { } procedure)
        {
            LowerLetCall(s, procedure, call, type);
            return;
        }

        if (s.Value is null)
        {
            var unset = Declare(s.Name, type ?? ErrorType.Instance);
            Emit(new MicroNode(MicroKind.Unset, s.Span) { Local = unset.Local, Hold = _graph.Hold });
            return;
        }

        var log = new AccessLog();
        var before = new List<MicroNode>();
        var binder = Binder(false, log, (c, b) => HoistInto(before, c, b));
        var value = type is null ? binder.Bind(s.Value) : binder.BindAs(s.Value, type);
        if (value.Type is NoneType or EmptyType)
        {
            Diagnostics.ReportWith(DiagnosticCatalog.CannotInfer, s.Value.Span, $"write 'let {s.Name.Text}: T = …'", []);
            value = ExpressionBinder.Error(s.Span);
        }

        type ??= TypeOfLet(s, value);
        var accesses = Accesses(log, value);
        CheckAccesses(s.Span, accesses);
        var local = Declare(s.Name, type);
        if (value.Type is ErrorType)
        {
            return;
        }

        value = binder.Coerce(value, type);
        var place = new BoundPlace(new Place(null, local.Local, [], type, s.Name.Span), null, false);
        Step(s, accesses.Count > 0 || log.ReadsMovingMe, () => EmitAssignments(s.Span, before, [place], [value], log));
    }

    // A name that is set again must have room for more than its first value.
    private ModelType TypeOfLet(LetSyntax s, Expression value) =>
        value.Type is IntType { IsUnbounded: false } && _frame.Assigned.Contains(s.Name.Text) && value is Literal or Binary or Quantified
            && value.Type is IntType
            ? IntType.Unbounded
            : value.Type;

    private LocalSymbol Declare(NameSyntax name, ModelType type, bool isBound = false)
    {
        Binder().CheckShadowing(name);
        var local = new Local(name.Text, type, name.Span);
        var symbol = new LocalSymbol(name.Text, local, isBound || !_frame.Assigned.Contains(name.Text), isBound, name.Span);
        _frame.Scope.Add(symbol);
        if (_calls.Count == 0)
        {
            _graph.NamedLocals.Add((name.Text, local));
        }

        return symbol;
    }

    private void LowerChoose(ChooseSyntax s)
    {
        var log = new AccessLog();
        var (set, type) = BindDomain(s.Domain, log);
        var symbol = Declare(s.Name, type);
        var condition = s.Condition is null ? null : Binder(false, log).BindAs(s.Condition, BoolType.Instance);
        if (type is ErrorType || condition?.Type is ErrorType)
        {
            return;
        }

        var canBeEmpty = condition is not null || set is not (null or Literal { Value: Machines.Values.SetValue { Mask: not 0 } });
        CheckBlocking(s, "choose", canBeEmpty);
        var accesses = condition is null ? Accesses(log) : Accesses(log, condition);
        CheckAccesses(s.Span, accesses);
        var isStep = accesses.Count > 0 || log.ReadsMovingMe;
        Step(s, isStep, () => Emit(new MicroNode(MicroKind.Choose, s.Span)
        {
            Local = symbol.Local,
            Value = set,
            Condition = condition,
            Hold = _graph.Hold,
            IsDraw = !isStep && !log.TouchesOwnCpu && !ReadsVariables(set, condition),
            TouchesOwnCpu = log.TouchesOwnCpu,
        }));
    }

    // In an `atomic` accesses are not counted apart, but a draw that reads variables cannot wait.
    private static bool ReadsVariables(params ReadOnlySpan<Expression?> expressions)
    {
        foreach (var expression in expressions)
        {
            if (expression is not null && ExpressionParts.All(expression).Any(e => e is VariableRead))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The set of a `choose` or `foreach`; null for all values of a type, which may be more than a set can have.</summary>
    private (Expression? Set, ModelType Type) BindDomain(ExpressionSyntax domain, AccessLog log)
    {
        var type = domain switch
        {
            AllSyntax s => Globals.Types.Resolve(s.Type),
            NameExpressionSyntax s when _frame.Scope.Find(s.Name.Text) is null => Globals.FindType(s.Name),
            _ => null,
        };
        if (type is not null)
        {
            return (null, type is ErrorType || Globals.Types.IsDomain(type, domain) ? type : ErrorType.Instance);
        }

        var set = Binder(false, log).Bind(domain);
        set = set.Type is OptionType o ? new Unary(UnaryKind.Unwrap, set, o.Element, set.Span) : set;
        if (set.Type is SetType t)
        {
            return (set, t.Element);
        }

        if (set.Type is not ErrorType)
        {
            Diagnostics.Report(DiagnosticCatalog.TypeMismatch, domain.Span, set.Type.Display, "a set or a type");
        }

        return (null, ErrorType.Instance);
    }

    private void LowerAssert(AssertSyntax s)
    {
        var log = new AccessLog();
        var name = s.Name?.Text ?? PropertyTable.Unnamed;
        var condition = Binder(true, log).BindAs(s.Condition, BoolType.Instance);
        if (s.Name is not null && Globals.IsGlobal(name))
        {
            Binder().CheckShadowing(s.Name);
        }
        else if (s.Name is not null && PropertyTable.BuiltInNames.Contains(name))
        {
            Diagnostics.Report(DiagnosticCatalog.Shadowing, s.Name.Span, name);
        }

        // Ruled out by constants it still is a property of the model, but another place may say what it means.
        var text = IsDead ? "" : s.Description ?? "";
        var property = shared.Properties.Add(name, Core.Properties.PropertyKind.Assertion, text, s.Span);
        if (property < 0 || IsDead || condition.Type is ErrorType)
        {
            return;
        }

        shared.Ghosts.NoteProperty(name, log.Ghosts.Select(g => g.Name));
        Emit(new MicroNode(MicroKind.Assert, s.Span)
        {
            Property = property,
            Value = condition,
            Hold = _graph.Hold,
            IsGhost = true,
            TouchesOwnCpu = log.TouchesOwnCpu,
        });
    }
}
