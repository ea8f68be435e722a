using System.Reflection.Emit;

namespace Explorer.Compilation.Emit;

/// <summary>Where a word of the state is while an action runs.</summary>
internal enum WordMode
{
    /// <summary>In the source; the action does not change it.</summary>
    Source,

    /// <summary>In a local; written to the target when the step ends.</summary>
    Register,

    /// <summary>In the target, once the source has been copied there: indexed writes need an address.</summary>
    Target,
}

/// <summary>The words of the state that the code of one step or question reads and writes.</summary>
internal sealed class StateWords
{
    private readonly Il _il;
    private readonly WordMode[] _modes;
    private readonly LocalBuilder?[] _registers;

    public StateWords(Il il, WordMode[] modes)
    {
        _il = il;
        _modes = modes;
        _registers = new LocalBuilder?[modes.Length];
    }

    public int Count => _modes.Length;

    /// <summary>Has the code so far copied the source to the target?</summary>
    public bool IsCopied { get; set; }

    /// <summary>Must the source be copied to the target before the first write?</summary>
    public bool NeedTarget => System.Array.IndexOf(_modes, WordMode.Target) >= 0;

    public WordMode Mode(int word) => _modes[word];

    /// <summary>Copies the words that are kept in locals to these.</summary>
    public void LoadRegisters()
    {
        for (var i = 0; i < Count; i++)
        {
            if (_modes[i] == WordMode.Register)
            {
                _registers[i] = _il.Number();
                LoadSource(i);
                _il.Store(_registers[i]!);
            }
        }
    }

    /// <summary>Pushes a word.</summary>
    public void Load(int word)
    {
        if (_registers[word] is { } register)
        {
            _il.Load(register);
            return;
        }

        Pointer(word);
        _il.Emit(OpCodes.Ldind_I8);
    }

    /// <summary>Pushes the address of a word that is not in a local.</summary>
    public void Pointer(int word)
    {
        if (_modes[word] == WordMode.Target && IsCopied)
        {
            _il.Target();
        }
        else
        {
            _il.Source();
        }

        _il.AddWords(word);
    }

    public void PointerToTarget(int word)
    {
        _il.Target();
        _il.AddWords(word);
    }

    public void LoadSource(int word)
    {
        _il.Source();
        _il.AddWords(word);
        _il.Emit(OpCodes.Ldind_I8);
    }

    /// <summary>Pops a word and stores it.</summary>
    public void Store(int word)
    {
        if (_registers[word] is { } register)
        {
            _il.Store(register);
            return;
        }

        var value = _il.Number();
        _il.Store(value);
        PointerToTarget(word);
        _il.Load(value);
        _il.Emit(OpCodes.Stind_I8);
    }
}
