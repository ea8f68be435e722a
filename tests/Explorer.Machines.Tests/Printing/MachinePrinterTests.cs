using System.Linq;
using Explorer.Core.Properties;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Printing;
using Explorer.Machines.Types;
using Explorer.TestKit;
using Xunit;
using static Explorer.TestKit.ModelTerms;
using Assert = Xunit.Assert;

namespace Explorer.Machines.Tests.Printing;

public sealed class MachinePrinterTests
{
    private readonly MachineModelBuilder _model = new();

    [Fact]
    public void Assignments_are_shortened_where_a_model_would()
    {
        var page = Identities("page", 3);
        var free = _model.Variable("free", new SetType(page));
        var x = _model.Variable("x", new ArrayType(page, Range(0, 3)));
        var queue = _model.Variable("queue", new QueueType(2, page));
        var p = Local("p", page);
        var place = Place(x).At(Read(p));
        var element = Element(Read(x), Read(p));
        var one = new SetLiteral([Read(p)], (SetType)free.Type, None);

        AssertText("x[p] += 1", Set(place, CheckRange(Range(0, 3), Add(element, Constant(1)))));
        AssertText("x[p] = 1 + x[p]", Set(place, CheckRange(Range(0, 3), Add(Constant(1), element))));
        AssertText("free -= {p}", Set(free, Binary(BinaryKind.Difference, Read(free), one)));
        AssertText("free = free & {p}", Set(free, Binary(BinaryKind.Intersect, Read(free), one)));
        AssertText("push(queue, p)", Set(queue, Binary(BinaryKind.QueuePush, Read(queue), Read(p))));
        AssertText("pop(queue)", Set(queue, Unary(UnaryKind.QueueTail, Read(queue), queue.Type)));
        AssertText("p = head(queue)", Set(p, Unary(UnaryKind.QueueHead, Read(queue), page)));
    }

    [Fact]
    public void Other_nodes_read_as_statements()
    {
        var p = Local("p", Identities("page", 3));
        var set = new SetType(p.Type);

        AssertText("await !held", Await(Not(Read(Local("held", BoolType.Instance)))));
        AssertText("choose p in page", Choose(p));
        AssertText("choose p in {page1} where p == page0", Choose(
            p, new SetLiteral([ConstantAt(p.Type, 1)], set, None), Equal(Read(p), ConstantAt(p.Type, 0))));
        AssertText("assert false", Check(3, False));
        AssertText("block", Block());
        AssertText("end", Leave());
    }

    [Fact]
    public void A_model_is_listed_with_locations_actions_and_nodes()
    {
        var x = _model.Variable("x", Range(0, 3));
        var assertion = _model.Property("small", PropertyKind.Assertion);
        _model.Property("positive", PropertyKind.Invariant, Less(Constant(-1), Read(x)));
        var thread = _model.Thread("t", 2).On(Constant(0));
        var n = thread.Local("n", Range(0, 3));
        thread.Live(0, n).Start(Set(n, ConstantAt(n.Type, 2)), Leave(0));
        thread.Action(
            0, "count", If(Equal(Read(x), Constant(2)), 1, 3), Check(assertion, True), Leave(1), Set(x, Read(n), 5), Block(), Leave(0));
        _model.Rule("fill").MayAction("fill", Either(1, 1), Leave());

        const string Expected = """
            var x: 0..3 = 0
            thread t on 0
              location 0 t.0: live n
              location 1 t.1: end
              start
                0: n = 2
                1: leave to t.0
              action 0 "count" from t.0
                0: if (x == 2) 1 else 3
                1: assert small: true
                2: leave to t.1
                3: x = n, go to 5
                4: block
                5: leave to t.0
            rule fill
              may action 1 "fill"
                0: either 1 or 1
                1: end
            assertion small
            invariant positive: -1 < x
            """;
        Assert.Equal(Expected.Split('\n').Select(l => l.TrimEnd('\r')), new MachinePrinter(_model.Build()).PrintModel().ToArray());
    }

    private static void AssertText(string text, Node node) => Assert.Equal(text, new NodePrinter().Print(node));
}
