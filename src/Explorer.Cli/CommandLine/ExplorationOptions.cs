using System;
using System.CommandLine;
using System.Linq;
using Explorer.Checking;
using Explorer.Language;
using Explorer.Search;

namespace Explorer.Cli.CommandLine;

/// <summary>The options of all verbs that explore models.</summary>
internal sealed class ExplorationOptions
{
    private const int MostWorkers = 1024;
    private static readonly TimeSpan SolverBudget = TimeSpan.FromSeconds(60);

    private readonly Option<string[]> _params = Repeated("--param", "N=V", "Set a parameter of the model.");
    private readonly Option<string[]> _with = Repeated("--with", "SWITCH=VALUE", "Set a switch of the model.");
    private readonly Option<string[]> _configs = Repeated("--config", "NAME", "Use a named setting of the model.");
    private readonly Option<string[]> _properties = Repeated("--property", "P", "Check this property only; may be repeated.");
    private readonly Option<string?> _maxStates = Checked("--max-states", "N", "Stop after N states.", IsCount);
    private readonly Option<string?> _maxDepth = Checked("--max-depth", "N", "Look no further than N steps.", IsCount);
    private readonly Option<string?> _time = Checked("--time", "90s", "Stop after this long: 90s, 2m, 1h.", IsDuration);
    private readonly Option<string?> _memory = Checked("--memory", "8g", "Most memory for states: 512m, 8g.", IsSize);
    private readonly Option<string?> _reduce = OneOf(
        "--reduce", "Reductions of the search.", "auto", "none", "symmetry", "por", "por,symmetry", "symmetry,por");
    private readonly Option<string?> _reduceWorkloads = OneOf(
        "--reduce", "Reductions of each search.", "auto", "none", "symmetry", "por", "por,symmetry", "symmetry,por");
    private readonly Option<string?> _solver = Checked(
        "--solver", "auto|off|60s", "Whether the solver says what is independent, too, and for how long at most. (auto: 60s)", IsSolver);
    private readonly Option<string?> _solverForWorkloads = OneOf(
        "--solver", "Whether the solver says, too, what is independent and what cannot fail.", "off", "auto");
    private readonly Option<string?> _totalTime = Checked(
        "--total-time", "15m", "End the run after this long; the rest is unexplored: 90s, 2m, 1h.", IsDuration);
    private readonly Option<bool> _checkReduction = new("--check-reduction")
    {
        Description = "Check on all states of a small model what partial-order reduction relies on.",
    };

    private readonly Option<string?> _search = OneOf("--search", "Order of the search.", "bfs", "dfs");
    private readonly Option<string?> _store = OneOf("--store", "How states are remembered.", "exact", "compact", "bitstate");
    private readonly Option<string?> _workers = Checked("--workers", "N|auto", "Threads of the search. (auto)", IsWorkers);
    private readonly Option<string?> _library = new("--library") { HelpName = "DIR", Description = "Where `use` looks next." };

    /// <summary>The options for what a model is, not for how it is explored.</summary>
    public void AddSettingsTo(Command command)
    {
        command.Add(_params);
        command.Add(_with);
        command.Add(_configs);
        command.Add(_properties);
        command.Add(_library);
    }

    /// <summary>The options for how a model is explored.</summary>
    public void AddBoundsTo(Command command)
    {
        command.Add(_workers);
        command.Add(_reduce);
        command.Add(_solver);
        command.Add(_store);
        command.Add(_maxStates);
        command.Add(_maxDepth);
        command.Add(_time);
        command.Add(_memory);
    }

    /// <summary>The options for how each of many workloads is explored: the bounds are those of one, but for the last.</summary>
    public void AddWorkloadBoundsTo(Command command)
    {
        command.Add(_workers);
        command.Add(_reduceWorkloads);
        command.Add(_solverForWorkloads);
        command.Add(_maxStates);
        command.Add(_maxDepth);
        command.Add(_time);
        command.Add(_memory);
        command.Add(_totalTime);
    }

    /// <summary>The order of the search, where traces need not be shortest.</summary>
    public void AddSearchTo(Command command)
    {
        command.Add(_search);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_search) == "dfs" && Workers(result.GetValue(_workers)) > 1)
            {
                result.AddError("--search dfs has one worker: leave out --workers, or search breadth first.");
            }
        });
    }

    /// <summary>Whether the search is to be depth first.</summary>
    public bool IsDepthFirst(System.CommandLine.Parsing.CommandResult parsed) => parsed.GetValue(_search) == "dfs";

    /// <summary>The check of the reductions themselves.</summary>
    public void AddReductionCheckTo(Command command) => command.Add(_checkReduction);

    /// <summary>Whether the solver takes part in reductions.</summary>
    public void AddSolverTo(Command command) => command.Add(_solver);

    /// <summary>Longest time for the solver; null if it is not to be asked.</summary>
    public TimeSpan? ReadSolverBudget(ParseResult parsed) => parsed.GetValue(_solver) switch
    {
        null or "auto" => SolverBudget,
        "off" => null,
        var time => OptionValues.Duration(time),
    };

    /// <summary>Longest time for the solver, once for all workloads; null if it is not to be asked, as nobody said so.</summary>
    public TimeSpan? ReadWorkloadSolverBudget(ParseResult parsed) => parsed.GetValue(_solverForWorkloads) == "auto" ? SolverBudget : null;

    /// <summary>Longest time for all workloads together; null: no bound.</summary>
    public TimeSpan? ReadTotalTime(ParseResult parsed) => parsed.GetValue(_totalTime) is { } time ? OptionValues.Duration(time) : null;

    public void AddLibraryTo(Command command) => command.Add(_library);

    public ModelRequest ReadModel(ParseResult parsed)
    {
        var values = Values(parsed, _params).Concat(Values(parsed, _with)).Select(v => OptionValues.Setting(v)!.Value);
        var properties = Values(parsed, _properties);
        return new ModelRequest(
            new ModelSettings([.. Values(parsed, _configs)], [.. values]),
            properties.Length == 0 ? null : [.. properties.Distinct()],
            parsed.GetValue(_library));
    }

    public string? ReadLibrary(ParseResult parsed) => parsed.GetValue(_library);

    /// <summary>Threads asked for; null for `auto`.</summary>
    public int? ReadWorkers(ParseResult parsed) => Workers(parsed.GetValue(_workers));

    public ExplorationBounds ReadBounds(ParseResult parsed) => new()
    {
        MaxStates = parsed.GetValue(_maxStates) is { } states ? OptionValues.Count(states) : null,
        MaxDepth = parsed.GetValue(_maxDepth) is { } depth
            ? (int)Math.Min(OptionValues.Count(depth)!.Value, int.MaxValue)
            : null,
        Time = parsed.GetValue(_time) is { } time ? OptionValues.Duration(time) : null,
        MemoryBytes = parsed.GetValue(_memory) is { } memory ? OptionValues.Bytes(memory) : null,
    };

    public SearchChoices ReadChoices(ParseResult parsed) => new()
    {
        Workers = ReadWorkers(parsed),
        SolverBudget = ReadSolverBudget(parsed),
        ChecksReduction = parsed.GetValue(_checkReduction),
        IsDepthFirst = parsed.GetValue(_search) == "dfs",
        UsesSymmetry = (parsed.GetValue(_reduce) ?? parsed.GetValue(_reduceWorkloads)) is not ("none" or "por"),
        PartialOrder = (parsed.GetValue(_reduce) ?? parsed.GetValue(_reduceWorkloads)) switch
        {
            null or "auto" => PartialOrderUse.WhenLarge,
            "por" or "por,symmetry" or "symmetry,por" => PartialOrderUse.Always,
            _ => PartialOrderUse.Never,
        },
        Store = parsed.GetValue(_store) switch
        {
            "compact" => StoreKind.Compact,
            "bitstate" => StoreKind.Bitstate,
            _ => StoreKind.Exact,
        },
    };

    private static int? Workers(string? text) => text is null or "auto" ? null : (int)OptionValues.Count(text)!.Value;

    private static string[] Values(ParseResult parsed, Option<string[]> option) => parsed.GetValue(option) ?? [];

    private static Option<string[]> Repeated(string name, string value, string description)
    {
        var option = new Option<string[]>(name) { HelpName = value, Description = description, Arity = ArgumentArity.OneOrMore };
        if (value.Contains('='))
        {
            option.Validators.Add(result =>
            {
                foreach (var token in result.Tokens.Where(t => OptionValues.Setting(t.Value) is null))
                {
                    result.AddError($"'{token.Value}' is no setting: {name} takes {value}.");
                }
            });
        }

        return option;
    }

    /// <summary>An option whose value must be valid.</summary>
    /// <param name="value">What a value looks like, for the help.</param>
    internal static Option<string?> Checked(string name, string value, string description, Func<string, bool> isValid)
    {
        var option = new Option<string?>(name) { HelpName = value, Description = description };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => !isValid(t.Value)))
            {
                result.AddError($"'{token.Value}' is no value for {name}: it takes a value like {value}.");
            }
        });
        return option;
    }

    /// <summary>An option with one of these values, of which the first is the default.</summary>
    internal static Option<string?> OneOf(string name, string description, params string[] values)
    {
        var known = string.Join("|", values);
        var option = new Option<string?>(name) { HelpName = known, Description = $"{description} ({values[0]})" };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => !values.Contains(t.Value)))
            {
                result.AddError($"{name} {token.Value} does not exist, or not yet: this version has {known}.");
            }
        });
        return option;
    }

    private static bool IsCount(string text) => OptionValues.Count(text) is not null;

    private static bool IsWorkers(string text) => text == "auto" || OptionValues.Count(text) is <= MostWorkers;

    private static bool IsDuration(string text) => OptionValues.Duration(text) is not null;

    private static bool IsSolver(string text) => text is "auto" or "off" || IsDuration(text);

    private static bool IsSize(string text) => OptionValues.Bytes(text) is not null;
}
