using System;
using System.Linq;
using System.Text;
using Explorer.Language;
using Explorer.Machines;

namespace Explorer.Compilation.Tests.Reduction;

/// <summary>Random models as text in which steps are often independent, as in the models that people write: threads and
/// handlers on CPUs that touch different elements of arrays, flags and counters, with awaits, draws, blocks that hold off
/// interrupts, rules that may act, assertions, and sometimes a limit.</summary>
internal sealed class ConcurrentModels
{
    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private int _names;

    private ConcurrentModels(int seed) => _random = new Random(seed);

    /// <summary>The text of a seed, always the same.</summary>
    public static string Text(int seed)
    {
        var models = new ConcurrentModels(seed);
        models.Write();
        return models._text.ToString();
    }

    /// <summary>The model of a seed; null if the front end refuses the text.</summary>
    public static MachineModel? Of(int seed)
    {
        var loaded = ModelFile.FromText(Text(seed)).Bind(ModelSettings.None);
        return loaded.HasErrors ? null : loaded.Build();
    }

    private void Write()
    {
        Line("type Cpu = id(2) as \"CPU\";");
        Line("var x : 0..2 = 0; var y : 0..2 = 0; var z : 0..1 = 0;");
        Line("var b : bool = false; var d : bool = false;");
        Line("var a : [Cpu] 0..2 = 0; var s : set Cpu = {}; var o : Cpu? = none;");
        var threads = Between(2, 3);
        for (var i = 0; i < threads; i++)
        {
            var isOnCpu = Chance(60);
            Line($"thread t{i}{(isOnCpu ? " for c: Cpu on c" : "")} {{ {Statements(Between(1, 4), isOnCpu, 2)} }}");
        }

        if (Chance(40))
        {
            Line($"interrupt h for c: Cpu on c when {Condition(true)} {{ {Simple(true)} }}");
        }

        for (var i = Between(0, 2); i > 0; i--)
        {
            Line($"{(Chance(50) ? "may " : "")}rule r{i} for c: Cpu when {Condition(true)} {{ {Simple(true)} }}");
        }

        Line($"invariant i1: {Property()};");
        Line($"invariant i2: {Property()} || {Property()};");
        Line($"reachable p1: {Property()} && {Property()};");
        if (Chance(15))
        {
            Line(Pick("limit x < 2;", "limit !(b && d);", "limit |s| < 2;"));
        }
    }

    private string Statements(int count, bool isOnCpu, int depth) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => Statement(isOnCpu, depth) + " "));

    private string Statement(bool isOnCpu, int depth)
    {
        if (depth == 0 || Chance(65))
        {
            return Simple(isOnCpu);
        }

        var name = $"v{_names++}";
        return Between(0, isOnCpu ? 6 : 5) switch
        {
            0 => $"if ({Flag()}) {{ {Statements(1, isOnCpu, depth - 1)}}}",
            1 => $"either {{ {Statements(1, isOnCpu, depth - 1)}}} or {{ await {Flag()}; {Statements(1, isOnCpu, 0)}}}",
            2 => $"let {name} = x; y = {name};",
            3 => $"choose {name} in Cpu; a[{name}] = {Between(0, 2)};",
            4 => $"loop {{ {Simple(isOnCpu)} if ({Flag()}) break; }}",
            5 => $"choose {name} in s; atomic s -= {{{name}}};",
            _ => $"irqs_off {{ {Simple(true)} {Simple(true)} }}",
        };
    }

    private string Simple(bool isOnCpu) => Between(0, isOnCpu ? 15 : 10) switch
    {
        0 => $"x = {Between(0, 2)};",
        1 => "atomic x = x == 2 ? 0 : x + 1;",
        2 => $"y = {Between(0, 2)};",
        3 => "atomic { await y > 0; y -= 1; }",
        4 => $"b = {Truth()};",
        5 => $"d = {Truth()};",
        6 => $"await {Condition(false)};",
        7 => "skip;",
        8 => $"z = {Between(0, 1)};",
        9 => $"atomic {{ z = 1; assert q: {Condition(false)}; }}",
        10 => "atomic { y = min(y + 1, 2); }",
        11 => $"a[c] = {Between(0, 2)};",
        12 => "atomic a[c] = a[c] == 2 ? 0 : a[c] + 1;",
        13 => "atomic s += {c};",
        14 => $"o = {Pick("c", "none")};",
        _ => "atomic { await a[c] == 1; a[c] = 2; b = true; }",
    };

    private string Condition(bool isOnCpu) => Between(0, isOnCpu ? 10 : 7) switch
    {
        0 => $"x == {Between(0, 2)}",
        1 => $"y < {Between(1, 2)} && {Flag()}",
        2 => Flag(),
        3 => "x != y",
        4 => "s == {}",
        5 => $"(forall k: Cpu: a[k] != {Between(0, 2)})",
        6 => $"(z == 0 || {Flag()})",
        7 => "o != none",
        8 => $"a[c] == {Between(0, 2)}",
        9 => "c in s",
        _ => $"o != c && a[c] < {Between(1, 2)}",
    };

    private string Property() => Between(0, 7) switch
    {
        0 => $"x != {Between(0, 2)}",
        1 => "!(b && d)",
        2 => $"(forall k: Cpu: a[k] == {Between(0, 2)} => {Flag()})",
        3 => "(exists k: Cpu: k in s && a[k] == 1)",
        4 => "(count k: Cpu: a[k] == 2) <= 1",
        5 => "(o != none => a[o] != 0)",
        6 => "x + y < 4",
        _ => $"(z == 1 && {Flag()})",
    };

    private string Flag() => Pick("b", "d", "!b", "!d");

    private string Truth() => Pick("true", "false");

    private string Pick(params string[] texts) => texts[_random.Next(texts.Length)];

    private bool Chance(int percent) => _random.Next(100) < percent;

    private int Between(int low, int high) => _random.Next(low, high + 1);

    private void Line(string text) => _text.AppendLine(text);
}
