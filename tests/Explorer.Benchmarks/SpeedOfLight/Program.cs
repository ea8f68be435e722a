using System;
using System.Globalization;
using System.Linq;
using SpeedOfLight;

// speed-of-light CPUS PAGES FILES VALUES RW [LOG2_OF_TABLE]
var setting = args.Select(a => int.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToArray();
if (setting is not [2, >= 1 and <= 3, >= 1 and <= 2, 2, 0 or 1] and not [2, >= 1 and <= 3, >= 1 and <= 2, 2, 0 or 1, >= 12 and <= 40])
{
    Console.Error.WriteLine("It knows 2 CPUs, up to 3 pages, up to 2 files and 2 values.");
    return 1;
}

// Twice as many places as the largest settings have states, to the next power of two.
var log2 = setting.Length == 6 ? setting[5] : setting[4] == 0 ? 23 : 25;
using var search = new WordSearch(log2, mayMapWritable: setting[4] == 1);
if (!search.Run(LufState.Initial(pages: setting[1], files: setting[2])))
{
    Console.Error.WriteLine("The table is too small.");
    return 1;
}

Console.WriteLine($"{search.States} states, {search.Transitions} transitions, {search.Violations} violations");
return search.Violations == 0 ? 0 : 2;
