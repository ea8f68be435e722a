using System.Globalization;
using System.Linq;
using System.Numerics;
using Explorer.Machines.Expressions;
using Explorer.Machines.Interpretation;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Xunit;
using static Explorer.Machines.Tests.Interpretation.Evaluation;
using static Explorer.TestKit.ModelTerms;

namespace Explorer.Machines.Tests.Interpretation;

public sealed class IntegerTests
{
    [Theory]
    [InlineData(BinaryKind.Add, 5, -7, "-2")]
    [InlineData(BinaryKind.Subtract, 5, -7, "12")]
    [InlineData(BinaryKind.Multiply, 5, -7, "-35")]
    [InlineData(BinaryKind.Divide, 7, 2, "3")]
    [InlineData(BinaryKind.Divide, -7, 2, "-3")]
    [InlineData(BinaryKind.Remainder, 7, -2, "1")]
    [InlineData(BinaryKind.Remainder, -7, 2, "-1")]
    [InlineData(BinaryKind.Min, 5, -7, "-7")]
    [InlineData(BinaryKind.Max, 5, -7, "5")]
    [InlineData(BinaryKind.Add, long.MaxValue, long.MinValue, "-1")]
    [InlineData(BinaryKind.Remainder, long.MinValue, -1, "0")]
    public void Arithmetic_truncates_towards_zero(BinaryKind kind, long left, long right, string result) =>
        Assert.Equal(result, Display(Binary(kind, Constant(left), Constant(right))));

    [Theory]
    [InlineData(BinaryKind.Add, long.MaxValue, 1, "9223372036854775807 + 1 does not fit into 64 bits")]
    [InlineData(BinaryKind.Subtract, long.MinValue, 1, "-9223372036854775808 - 1 does not fit into 64 bits")]
    [InlineData(BinaryKind.Multiply, long.MinValue, long.MinValue, "-9223372036854775808 * -9223372036854775808 does not fit into 64 bits")]
    [InlineData(BinaryKind.Divide, long.MinValue, -1, "-9223372036854775808 / -1 does not fit into 64 bits")]
    [InlineData(BinaryKind.Divide, 3, 0, "division by zero")]
    [InlineData(BinaryKind.Remainder, 3, 0, "division by zero")]
    public void What_leaves_64_bits_is_an_overflow(BinaryKind kind, long left, long right, string message)
    {
        var fault = FaultOf(Binary(kind, Constant(left), Constant(right)));

        Assert.Equal((FaultKind.Overflow, message), (fault.Kind, fault.Message));
    }

    [Theory]
    [InlineData(BinaryKind.Add)]
    [InlineData(BinaryKind.Subtract)]
    [InlineData(BinaryKind.Multiply)]
    [InlineData(BinaryKind.Divide)]
    [InlineData(BinaryKind.Remainder)]
    public void Results_near_powers_of_two_are_exact_or_an_overflow(BinaryKind kind)
    {
        long[] numbers =
        [
            .. from bit in (int[])[0, 1, 31, 32, 33, 62, 63]
               from power in (long[])[1L << bit, -(1L << bit)]
               from near in (long[])[-1, 0, 1]
               select unchecked(power + near),
        ];
        foreach (var (left, right) in from l in numbers from r in numbers where r != 0 || kind is BinaryKind.Add or BinaryKind.Subtract or BinaryKind.Multiply select (l, r))
        {
            var exact = Exact(kind, left, right);
            var term = Binary(kind, Constant(left), Constant(right));
            if (exact >= long.MinValue && exact <= long.MaxValue)
            {
                Assert.Equal(exact.ToString(CultureInfo.InvariantCulture), Display(term));
            }
            else
            {
                Assert.Equal(FaultKind.Overflow, FaultOf(term).Kind);
            }
        }
    }

    private static BigInteger Exact(BinaryKind kind, BigInteger left, BigInteger right) => kind switch
    {
        BinaryKind.Add => left + right,
        BinaryKind.Subtract => left - right,
        BinaryKind.Multiply => left * right,
        BinaryKind.Divide => left / right,
        _ => left % right,
    };

    [Fact]
    public void The_lowest_integer_has_no_negative()
    {
        Assert.Equal("-4", Display(Unary(UnaryKind.Negate, Constant(4), IntType.Unbounded)));
        Assert.Equal(FaultKind.Overflow, FaultOf(Unary(UnaryKind.Negate, Constant(long.MinValue), IntType.Unbounded)).Kind);
    }

    [Theory]
    [InlineData(BinaryKind.Less, "true false false")]
    [InlineData(BinaryKind.LessOrEqual, "true true false")]
    [InlineData(BinaryKind.Greater, "false false true")]
    [InlineData(BinaryKind.GreaterOrEqual, "false true true")]
    [InlineData(BinaryKind.Equal, "false true false")]
    [InlineData(BinaryKind.NotEqual, "true false true")]
    public void Comparisons_compare_integers_of_any_ranges(BinaryKind kind, string ofOneWithTwoOneZero)
    {
        string Compare(long right) => Display(Binary(kind, Constant(Range(0, 1), new IntValue(1)), Constant(right)));

        Assert.Equal(ofOneWithTwoOneZero, $"{Compare(2)} {Compare(1)} {Compare(0)}");
    }

    [Fact]
    public void A_check_lets_the_ends_of_its_range_pass_and_nothing_beyond()
    {
        var type = Range(-1, 2);

        Assert.Equal("-1", Display(CheckRange(type, Constant(-1))));
        Assert.Equal("2", Display(CheckRange(type, Constant(2))));
        Assert.Equal((FaultKind.Range, "3 is outside -1..2"), Described(FaultOf(CheckRange(type, Constant(3)))));
        Assert.Equal((FaultKind.Range, "-2 is outside -1..2"), Described(FaultOf(CheckRange(type, Constant(-2)))));
    }

    [Theory]
    [InlineData(-1, 2, 3, "-1")]
    [InlineData(-1, 2, -2, "2")]
    [InlineData(-1, 2, 10, "2")] // -1 + (10 + 1) % 4 = 2
    [InlineData(0, 2, long.MinValue, "1")] // -2^63 = -3074457345618258603 * 3 + 1
    [InlineData(3, 3, 100, "3")]
    [InlineData(long.MinValue, long.MaxValue, -5, "-5")]
    public void Wrapping_goes_round_modulo_the_number_of_values(long low, long high, long number, string result) =>
        Assert.Equal(result, Display(Wrap(Range(low, high), Constant(number))));

    private static (FaultKind, string) Described(Fault fault) => (fault.Kind, fault.Message);
}
