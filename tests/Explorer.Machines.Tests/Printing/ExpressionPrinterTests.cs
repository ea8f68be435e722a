using Explorer.Machines.Expressions;
using Explorer.Machines.Printing;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;
using static Explorer.TestKit.ModelTerms;

namespace Explorer.Machines.Tests.Printing;

public sealed class ExpressionPrinterTests
{
    private static readonly IdentityType Cpu = new("Cpu", "CPU", 2, []);
    private static readonly EnumType Pte = Enum("Pte", Variant("empty"), Variant("map", Field("page", Range(0, 3)), Field("w", BoolType.Instance)));
    private static readonly StructType Lock = Struct("Lock", Field("held", BoolType.Instance), Field("waiting", new SetType(Cpu)));

    private readonly MachineModelBuilder _model = new();
    private readonly Expression _a = Read(Local("a", Range(0, 9)));
    private readonly Expression _b = Read(Local("b", Range(0, 9)));
    private readonly Expression _c = Read(Local("c", Range(0, 9)));
    private readonly Expression _p = Read(Local("p", BoolType.Instance));
    private readonly Expression _q = Read(Local("q", BoolType.Instance));
    private readonly Expression _r = Read(Local("r", BoolType.Instance));

    [Fact]
    public void Parentheses_stand_only_where_they_are_needed()
    {
        AssertText("a + b + c", Add(Add(_a, _b), _c));
        AssertText("a + (b + c)", Add(_a, Add(_b, _c)));
        AssertText("a - b * c", Minus(_a, Times(_b, _c)));
        AssertText("(a - b) * c", Times(Minus(_a, _b), _c));
        AssertText("p => q => r", Implies(_p, Implies(_q, _r)));
        AssertText("(p => q) => r", Implies(Implies(_p, _q), _r));
        AssertText("p && q || r", Or(And(_p, _q), _r));
        AssertText("p && (q || r)", And(_p, Or(_q, _r)));
        AssertText("!(p && q)", Not(And(_p, _q)));
        AssertText("!!p", Not(Not(_p)));
        AssertText("(a < b) == (b < c)", Equal(Less(_a, _b), Less(_b, _c)));
        AssertText("a + b < c", Less(Add(_a, _b), _c));
        AssertText("-(-1)", Unary(UnaryKind.Negate, Constant(-1), IntType.Unbounded));
        AssertText("a - -1", Minus(_a, Constant(-1)));
    }

    [Fact]
    public void Conditionals_and_quantifiers_reach_as_far_as_they_can()
    {
        var k = Local("k", Cpu);
        var every = Quantified(QuantifierKind.ForAll, k, Or(_p, _q));

        AssertText("p ? q : r ? p : q", new Conditional(_p, _q, new Conditional(_r, _p, _q, None), None));
        AssertText("(p ? q : r) && p", And(new Conditional(_p, _q, _r, None), _p));
        AssertText("forall k: Cpu: p || q", every);
        AssertText("p && (forall k: Cpu: p || q)", And(_p, every));
        AssertText("the k: Cpu: p", Quantified(QuantifierKind.The, k, _p));
        AssertText("(count k: Cpu: p) < 2", Less(Quantified(QuantifierKind.Count, k, _p), Constant(2)));
    }

    [Fact]
    public void Coercions_are_not_shown()
    {
        AssertText("a + 1", CheckRange(Range(0, 3), Add(_a, Constant(1))));
        AssertText("(a + 1) * b", Times(Wrap(Range(0, 3), Add(_a, Constant(1))), _b));
        AssertText("p", Unwrap(Some(_p)));
        AssertText("a", Unary(UnaryKind.Fill, _a, new ArrayType(Cpu, _a.Type)));
    }

    [Fact]
    public void Reads_are_written_as_paths()
    {
        var tlb = _model.Variable("tlb", new ArrayType(Cpu, new OptionType(Pte)));
        var entry = Unwrap(Element(Read(tlb), ConstantAt(Cpu, 0)));
        var locks = Local("lock", Lock);

        AssertText("tlb[CPU0].page", new VariantFieldRead(entry, [(1, 0)], Range(0, 3), None));
        AssertText("tlb[CPU0] is map", new IsVariant(entry, 1, None));
        AssertText("!(tlb[CPU0] is map)", Not(new IsVariant(entry, 1, None)));
        AssertText("lock.held", FieldOf(Read(locks), 0));
        AssertText("lock with { held: false }", new With(Read(locks), [(0, False)], None));
        AssertText("(lock with { held: false }).held", FieldOf(new With(Read(locks), [(0, False)], None), 0));
    }

    [Fact]
    public void A_variable_of_each_cpu_is_read_at_a_cpu()
    {
        var type = new ArrayType(Cpu, new ArrayType(BoolType.Instance, BoolType.Instance));
        var busy = _model.Variable("busy", type, ValueOrder.Default(type), isPerCpu: true);
        var first = Unary(UnaryKind.FirstElement, Read(Local("s", new SetType(Cpu))), Cpu);

        AssertText("busy@CPU1[true]", Element(Element(Read(busy), ConstantAt(Cpu, 1)), True));
        AssertText("busy@first(s)", Element(Read(busy), first));
        Assert.Equal("busy@CPU1[p]", new ExpressionPrinter().Print(Place(busy).At(ConstantAt(Cpu, 1)).At(_p)));
    }

    [Fact]
    public void Values_are_built_as_in_a_model()
    {
        var set = new SetType(Range(0, 9));
        var x = Local("x", Range(0, 9));
        var queue = new QueueType(2, Range(0, 9));

        AssertText("{a, b}", new SetLiteral([_a, _b], set, None));
        AssertText("{ x: 0..9 where x < a }", new SetComprehension(x, Less(Read(x), _a), set, None));
        AssertText("[x: 0..9: a]", new ArrayComprehension(x, _a, new ArrayType(x.Type, _a.Type), None));
        AssertText("map(page: a, w: p)", new VariantLiteral(Pte, 1, [_a, _p], None));
        AssertText("empty", new VariantLiteral(Pte, 0, [], None));
        AssertText("Lock { held: p, waiting: {} }", new StructLiteral(Lock, [_p, ConstantAt(Lock.Fields[1].Type, 0)], None));
        AssertText("push(<>, a)", Binary(BinaryKind.QueuePush, Constant(queue, new QueueValue(queue, [])), _a));
        AssertText("min(a, b + c)", Binary(BinaryKind.Min, _a, Add(_b, _c)));
        AssertText("|{a}|", Unary(UnaryKind.Cardinality, new SetLiteral([_a], set, None), IntType.Unbounded));
        AssertText("a in {b}", Binary(BinaryKind.In, _a, new SetLiteral([_b], set, None)));
    }

    [Fact]
    public void Machines_and_labels_have_their_names()
    {
        var thread = _model.Thread("reader", 3);
        var local = thread.Local("t", BoolType.Instance);
        thread.Live(0, local);
        var model = _model.Build();
        var locations = model.Machines[0].Locations;
        var labelled = model.Machines[0] with { Locations = locations.SetItem(0, locations[0] with { Names = ["wait"] }) };
        var printer = new ExpressionPrinter([labelled]);

        Assert.Equal("reader at wait", printer.Print(At(thread, 0)));
        Assert.Equal("reader at {reader.0, reader.1}", printer.Print(At(thread, 0, 1)));
        Assert.Equal("ended(reader)", printer.Print(At(thread, 2)));
        Assert.Equal("!(reader at wait)", printer.Print(Not(At(thread, 0))));
        Assert.Equal("reader.t", printer.Print(new OtherLocalRead(0, local, None)));
        AssertText("machine 0 at {0}", At(thread, 0));
    }

    [Property(Arbitrary = [typeof(MachineModelGenerator)], MaxTest = 100)]
    public void Every_generated_model_can_be_printed(MachineModel model) =>
        Assert.All(new MachinePrinter(model).PrintModel(), line => Assert.NotEqual("", line));

    private static void AssertText(string text, Expression e) => Assert.Equal(text, new ExpressionPrinter().Print(e));

    private static Expression Minus(Expression left, Expression right) => Binary(BinaryKind.Subtract, left, right);

    private static Expression Times(Expression left, Expression right) => Binary(BinaryKind.Multiply, left, right);

    private static Expression Implies(Expression left, Expression right) => Binary(BinaryKind.Implies, left, right);
}
