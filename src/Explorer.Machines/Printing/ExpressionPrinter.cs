using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Printing;

/// <summary>
/// Expressions and places as they would be written in a model, with no more parentheses than needed. What a model does
/// not write is not shown: checks of ranges, `T` to `T?` and back, one value for a whole array.
/// </summary>
/// <param name="machines">Those that an expression may name; others are shown by number.</param>
public sealed class ExpressionPrinter(ImmutableArray<Machine> machines)
{
    public ExpressionPrinter()
        : this([])
    {
    }

    public string Print(Expression expression) => Within(expression, OperatorTexts.Loosest);

    public string Print(Place place)
    {
        var text = place.Variable?.Name ?? place.Local!.Name;
        var type = place.Variable?.Type ?? place.Local!.Type;
        var isPerCpu = place.Variable?.IsPerCpu == true;
        foreach (var step in place.Path)
        {
            text += StepText(step, type, isPerCpu);
            type = TypeBehind(step, type);
            isPerCpu = false;
        }

        return text;
    }

    /// <param name="level">How tightly it must bind to stand where it does.</param>
    private string Within(Expression expression, int level)
    {
        var (text, own) = Text(expression);
        return own < level ? $"({text})" : text;
    }

    private (string Text, int Level) Text(Expression expression) => expression switch
    {
        Literal e => (e.Value.Display, e.Value is IntValue { Number: < 0 } ? OperatorTexts.Prefix : OperatorTexts.Alone),
        VariableRead e => (e.Variable.Name, OperatorTexts.Alone),
        LocalRead e => (e.Local.Name, OperatorTexts.Alone),
        OtherLocalRead e => ($"{NameOf(e.Machine)}.{e.Local.Name}", OperatorTexts.Postfix),
        AtLocation e => At(e),
        Unary e => Unary(e),
        Binary e => Binary(e),
        Conditional e => (Choice(e), OperatorTexts.Loosest),
        Quantified e => ($"{Word(e.Kind)} {Binder(e.Bound)}: {Print(e.Body)}", OperatorTexts.Loosest),
        IsVariant e => (
            $"{Within(e.Operand, OperatorTexts.Comparison + 1)} is {((EnumType)e.Operand.Type).Variants[e.Variant].Name}",
            OperatorTexts.Comparison),
        FieldRead e => Read(e.Operand, "." + FieldName(e.Operand.Type, e.Field)),
        VariantFieldRead e => Read(e.Operand, "." + FieldName(e.Operand.Type, e.Fields[0])),
        ElementRead e => Element(e),
        With e => (With(e), OperatorTexts.Prefix),
        _ => (Constructed(expression), OperatorTexts.Alone),
    };

    private string Constructed(Expression expression) => expression switch
    {
        StructLiteral e => $"{e.StructType.Name} {{ {FieldValues(e.StructType.Fields, e.Fields)} }}",
        VariantLiteral e when e.Fields.IsEmpty => e.EnumType.Variants[e.Variant].Name,
        VariantLiteral e when e.EnumType.Variants[e.Variant] is var v => $"{v.Name}({FieldValues(v.Fields, e.Fields)})",
        SetLiteral e => $"{{{string.Join(", ", e.Elements.Select(Print))}}}",
        SetComprehension e => $"{{ {Binder(e.Bound)} where {Print(e.Condition)} }}",
        ArrayComprehension e => $"[{Binder(e.Bound)}: {Print(e.Body)}]",
        _ => throw new InternalErrorException($"unknown kind of expression {expression.GetType().Name}"),
    };

    private (string Text, int Level) Unary(Unary e) => e.Kind switch
    {
        UnaryKind.Not => ("!" + Within(e.Operand, OperatorTexts.Prefix), OperatorTexts.Prefix),
        UnaryKind.Negate => ("-" + Within(e.Operand, OperatorTexts.Postfix), OperatorTexts.Prefix),
        UnaryKind.Cardinality => ($"|{Print(e.Operand)}|", OperatorTexts.Alone),
        UnaryKind.FirstElement => Call("first", e.Operand),
        UnaryKind.QueueLength => Call("length", e.Operand),
        UnaryKind.QueueHead => Call("head", e.Operand),
        UnaryKind.QueueTail => Call("tail", e.Operand),
        _ => Text(e.Operand),
    };

    private (string Text, int Level) Binary(Binary e)
    {
        var (sign, level) = OperatorTexts.Of(e.Kind);
        if (level == OperatorTexts.Alone)
        {
            return Call(sign, e.Left, e.Right);
        }

        // `=>` groups to the right, comparisons not at all, the others to the left.
        var left = level is OperatorTexts.Implies or OperatorTexts.Comparison ? level + 1 : level;
        var right = level == OperatorTexts.Implies ? level : level + 1;
        return ($"{Within(e.Left, left)} {sign} {Within(e.Right, right)}", level);
    }

    private (string Text, int Level) Call(string name, params Expression[] arguments) =>
        ($"{name}({string.Join(", ", arguments.Select(Print))})", OperatorTexts.Alone);

    private (string Text, int Level) Read(Expression operand, string part) =>
        (Within(operand, OperatorTexts.Postfix) + part, OperatorTexts.Postfix);

    // Less tight than a postfix, so that what is read of the result stands behind parentheses.
    private string With(With e)
    {
        var changes = e.Changes.Select(c => $"{FieldName(e.Type, c.Field)}: {Print(c.Value)}");
        return $"{Within(e.Operand, OperatorTexts.Postfix)} with {{ {string.Join(", ", changes)} }}";
    }

    private string Choice(Conditional e) =>
        $"{Within(e.Condition, OperatorTexts.Implies)} ? {Print(e.WhenTrue)} : {Print(e.WhenFalse)}";

    private (string Text, int Level) Element(ElementRead e) => e.Array is VariableRead { Variable.IsPerCpu: true }
        ? Read(e.Array, "@" + Within(e.Index, OperatorTexts.Alone))
        : Read(e.Array, $"[{Print(e.Index)}]");

    private (string Text, int Level) At(AtLocation e)
    {
        var name = NameOf(e.Machine);
        if (e.Machine >= machines.Length)
        {
            return ($"{name} at {{{string.Join(", ", e.Locations)}}}", OperatorTexts.Comparison);
        }

        var all = machines[e.Machine].Locations;
        if (e.Locations.SequenceEqual(all.Where(l => l.IsEnd).Select(l => l.Index)))
        {
            return ($"ended({name})", OperatorTexts.Alone);
        }

        // A label that stands for exactly these locations; failing that, the locations themselves.
        var label = all.SelectMany(l => l.Names).Distinct()
            .FirstOrDefault(n => e.Locations.SequenceEqual(all.Where(l => l.Names.Contains(n)).Select(l => l.Index)));
        var place = label ?? $"{{{string.Join(", ", e.Locations.Select(l => all[l].Name))}}}";
        return ($"{name} at {place}", OperatorTexts.Comparison);
    }

    private string StepText(PlaceStep step, ModelType type, bool isPerCpu) => step switch
    {
        ElementStep s => isPerCpu ? "@" + Within(s.Index, OperatorTexts.Alone) : $"[{Print(s.Index)}]",
        FieldStep s => "." + FieldName(type, s.Field),
        VariantFieldStep s => "." + FieldName(type, s.Fields[0]),
        _ => "",
    };

    private static ModelType TypeBehind(PlaceStep step, ModelType type) => (step, type) switch
    {
        (_, ArrayType t) => t.Element,
        (_, OptionType t) => t.Element,
        (FieldStep s, StructType t) => t.Fields[s.Field].Type,
        (VariantFieldStep s, EnumType t) => t.Variants[s.Fields[0].Variant].Fields[s.Fields[0].Field].Type,
        _ => throw new InternalErrorException($"{step} does not lead into {type}"),
    };

    private string FieldValues(IEnumerable<FieldInfo> fields, ImmutableArray<Expression> values) =>
        string.Join(", ", fields.Select((f, i) => $"{f.Name}: {Print(values[i])}"));

    private static string FieldName(ModelType type, int field) => ((StructType)type).Fields[field].Name;

    private static string FieldName(ModelType type, (int Variant, int Field) pair) =>
        ((EnumType)type).Variants[pair.Variant].Fields[pair.Field].Name;

    private static string Binder(Local bound) => $"{bound.Name}: {bound.Type.Display}";

    private static string Word(QuantifierKind kind) => kind.ToString().ToLowerInvariant();

    private string NameOf(int machine) => machine < machines.Length ? machines[machine].Name : $"machine {machine}";
}
