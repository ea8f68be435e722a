using System.Collections.Generic;

namespace Explorer.Language.Binding;

/// <summary>Who names which variable; filled by one pass over all machines, used by the passes after it.</summary>
internal sealed class VariableUse
{
    private const int Many = -2;

    private readonly Dictionary<string, int> _owner = [];
    private readonly HashSet<string> _ofRules = [];
    private readonly HashSet<string> _ofOthers = [];

    /// <summary>True once the first pass is over: before, nothing is known to be local.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Machine `machine` names the variable; -1: `init`, a property or the limit does.</summary>
    public void Note(string variable, int machine, bool isRule, bool isOtherCpu)
    {
        if (IsComplete)
        {
            return;
        }

        _owner[variable] = !_owner.TryGetValue(variable, out var owner) || owner == machine ? machine : Many;
        if (isRule)
        {
            _ofRules.Add(variable);
        }

        if (isOtherCpu || machine < 0)
        {
            _ofOthers.Add(variable);
        }
    }

    /// <summary>Only this machine names the variable.</summary>
    public bool IsOwn(string variable, int machine) =>
        IsComplete && machine >= 0 && _owner.GetValueOrDefault(variable, Many) == machine;

    /// <summary>No rule and no `@` names the per-CPU variable.</summary>
    public bool IsOfOwnCpuOnly(string variable) =>
        IsComplete && !_ofRules.Contains(variable) && !_ofOthers.Contains(variable);
}
