using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Layout;

/// <summary>The encoding of every type of a model, each made once.</summary>
public sealed class EncodingTable
{
    private readonly Dictionary<ModelType, Encoding> _encodings = [];

    public Encoding Of(ModelType type)
    {
        if (!_encodings.TryGetValue(type, out var encoding))
        {
            encoding = Create(type);
            _encodings.Add(type, encoding);
        }

        return encoding;
    }

    private Encoding Create(ModelType type) => type switch
    {
        IntType t => new IntEncoding(t),
        SetType t => new SetEncoding(t),
        ArrayType t => new ArrayEncoding(t, Of(t.Element)),
        QueueType t => new QueueEncoding(t, Of(t.Element)),
        _ when ValueOrder.IsNumbered(type) => new OrdinalEncoding(type),
        OptionType t => new RecordEncoding(t, [[], [Of(t.Element)]]),
        StructType t => new RecordEncoding(t, [Fields(t.Fields)]),
        EnumType t => new RecordEncoding(t, [.. t.Variants.Select(v => Fields(v.Fields))]),
        _ => throw new InternalErrorException($"no encoding for {type}"),
    };

    private Encoding[] Fields(ImmutableArray<FieldInfo> fields) => [.. fields.Select(f => Of(f.Type))];
}
