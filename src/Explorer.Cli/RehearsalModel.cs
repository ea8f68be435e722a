using System.Collections.Immutable;
using Explorer.Core.Diagnostics;
using Explorer.Core.Properties;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Cli;

/// <summary>
/// The model of a <see cref="Rehearsal"/>, as the language would make it of a writer that publishes a value for some CPU
/// and a reader that must not see it. It has a bit of everything that models are made of, and it is violated.
/// </summary>
internal static class RehearsalModel
{
    /// <summary>Another one, with a bit of everything that is in texts.</summary>
    public const string Source = """
        type Slot = id(2) as "slot";
        type Entry = enum { free, held(by: Slot) };
        default param LIMIT = 2;
        switch eager "give back at once" = off;
        var table: [Slot] Entry = [s: Slot: free];
        var last: Slot? = none;
        ghost var given: set Slot = {};
        fun is_held(s: Slot) : bool = table[s] is held;
        proc take(s: Slot) -> bool {
            let was = table[s];
            if (was is free) {
                "take it" atomic { table[s] = held(by: s); last = s; given = given | {s}; }
                return true;
            }
            return false;
        }
        init { choose s in Slot; last = s; }
        thread user for s: Slot {
            loop {
                choose t in Slot;
                let got = take(t);
                if (!got) { continue; }
                await last != none;
                if (eager) { skip; }
                "give back" atomic { foreach v in all Slot { if (is_held(v)) { table[v] = free; } } }
            }
        }
        may rule forget for s: Slot when last == s { last = none; }
        invariant known "what is held was given": forall s: Slot: is_held(s) => s in given;
        """;

    private static readonly SourceText Text = new("rehearsal", "seen == 0");
    private static readonly SourceSpan Span = new(Text, 0, Text.Text.Length);
    private static readonly IntType Bit = new(0, 1, false);
    // Both have names, as steps name one; pages can be renamed.
    private static readonly IdentityType Cpu = new("Cpu", "CPU", 2, ["CPU0", "CPU1"]);
    private static readonly IdentityType Page = new("Page", "page", 2, []);
    private static readonly SetType Cpus = new(Cpu);
    private static readonly SetType Pages = new(Page);
    private static readonly ArrayType Bits = new(Cpu, Bit);
    private static readonly Literal Zero = new(new IntValue(0), Bit, Span);
    private static readonly Literal One = new(new IntValue(1), Bit, Span);
    private static readonly Literal Cpu0 = new(new IdentityValue(Cpu, 0), Cpu, Span);

    private static readonly Variable Written = new(0, "written", Bit, Zero, false, false, Span);
    private static readonly Variable Ready = new(1, "ready", Bits, Initially(Bits), false, false, Span);
    private static readonly Variable Pending = new(2, "pending", Cpus, Initially(Cpus), false, false, Span);

    private static readonly Variable Used = new(3, "used", Pages, Initially(Pages), false, false, Span);

    public static MachineModel Build()
    {
        var (target, page, seen) = (new Local("c", Cpu, Span), new Local("p", Page, Span), new Local("seen", Bit, Span));
        return new MachineModel(
            "rehearsal", [Written, Ready, Pending, Used],
            [Thread(0, "writer", [target, page], []), Thread(1, "reader", [seen], [seen])],
            [
                new MachineAction(0, 0, 0, "publish", ["write"], false, Publish(target, page), Span),
                new MachineAction(1, 1, 0, "read", ["load"], false, Read(seen), Span),
                new MachineAction(2, 1, 1, "compare", ["load"], false, Compare(seen), Span),
            ],
            [new Leave(-1, Span)], [],
            [
                new PropertyInfo("never_seen", PropertyKind.Assertion, "the reader sees nothing", Span),
                new PropertyInfo("announced", PropertyKind.Invariant, "", Span),
                new PropertyInfo("deadlock", PropertyKind.Deadlock, "", Span),
                new PropertyInfo("range", PropertyKind.Range, "", Span),
            ],
            [null, Announced(), null, null], null)
        {
            IdentityTypes = [Cpu, Page],
            CpuType = Cpu,
        };
    }

    private static Literal Initially(ModelType type) => new(ValueOrder.Default(type), type, Span);

    private static Machine Thread(int index, string name, ImmutableArray<Local> locals, ImmutableArray<Local> stored) => new(
        index, MachineKind.Thread, name, [], Cpu0,
        [
            new Location(0, "start", [], false, false, false, [], Span),
            new Location(1, "middle", stored, false, false, index == 0, [], Span),
            new Location(2, "end", [], false, false, true, [], Span),
        ],
        0, [new Leave(0, Span)], locals, stored.Length, "", Span);

    private static ImmutableArray<Node> Publish(Local target, Local page) =>
    [
        // Not for the other CPU: the reader would wait for ever, and a deadlock is found before much has been rehearsed.
        new Choose(
            target, null, new Binary(BinaryKind.Equal, new LocalRead(target, Span), Cpu0, BoolType.Instance, Span), 1, Span),
        new Assign(new Place(Written, null, [], Bit, Span), One, 2, Span),
        new Assign(new Place(Ready, null, [new ElementStep(new LocalRead(target, Span))], Bit, Span), One, 3, Span),
        Add(target, Pending, Cpus, 4),
        new Choose(page, null, null, 5, Span),
        Add(page, Used, Pages, 6),
        new Leave(1, Span),
    ];

    private static Assign Add(Local element, Variable set, SetType type, int next) => new(
        new Place(set, null, [], type, Span),
        new Binary(BinaryKind.Union, new VariableRead(set, Span), new SetLiteral([new LocalRead(element, Span)], type, Span), type, Span),
        next, Span);

    private static ImmutableArray<Node> Read(Local seen) =>
    [
        new Await(IsReady(Cpu0), 1, Span),
        new Assign(new Place(null, seen, [], Bit, Span), new VariableRead(Written, Span), 2, Span),
        new Leave(1, Span),
    ];

    private static ImmutableArray<Node> Compare(Local seen) =>
    [
        new Branch(IsReady(Cpu0), 1, 2, Span),
        new Assert(0, new Binary(BinaryKind.Equal, new LocalRead(seen, Span), Zero, BoolType.Instance, Span), 2, Span),
        new Leave(2, Span),
    ];

    private static Quantified Announced()
    {
        var cpu = new Local("c", Cpu, Span);
        var isPending = new Binary(
            BinaryKind.In, new LocalRead(cpu, Span), new VariableRead(Pending, Span), BoolType.Instance, Span);
        return new Quantified(
            QuantifierKind.ForAll, cpu,
            new Binary(BinaryKind.Implies, IsReady(new LocalRead(cpu, Span)), isPending, BoolType.Instance, Span),
            BoolType.Instance, Span);
    }

    private static Binary IsReady(Expression cpu) => new(
        BinaryKind.Equal, new ElementRead(new VariableRead(Ready, Span), cpu, Bit, Span), One, BoolType.Instance, Span);
}
