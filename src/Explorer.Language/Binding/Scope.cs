using System.Collections.Generic;

namespace Explorer.Language.Binding;

/// <summary>Local names, innermost first. Global names are looked up where no local one is found.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, Symbol> _names = [];

    public static Scope Empty { get; } = new(null);

    public Symbol? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._names.TryGetValue(name, out var symbol))
            {
                return symbol;
            }
        }

        return null;
    }

    public Scope? Outer { get; } = outer;

    public void Add(Symbol symbol) => _names[symbol.Name] = symbol;

    public IEnumerable<string> Names()
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            foreach (var name in scope._names.Keys)
            {
                yield return name;
            }
        }
    }
}
