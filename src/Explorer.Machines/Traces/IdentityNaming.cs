using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Values;

namespace Explorer.Machines.Traces;

/// <summary>New names for the unnamed identities of a trace, given as they occur: the next one of the type. Threads have the
/// name of what they are for. Immutable.</summary>
internal sealed class IdentityNaming
{
    private readonly MachineModel _model;
    private readonly ImmutableDictionary<IdentityValue, int> _numbers;

    private IdentityNaming(MachineModel model, ImmutableDictionary<IdentityValue, int> numbers) => (_model, _numbers) = (model, numbers);

    /// <summary>The names of a trace of which nothing has occurred yet.</summary>
    public static IdentityNaming Of(MachineModel model) => new(model, ImmutableDictionary<IdentityValue, int>.Empty);

    /// <summary>With names for those that have none yet, in the order given.</summary>
    public IdentityNaming With(IEnumerable<IdentityValue> identities)
    {
        var naming = this;
        foreach (var identity in identities)
        {
            if (!naming._numbers.ContainsKey(identity))
            {
                var number = identity.Type.Named.Length + naming._numbers.Keys.Count(k => k.Type == identity.Type);
                naming = new IdentityNaming(_model, naming._numbers.Add(identity, number));
            }
        }

        return naming;
    }

    /// <summary>Whether an identity has a name.</summary>
    public bool Knows(IdentityValue identity) => _numbers.ContainsKey(identity);

    /// <summary>The identities that need a name and occur in a value, in its order.</summary>
    /// <param name="isOrdered">Only those that have a place in it: not what is in sets, or in arrays over identities.</param>
    public IEnumerable<IdentityValue> In(Value value, bool isOrdered) => value switch
    {
        IdentityValue { Index: < 0 } => [],
        IdentityValue v when v.Type == _model.ThreadType => MachineOf(v)?.Arguments.SelectMany(a => In(a, isOrdered)) ?? [],
        IdentityValue v => v.Index < v.Type.Named.Length ? [] : [v],
        EnumValue v => v.Fields.SelectMany(f => In(f, isOrdered)),
        StructValue v => v.Fields.SelectMany(f => In(f, isOrdered)),
        OptionValue { Content: { } content } => In(content, isOrdered),
        QueueValue v => v.Elements.SelectMany(e => In(e, isOrdered)),
        ArrayValue { Type.Index.ContainsIdentity: false } v => v.Elements.SelectMany(e => In(e, isOrdered)),
        ArrayValue v => isOrdered ? [] : v.Elements.SelectMany((e, i) => In(IndexOf(v, i), false).Concat(In(e, false))),
        SetValue v => isOrdered || !v.Type.ContainsIdentity ? [] : ElementsOf(v).SelectMany(e => In(e, false)),
        _ => [],
    };

    /// <summary>A value with the new names; all that occur in it have one.</summary>
    public string TextOf(Value value) => value switch
    {
        IdentityValue { Index: >= 0 } v when v.Type == _model.ThreadType => MachineOf(v) is { } m ? $"{m.Template}{TextOf(m.Arguments)}" : v.Display,
        IdentityValue v => _numbers.TryGetValue(v, out var number) ? v.Type.NameOf(number) : v.Display,
        EnumValue v => v.Type.Variants[v.Variant].Name + (v.Fields.IsEmpty ? "" : TextOf(v.Fields)),
        StructValue v => TextOf(v.Fields),
        OptionValue { Content: { } content } => TextOf(content),
        QueueValue v => $"<{TextOf(v.Elements)}>",
        ArrayValue { Type.Index.ContainsIdentity: false } v => TextOf(v.Elements),
        ArrayValue v => Sorted(v.Elements.Select((e, i) => $"{TextOf(IndexOf(v, i))}: {TextOf(e)}")),
        SetValue v => Sorted(ElementsOf(v).Select(TextOf)),
        _ => value.Display,
    };

    /// <summary>Values in order, with the new names.</summary>
    public string TextOf(ImmutableArray<Value> values) => $"({string.Join(", ", values.Select(TextOf))})";

    /// <summary>Texts of what has no order of its own.</summary>
    public static string Sorted(IEnumerable<string> texts) => $"{{{string.Join(", ", texts.Order(System.StringComparer.Ordinal))}}}";

    private static Value IndexOf(ArrayValue array, int position) => ValueOrder.At(array.Type.Index, position);

    private static IEnumerable<Value> ElementsOf(SetValue set) =>
        Enumerable.Range(0, 64).Where(i => (set.Mask >> i & 1) != 0).Select(i => ValueOrder.At(set.Type.Element, i));

    private Machine? MachineOf(IdentityValue thread) => _model.Machines.FirstOrDefault(m => m.Thread == thread.Index);
}
