using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Explorer.Compilation;
using Explorer.Core.Systems;
using Explorer.Language;
using Explorer.Machines;
using Explorer.Machines.Interpretation;

namespace Explorer.Benchmarks.Micro;

/// <summary>One enabled step of a state of the sample.</summary>
internal readonly record struct Firing(int State, int Action, int Choice);

/// <summary>
/// Neighbouring states from the midst of a breadth-first search, in its order: what a search expands one after the other.
/// The search here is slow and simple, so that the sample depends on no data structure that is being measured.
/// </summary>
internal sealed unsafe class StateSample
{
    /// <summary>States that are passed over first: those near the initial state have few successors.</summary>
    private const int Passed = 6000;

    private readonly ulong[] _words;

    private StateSample(ITransitionSystem system, int count)
    {
        System = system;
        Count = count;
        _words = new ulong[count * system.StateLength];
    }

    public ITransitionSystem System { get; }

    /// <summary>States in the sample.</summary>
    public int Count { get; }

    public ReadOnlySpan<ulong> this[int index] => _words.AsSpan(index * System.StateLength, System.StateLength);

    /// <summary>A model of the repository as compiled code.</summary>
    /// <param name="model">Its path, from the root of the repository.</param>
    public static StateSample OfCompiled(string model, int count) => Take(ModelCompiler.Compile(Load(model)), Passed, count);

    /// <summary>The same model on the interpreter.</summary>
    public static StateSample OfInterpreted(string model, int count) => Take(new InterpretedSystem(Load(model)), Passed, count);

    /// <summary>The steps that lead to the successors of these states, in order, again and again until there are enough.</summary>
    public Firing[] Firings(int count)
    {
        var firings = new List<Firing>(count);
        using var successors = new SuccessorBuffer(System.StateLength);
        for (var state = 0; firings.Count < count; state = (state + 1) % Count)
        {
            System.Expand(this[state], successors);
            for (var i = 0; i < successors.Count && firings.Count < count; i++)
            {
                var action = successors.Actions[i];
                var isOneMore = i > 0 && successors.Actions[i - 1] == action;
                firings.Add(new Firing(state, action, isOneMore ? firings[^1].Choice + 1 : 0));
            }
        }

        return [.. firings];
    }

    private static MachineModel Load(string model)
    {
        var library = Path.Combine(Repository.Root, "models", "lib");
        var loaded = ModelFile.Load(Path.Combine(Repository.Root, model), library).Bind(ModelSettings.None);
        return loaded.HasErrors ? throw new InvalidDataException(loaded.Diagnostics[0].ToString()) : loaded.Build();
    }

    private static StateSample Take(ITransitionSystem system, int passed, int count)
    {
        var sample = new StateSample(system, count);
        var found = BreadthFirst(system).Skip(passed).Take(count).ToList();
        for (var i = 0; i < count; i++)
        {
            // A model with fewer states is gone through again.
            found[i % found.Count].CopyTo(sample._words, i * system.StateLength);
        }

        return sample;
    }

    private static IEnumerable<ulong[]> BreadthFirst(ITransitionSystem system)
    {
        using var successors = new SuccessorBuffer(system.StateLength);
        var seen = new HashSet<string>();
        var queue = new Queue<ulong[]>();
        for (var i = 0; i < system.InitialStateCount; i++)
        {
            var initial = new ulong[system.StateLength];
            system.WriteInitialState(i, initial, out var hasState);
            if (hasState && seen.Add(Key(initial)))
            {
                queue.Enqueue(initial);
            }
        }

        while (queue.TryDequeue(out var state))
        {
            system.Expand(state, successors);
            for (var i = 0; i < successors.Count; i++)
            {
                if (seen.Add(Key(successors[i])))
                {
                    queue.Enqueue(successors[i].ToArray());
                }
            }

            yield return state;
        }
    }

    private static string Key(ReadOnlySpan<ulong> state) => Convert.ToBase64String(MemoryMarshal.AsBytes(state));
}
