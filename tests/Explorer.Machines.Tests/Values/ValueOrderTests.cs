using System.Linq;
using Explorer.Core;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;
using static Explorer.TestKit.ModelTerms;

namespace Explorer.Machines.Tests.Values;

public sealed class ValueOrderTests
{
    private static readonly EnumType Entry = Enum(
        "Entry", Variant("empty"), Variant("map", Field("w", BoolType.Instance), Field("n", Range(7, 8))), Variant("swap"));

    [Property(Arbitrary = [typeof(MachineModelGenerator)], MaxTest = 200)]
    public void The_number_of_a_value_is_where_it_stands(MachineModel model) =>
        Assert.All(model.Variables.Select(v => v.Type).Where(IsOrdered), type =>
        {
            var count = (long)System.Numerics.BigInteger.Min(type.Cardinality, 200);
            Assert.Equal(Enumerable.Range(0, (int)count).Select(i => (long)i), Enumerable.Range(0, (int)count)
                .Select(i => ValueOrder.Of(type, ValueOrder.At(type, i))));
            var last = (long)type.Cardinality - 1;
            Assert.Equal(last, ValueOrder.Of(type, ValueOrder.At(type, last)));
        });

    [Fact]
    public void Values_come_in_the_order_that_the_types_say()
    {
        Assert.Equal("false true", All(BoolType.Instance));
        Assert.Equal("-1 0 1", All(Range(-1, 1)));
        Assert.Equal("page0 page1", All(Identities("page", 2)));
        Assert.Equal("none false true", All(new OptionType(BoolType.Instance)));
        Assert.Equal("{} {-1} {0} {-1, 0}", All(new SetType(Range(-1, 0))));
        Assert.Equal(
            "empty map(w: false, n: 7) map(w: false, n: 8) map(w: true, n: 7) map(w: true, n: 8) swap", All(Entry));
        Assert.Equal(
            "{a: false, b: 0} {a: false, b: 1} {a: true, b: 0} {a: true, b: 1}",
            All(Struct("Pair", Field("a", BoolType.Instance), Field("b", Range(0, 1)))));
    }

    [Fact]
    public void Identities_are_shown_by_name_where_they_have_one() =>
        Assert.Equal("reader CPU1", All(new IdentityType("Cpu", "CPU", 2, ["reader"])));

    [Fact]
    public void Defaults_are_the_first_values_and_for_identities_a_mark()
    {
        var page = Identities("page", 2);
        var array = new ArrayType(page, Struct("Frame", Field("owner", page), Field("next", new OptionType(page))));

        Assert.Equal("[{owner: -, next: none}, {owner: -, next: none}]", ValueOrder.Default(array).Display);
        Assert.Equal("<>", ValueOrder.Default(new QueueType(2, page)).Display);
        Assert.Equal("-3", ValueOrder.Default(Range(-3, 3)).Display);
        Assert.Equal("empty", ValueOrder.Default(Entry).Display);
    }

    [Fact]
    public void Arrays_and_queues_have_no_order()
    {
        Assert.Throws<InternalErrorException>(() => ValueOrder.At(new QueueType(1, BoolType.Instance), 0));
        Assert.Throws<InternalErrorException>(() => ValueOrder.At(new ArrayType(BoolType.Instance, BoolType.Instance), 0));
    }

    // Sets of 63 or 64 values have more values than an ordinal can count.
    private static bool IsOrdered(ModelType type) => !type.ContainsArray && type.Cardinality <= long.MaxValue;

    private static string All(ModelType type) =>
        string.Join(" ", Enumerable.Range(0, (int)type.Cardinality).Select(i => ValueOrder.At(type, i).Display));
}
