namespace Explorer.Acceptance.Tests;

/// <summary>Small models whose results are known by hand.</summary>
internal static class Models
{
    /// <summary>Two threads, each of a read and a write: the shortest loss takes all 4 steps.</summary>
    public const string LostUpdate = """
        // lost.model
        // Two threads add one to a counter, each with a read and a write.
        type Cpu = id(2) as "CPU";
        switch locked "update in one step" = off;
        var total : 0..2 = 0;
        var done : 0..2 = 0;
        thread adder for c: Cpu on c {
            if (locked) {
                "add" atomic { total += 1; done += 1; }
            } else {
                "read" let copy = total;
                "write" atomic { total = copy + 1; done += 1; }
            }
        }
        invariant none_lost "both updates arrive": done == 2 => total == 2;
        expect violated none_lost in 4 steps;
        expect holds with locked = on;
        """;

    /// <summary>A rule that counts to ten: 11 states, 10 transitions.</summary>
    public const string Counter = """
        // counter.model
        // A counter counts to ten.
        param END = 10 in 1..1000000;
        var n : 0..END = 0;
        rule count when n < END { n += 1; }
        reachable full "the end is reached": n == END;
        """;

    /// <summary>Two locks taken in two orders.</summary>
    public const string LockOrder = """
        // order.model
        var left : bool = false;
        var right : bool = false;
        thread a {
            "take the left" atomic { await !left; left = true; }
            "take the right" atomic { await !right; right = true; }
            "drop both" atomic { left = false; right = false; }
        }
        thread b {
            "take the right" atomic { await !right; right = true; }
            "take the left" atomic { await !left; left = true; }
            "drop both" atomic { left = false; right = false; }
        }
        """;

    /// <summary>A name that is not declared.</summary>
    public const string Wrong = """
        var n : 0..1 = 0;
        thread t { n = turn; }
        """;
}
