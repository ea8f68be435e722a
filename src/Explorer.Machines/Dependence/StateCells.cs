using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines.Expressions;
using Explorer.Machines.Nodes;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Machines.Dependence;

/// <summary>One place of a state that is read and written as a whole: an element of an array that is no array itself, a
/// variable without elements, a machine's location, or a stored local.</summary>
/// <param name="Variable">Null for a location or a local.</param>
/// <param name="Indices">Numbers of the elements that lead to it, from the outside in; empty if the variable is one cell,
/// which may then be a whole array with too many elements.</param>
/// <param name="Machine">Of a location or local, else -1.</param>
/// <param name="Local">Null for a variable or a location.</param>
internal sealed record StateCell(int Id, Variable? Variable, ImmutableArray<int> Indices, int Machine, Local? Local)
{
    public bool IsLocation => Machine >= 0 && Local is null;
}

/// <summary>The cells of a model's states: finer than the entries of footprints, in which an array is one.</summary>
internal sealed class StateCells
{
    // A variable of more elements is one cell.
    private const int MostElements = 4096;

    private readonly Dictionary<Variable, (int First, int[] Lengths)> _variables = [];
    private readonly Dictionary<(int Machine, Local Local), int> _locals = [];
    private readonly int[] _locations;

    public StateCells(MachineModel model)
    {
        var cells = ImmutableArray.CreateBuilder<StateCell>();
        foreach (var variable in model.Variables)
        {
            var lengths = Lengths(variable.Type);
            _variables.Add(variable, (cells.Count, lengths));
            var count = lengths.Aggregate(1, (n, length) => n * length);
            for (var i = 0; i < count; i++)
            {
                cells.Add(new StateCell(cells.Count, variable, Indices(i, lengths), -1, null));
            }
        }

        _locations = new int[model.Machines.Length];
        foreach (var machine in model.Machines.Where(m => !m.Locations.IsEmpty))
        {
            _locations[machine.Index] = cells.Count;
            cells.Add(new StateCell(cells.Count, null, [], machine.Index, null));
            foreach (var local in machine.Locals.Take(machine.StoredLocals))
            {
                _locals.Add((machine.Index, local), cells.Count);
                cells.Add(new StateCell(cells.Count, null, [], machine.Index, local));
            }
        }

        All = cells.ToImmutable();
    }

    public ImmutableArray<StateCell> All { get; }

    public int Count => All.Length;

    public int OfLocation(int machine) => _locations[machine];

    /// <summary>The cell of a stored local; -1 for a local that is none.</summary>
    public int OfLocal(int machine, Local local) => _locals.TryGetValue((machine, local), out var cell) ? cell : -1;

    /// <summary>Adds the cells of a variable that a path of indices can lead to.</summary>
    /// <param name="indices">Expressions, from the outside in; one that is no constant can be any.</param>
    public void Add(Variable variable, IReadOnlyList<Expression> indices, CellSet cells)
    {
        var (first, lengths) = _variables[variable];
        var known = lengths.Select((_, i) => i < indices.Count ? Constant(variable, i, indices[i]) : -1).ToArray();
        var count = lengths.Aggregate(1, (n, length) => n * length);
        for (var i = 0; i < count; i++)
        {
            if (IsAt(i, lengths, known))
            {
                cells.Add(first + i);
            }
        }
    }

    /// <summary>The number of the element that a constant index means; -1 if it is no constant, or none of the type.</summary>
    public static int Constant(Variable variable, int level, Expression index)
    {
        var type = variable.Type;
        for (var i = 0; i < level; i++)
        {
            type = ((ArrayType)type).Element;
        }

        var array = (ArrayType)type;
        return index is Literal { Value: var value } && IsIn(array.Index, value) ? (int)ValueOrder.Of(array.Index, value) : -1;
    }

    /// <summary>A chain of element reads: the variable at its root and the indices, from the outside in; null if it is
    /// none.</summary>
    public static (Variable Variable, ImmutableArray<Expression> Indices)? Chain(Expression expression)
    {
        var indices = new List<Expression>();
        while (expression is ElementRead e)
        {
            indices.Insert(0, e.Index);
            expression = e.Array;
        }

        return expression is VariableRead read ? (read.Variable, [.. indices]) : null;
    }

    /// <summary>The indices at the start of a place's path.</summary>
    public static List<Expression> Indices(Place place) =>
        [.. place.Path.TakeWhile(s => s is ElementStep).Select(s => ((ElementStep)s).Index)];

    private static bool IsIn(ModelType type, Value value) => (type, value) switch
    {
        (IntType t, IntValue v) => t.Low <= v.Number && v.Number <= t.High,
        (_, IdentityValue v) => v.Index >= 0,
        _ => true,
    };

    private static int[] Lengths(ModelType type)
    {
        var lengths = new List<int>();
        var count = 1L;
        for (; type is ArrayType array && array.Index.Cardinality <= MostElements; type = array.Element)
        {
            count *= array.Length;
            lengths.Add(array.Length);
            if (count > MostElements)
            {
                return [];
            }
        }

        return [.. lengths];
    }

    private static ImmutableArray<int> Indices(int number, int[] lengths)
    {
        var indices = new int[lengths.Length];
        for (var i = lengths.Length - 1; i >= 0; i--)
        {
            (number, indices[i]) = (number / lengths[i], number % lengths[i]);
        }

        return [.. indices];
    }

    private static bool IsAt(int number, int[] lengths, int[] known)
    {
        for (var i = lengths.Length - 1; i >= 0; i--)
        {
            if (known[i] >= 0 && known[i] != number % lengths[i])
            {
                return false;
            }

            number /= lengths[i];
        }

        return true;
    }
}
