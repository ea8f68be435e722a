using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection.Emit;
using System.Runtime.Intrinsics.X86;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Nodes;

namespace Explorer.Compilation.Emit;

/// <summary>
/// Within the code that expands: the loop over up to 64 candidates that are the bits of a mask. What a step is known to do
/// is looked up (<see cref="EffectTables"/>), which takes no jump that is hard to foresee; anything else is a switch to the
/// steps' code. Short steps without draws and without tables are part of the method (procedure integration: Allen and Cocke, A
/// catalogue of optimizing transformations, 1972), others are called.
/// </summary>
internal sealed class CandidateEmitter
{
    // In expressions and nodes; and in bytes up to which steps become part of the method. The runtime's compiler gives up
    // optimising methods some times as long.
    private const int LongestStep = 120;
    private const int LongestMethod = 16_000;

    private readonly CompilationContext _context;
    private readonly Il _il;
    private readonly FiringEmitter _firing;
    private readonly IReadOnlyList<MachineAction> _actions;
    private readonly IReadOnlyList<StepSource> _steps;
    private readonly LocalBuilder _index;
    private readonly LocalBuilder _record;
    private readonly LocalBuilder _word;

    /// <param name="actions">Those of the mask's bits; their ids are consecutive.</param>
    public CandidateEmitter(
        CompilationContext context, Il il, FiringEmitter firing, IReadOnlyList<MachineAction> actions, IReadOnlyList<StepSource> steps)
    {
        (_context, _il, _firing, _actions, _steps) = (context, il, firing, actions, steps);
        (_index, _record, _word) = (il.Number32(), il.Pointer(), il.Number());
    }

    public void Emit(LocalBuilder mask)
    {
        var (next, done) = (_il.Label(), _il.Label());
        var tables = EffectTables.Add(_context, [.. _steps.Select(s => IsShort(s) ? s : null)]);
        _il.Mark(next);
        _il.Load(mask);
        _il.Jump(OpCodes.Brfalse, done);
        TakeBit(mask);
        if (tables is { } known)
        {
            LookUp(known.Records, next);
        }

        EmitSteps(tables?.HasTable, next, done);
        _il.Mark(done);
    }

    private void EmitSteps(bool[]? hasTable, Label next, Label done)
    {
        var (labels, remember) = (_il.Labels(_actions.Count), _il.Label());
        _il.Load(_index);
        _il.Switch(labels);
        _il.Jump(done);
        var exit = new InlineExit(_context, _il, _firing, next);
        for (var i = 0; i < labels.Length; i++)
        {
            _il.Mark(labels[i]);
            if (hasTable?[i] ?? false)
            {
                _firing.Emit(_actions[i].Id, StepEmitter.Compile(_context, _steps[i]), next, remember);
            }
            else
            {
                EmitStep(i, exit);
                _il.Jump(next);
            }
        }

        exit.EmitShared();
        _il.Mark(remember);
        if (hasTable is not null)
        {
            Remember();
            _il.Jump(next);
        }
    }

    private void TakeBit(LocalBuilder mask)
    {
        _il.Load(mask);
        _il.Call(typeof(BitOperations).GetMethod(nameof(BitOperations.TrailingZeroCount), [typeof(ulong)])!);
        _il.Store(_index);
        _il.Load(mask);
        _il.Load(mask);
        _il.Add(-1);
        _il.Emit(OpCodes.And);
        _il.Store(mask);
    }

    // Writes the successor and goes on with the next candidate if the effect is known.
    private void LookUp(nint records, Label next)
    {
        var (effect, unknown) = (_il.Number(), _il.Label());
        _il.Address(records);
        _il.Load(_index);
        _il.Emit(OpCodes.Conv_U8);
        _il.Multiply(8 * EffectTables.RecordWords);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        _il.Store(_record);
        LoadAt(() => _il.Source());
        _il.Store(_word);
        LoadEntryAddress();
        _il.Emit(OpCodes.Ldind_I8);
        _il.Store(effect);
        _il.Load(effect);
        _il.Jump(OpCodes.Brfalse, unknown);
        CopyOthers();
        AddressAt(() => _il.Target());
        _il.Load(_word);
        LoadField(1);
        _il.Emit(OpCodes.And);
        _il.Load(effect);
        _il.Emit(OpCodes.Not);
        _il.Emit(OpCodes.Or);
        _il.Emit(OpCodes.Stind_I8);
        Advance();
        _il.Jump(next);
        _il.Mark(unknown);
    }

    // Notes what the step that has just been executed did.
    private void Remember()
    {
        LoadEntryAddress();
        LoadAt(() => _il.Target());
        LoadField(1);
        _il.Emit(OpCodes.Not);
        _il.Emit(OpCodes.And);
        _il.Emit(OpCodes.Not);
        _il.Emit(OpCodes.Stind_I8);
        Advance();
    }

    private void Advance() => _firing.Advance(() =>
    {
        _il.Load(_index);
        _il.Const32(_actions[0].Id);
        _il.Emit(OpCodes.Add);
    });

    private void CopyOthers()
    {
        for (var i = 0; i < _context.Layout.Words && _context.Layout.Words > 1; i++)
        {
            _il.Target();
            _il.AddWords(i);
            _il.Source();
            _il.AddWords(i);
            _il.Emit(OpCodes.Ldind_I8);
            _il.Emit(OpCodes.Stind_I8);
        }
    }

    private void LoadEntryAddress()
    {
        LoadField(2);
        _il.Load(_word);
        LoadField(0);
        _il.Call(typeof(Bmi2.X64).GetMethod(nameof(Bmi2.X64.ParallelBitExtract))!);
        _il.ShiftLeft(3);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Conv_I);
    }

    // The step's word of a state.
    private void LoadAt(System.Action state)
    {
        AddressAt(state);
        _il.Emit(OpCodes.Ldind_I8);
    }

    private void AddressAt(System.Action state)
    {
        state();
        if (_context.Layout.Words > 1)
        {
            LoadField(3);
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Add);
        }
    }

    private void LoadField(int field)
    {
        _il.Load(_record);
        _il.AddWords(field);
        _il.Emit(OpCodes.Ldind_I8);
    }

    private void EmitStep(int index, InlineExit exit)
    {
        var (action, step) = (_actions[index].Id, _steps[index]);
        if (_il.Length < LongestMethod && IsShort(step))
        {
            exit.Action = action;
            StepEmitter.Inline(_context, step, _il, exit);
        }
        else
        {
            _firing.Emit(action, StepEmitter.Compile(_context, step));
        }
    }

    private static bool IsShort(StepSource step)
    {
        var size = 0;
        foreach (var node in step.Nodes)
        {
            size += node is Choose or Either ? LongestStep : 1;
            foreach (var expression in ExpressionTree.Expressions(node))
            {
                size += ExpressionEmitter.Size(expression);
            }
        }

        return size < LongestStep;
    }
}
