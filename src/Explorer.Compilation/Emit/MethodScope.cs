using System.Collections.Generic;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Explorer.Compilation.Layout;
using Explorer.Compilation.Runtime;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Types;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Emit;

/// <summary>
/// What the emitters of one step or question share. A fault is noted in a local, of the kind that was met first, and execution goes on with some value until the code that
/// has an empty stack asks for it.
/// </summary>
internal sealed class MethodScope(
    CompilationContext context, Il il, StateWords words, FaultAnalysis faults, bool mayFault, LocalBuilder? sharedFault = null)
{
    private readonly Dictionary<Local, LocalBuilder> _holders = [];
    private readonly Dictionary<Local, StrongBox<long>> _constants = [];
    private readonly LocalBuilder? _fault = mayFault ? sharedFault ?? il.Number32() : null;
    private int _scratchWords;

    public CompilationContext Context => context;

    public Il Il => il;

    public StateWords Words => words;

    public FaultAnalysis Faults => faults;

    public StateLayout Layout => context.Layout;

    /// <summary>The kind of the first fault met, 0 if none.</summary>
    public LocalBuilder Fault => _fault ?? throw new Core.InternalErrorException("a fault where none was expected");

    public bool HasFault => _fault is not null;

    public Encoding EncodingOf(ModelType type) => context.Encodings.Of(type);

    /// <summary>The local that holds a local of the model: a scalar, an integer as itself, or a pointer.</summary>
    public LocalBuilder Holder(Local local)
    {
        if (!_holders.TryGetValue(local, out var holder))
        {
            holder = EncodingOf(local.Type).IsScalar ? il.Number() : il.Pointer();
            _holders.Add(local, holder);
        }

        return holder;
    }

    /// <summary>The value of a bound name in an unrolled loop.</summary>
    public long? Constant(Local local) => _constants.TryGetValue(local, out var value) ? value.Value : null;

    public void Bind(Local local, long value) => _constants[local] = new StrongBox<long>(value);

    public void Unbind(Local local) => _constants.Remove(local);

    /// <summary>A pointer to memory of its own for a value. What is there is not cleared.</summary>
    public LocalBuilder Area(int size)
    {
        var pointer = il.Pointer();
        il.Frame();
        il.LoadField(typeof(Frame).GetField(nameof(Frame.Scratch))!);
        il.AddWords(_scratchWords);
        il.Store(pointer);
        _scratchWords += size;
        context.NeedScratch(_scratchWords);
        return pointer;
    }

    public void ClearFault()
    {
        il.Const32(0);
        il.Store(Fault);
    }

    /// <summary>Notes a fault unless one was met before.</summary>
    public void NoteFault(int kind)
    {
        var done = il.Label();
        il.Load(Fault);
        il.Jump(OpCodes.Brtrue, done);
        il.Const32(kind);
        il.Store(Fault);
        il.Mark(done);
    }

    /// <summary>The value of a scalar type as it is on the stack: integers as themselves, anything else as its bits, the
    /// identity mark as -1.</summary>
    public long OnStack(ModelType type, Value value) => value switch
    {
        IntValue v => v.Number,
        IdentityValue v => v.Index,
        _ => unchecked((long)EncodingOf(type).EncodeScalar(value)),
    };
}
