using System.Linq;
using Explorer.Compilation.Layout;
using Explorer.Machines;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;
using static Explorer.TestKit.ModelTerms;
using Assert = Xunit.Assert;

namespace Explorer.Compilation.Tests;

public class LayoutTests
{
    private static readonly IdentityType Page = Identities("page", 3);
    private static readonly StructType Pte = Struct("Pte", Field("frame", Page), Field("level", Range(-1, 4)), Field("w", BoolType.Instance));
    private static readonly EnumType Entry = Enum("Entry", Variant("empty"), Variant("map", Field("pte", Pte)), Variant("gone"));

    private readonly EncodingTable _encodings = new();

    [Fact]
    public void Values_with_an_order_are_encoded_by_their_numbers()
    {
        ModelType[] types =
        [
            BoolType.Instance, Range(-7, 12), Page, Pte, Entry, new OptionType(Entry), new SetType(Page), new SetType(new OptionType(Page)),
        ];
        foreach (var type in types)
        {
            var encoding = _encodings.Of(type);
            for (var i = 0; i < (int)type.Cardinality; i++)
            {
                Assert.Equal((ulong)i, encoding.EncodeScalar(ValueOrder.At(type, i)));
                Assert.Equal(ValueOrder.At(type, i), encoding.Decode([(ulong)i]));
            }
        }
    }

    [Theory]
    [InlineData(3, 3, 6)] // 3 elements of 2 bits
    [InlineData(31, 3, 62)] // the last that is one scalar
    [InlineData(32, 3, 64)] // a whole word
    [InlineData(65, 3, 130)] // 32 to a word, and one
    [InlineData(10, 300, 64 + 27)] // 9 bits each: 7 to a word, as 4 would take a third word
    public void Arrays_pack_elements(int length, int values, int bits)
    {
        var encoding = _encodings.Of(new ArrayType(Range(0, length - 1), Range(1, values)));
        Assert.Equal(bits, encoding.Bits);
    }

    [Fact]
    public void Values_without_room_are_refused_or_held_in_memory()
    {
        Assert.True(_encodings.Of(new SetType(Range(0, 63))).IsScalar);
        Assert.Throws<Core.InternalErrorException>(() => _encodings.Of(new SetType(Range(0, 64))));
        Assert.False(_encodings.Of(new OptionType(new SetType(Range(0, 63)))).IsScalar);
    }

    [Fact]
    public void Locals_that_are_never_live_together_share_bits()
    {
        var builder = new MachineModelBuilder();
        var thread = builder.Thread("t", 3);
        var (a, b, c) = (thread.Local("a", Range(0, 15)), thread.Local("b", Range(0, 7)), thread.Local("c", Range(0, 3)));
        thread.Live(0, a, c).Live(1, b, c);
        thread.Action(0, "step", Choose(a), Choose(b), Choose(c), Leave(1));
        var layout = ModelCompiler.Compile(builder.Build()).Layout;

        // 2 bits for the location, 4 for a and b, 2 for c.
        Assert.Equal(8, layout.Bits);
        Assert.Equal(layout.Entries[1].Shift, layout.Entries[2].Shift);
        Assert.NotEqual(layout.Entries[1].Shift, layout.Entries[3].Shift);
    }

    [Fact]
    public void Scalars_use_the_rest_of_a_memory_parts_last_word()
    {
        var builder = new MachineModelBuilder();
        var flag = builder.Variable("flag", BoolType.Instance);
        var large = builder.Variable("large", new ArrayType(Range(0, 64), BoolType.Instance));
        var number = builder.Variable("number", Range(0, 1023));
        builder.Rule("set").Action(
            "set", Set(flag, True), Set(Place(large).At(Constant(3)), True), Set(number, ConstantAt(number.Type, 1023)), Leave());
        var layout = ModelCompiler.Compile(builder.Build()).Layout;
        Assert.Equal(2, layout.Words);
        Assert.Equal(1 + 64 + 1 + 10, layout.Bits);
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(MachineModelGenerator)])]
    public void Parts_neither_overlap_nor_straddle_words(MachineModel model)
    {
        var layout = ModelCompiler.Compile(model).Layout;
        var used = new ulong[layout.Words];
        var entries = layout.Entries.Where(e => e.Slot is not null);
        foreach (var slot in entries.Where(e => e.Local is null).Select(e => e.Slot!))
        {
            Take(used, slot);
        }

        foreach (var machine in model.Machines)
        {
            foreach (var location in machine.Locations)
            {
                var there = used.ToArray();
                foreach (var entry in entries.Where(e => e.Machine == machine.Index && location.Live.Contains(e.Local!)))
                {
                    Take(there, entry.Slot!);
                }
            }
        }
    }

    private static void Take(ulong[] used, Slot slot)
    {
        if (slot.Width == 0)
        {
            return;
        }

        for (var bit = slot.Shift; bit < slot.Shift + slot.Width; bit++)
        {
            Assert.True(bit < 64 || !slot.Encoding.IsScalar);
            ref var word = ref used[slot.Word + (bit / 64)];
            Assert.Equal(0UL, (word >> (bit % 64)) & 1);
            word |= 1UL << (bit % 64);
        }
    }
}
