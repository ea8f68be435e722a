using System.Collections.Generic;
using System.Numerics;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Types;

namespace Explorer.Compilation.Layout;

/// <summary>How variables and locals are encoded in the state: as their types are, or more narrowly where they cannot have
/// all values of their types.</summary>
internal sealed class StoredEncodings(EncodingTable encodings, EffectiveBounds bounds)
{
    private readonly Dictionary<ModelType, List<Known>> _known = [];

    private sealed record Known(IntegerBounds Numbers, Encoding Encoding);

    public Encoding Of(Variable variable) => Narrow(variable.Type, bounds.NumbersOf(variable));

    // What a step computes with, it copies: of locals in memory only whole values.
    public Encoding Of(Local local) =>
        encodings.Of(local.Type) is { IsScalar: false } memory ? memory : Narrow(local.Type, bounds.NumbersOf(local));

    public Encoding Of(ModelType type) => encodings.Of(type);

    /// <summary>A variable by its number, if that takes fewer bits and the tables are small.</summary>
    public DenseEncoding? Dense(Variable variable)
    {
        if (Of(variable) is not ArrayEncoding { IsScalar: true, Bits: > 0 and <= DenseEncoding.TableBits } array
            || bounds.NumbersOf(variable) is not { } numbers)
        {
            return null;
        }

        var (digits, element) = (1, (Encoding)array);
        while (element is ArrayEncoding inner)
        {
            (digits, element) = (digits * inner.Run.Count, inner.Run.Element);
        }

        var (first, count) = (numbers.Low - ((element as NarrowEncoding)?.Offset ?? 0), numbers.High - numbers.Low + 1);
        return Encoding.BitsFor((ulong)BigInteger.Pow(count, digits)) < array.Bits
            ? new DenseEncoding(array, digits, (int)first, (int)count)
            : null;
    }

    private Encoding Narrow(ModelType type, IntegerBounds? numbers)
    {
        if (numbers is not { } bounds)
        {
            return encodings.Of(type);
        }

        if (!_known.TryGetValue(type, out var known))
        {
            _known.Add(type, known = []);
        }

        if (known.Find(k => k.Numbers.IsWithin(bounds) && bounds.IsWithin(k.Numbers)) is { } same)
        {
            return same.Encoding;
        }

        var encoding = Create(type, bounds);
        known.Add(new Known(bounds, encoding));
        return encoding;
    }

    private Encoding Create(ModelType type, IntegerBounds numbers)
    {
        var own = encodings.Of(type);
        if (type is ArrayType array)
        {
            var element = Narrow(array.Element, numbers);
            return element == encodings.Of(array.Element) ? own : new ArrayEncoding(array, element);
        }

        var bits = (int)(numbers.High - numbers.Low).GetBitLength();
        if (bits >= own.Bits)
        {
            return own;
        }

        // An offset only where it is needed, and never so high that a pattern is no value of the type.
        var patterns = BigInteger.One << bits;
        var offset = numbers.High < patterns ? 0 : BigInteger.Min(numbers.Low, type.Cardinality - patterns);
        return new NarrowEncoding(own, (ulong)offset, bits);
    }
}
