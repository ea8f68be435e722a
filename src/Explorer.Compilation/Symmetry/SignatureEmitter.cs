using System.Collections.Generic;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Explorer.Compilation.Emit;

namespace Explorer.Compilation.Symmetry;

/// <summary>Writes the signatures of all identities in a state. With colours, a part counts by the colours of those that
/// have a role in it; without, the pointer to them is not used.</summary>
internal unsafe delegate void SignatureDelegate(ulong* state, ushort* colours, ushort* sums);

/// <summary>
/// Compiles signatures: for each unnamed identity a number of 16 bits that says how it occurs in a state, whatever it and
/// the others are called. It is the sum, over all parts of the state, of a hash of its role there; all identities are
/// summed at once, as lanes of vectors. With colours given, each part counts by a hash of the colours of those that have
/// a role in it: one round of colour refinement (Weisfeiler and Leman, "The reduction of a graph to canonical form",
/// 1968, here with parts as hyperedges). Different identities may have the same sum: that costs time only.
/// </summary>
internal sealed class SignatureEmitter
{
    private readonly PartEmitter _parts;
    private readonly Il _il;
    private readonly int _vectors;
    private readonly bool _colours;
    private readonly LocalBuilder[] _sums;

    private SignatureEmitter(Il il, PartTables tables, int vectors, bool colours, ConstantPool pool)
    {
        _il = il;
        _parts = new PartEmitter(il, tables.Cut, pool);
        _vectors = vectors;
        _colours = colours;
        _sums = new LocalBuilder[vectors];
    }

    public static unsafe SignatureDelegate Compile(
        PartTables tables, List<SignatureTerm> terms, int vectors, bool colours, ConstantPool pool)
    {
        var method = new DynamicMethod(
            colours ? "refinement" : "signatures", typeof(void), [typeof(ulong*), typeof(ushort*), typeof(ushort*)],
            typeof(SignatureEmitter).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        new SignatureEmitter(new Il(il), tables, vectors, colours, pool).Emit(il, terms);
        return method.CreateDelegate<SignatureDelegate>();
    }

    private void Emit(ILGenerator generator, List<SignatureTerm> terms)
    {
        for (var i = 0; i < _vectors; i++)
        {
            _sums[i] = generator.DeclareLocal(typeof(Vector128<ushort>));
        }

        // Not guarded ones first; those with one guard together.
        foreach (var term in terms)
        {
            _parts.Begin(term.Guard);
            if (_colours)
            {
                AddCounted(term);
            }
            else
            {
                Add(term);
            }
        }

        _parts.End();
        for (var i = 0; !_colours && i < _vectors; i++)
        {
            _il.Load(_sums[i]);
            _il.Emit(OpCodes.Ldarg_2);
            _il.AddWords(i * SignatureVectors.WordsPerVector);
            _il.Call(typeof(SignatureVectors), nameof(SignatureVectors.Store));
        }

        _il.Emit(OpCodes.Ret);
    }

    private void Add(SignatureTerm term)
    {
        if (term.IsFixed)
        {
            AddFixed(term);
            return;
        }

        for (var i = 0; i < _vectors; i++)
        {
            _il.Load(_sums[i]);
            PushRoles(term);
            _il.AddWords(i * SignatureVectors.WordsPerVector);
            _il.Call(typeof(SignatureVectors), nameof(SignatureVectors.Add));
            _il.Store(_sums[i]);
        }
    }

    private void AddFixed(SignatureTerm term)
    {
        for (var i = 0; i < _vectors; i++)
        {
            _il.Load(_sums[i]);
            _il.Address(term.Table);
            _il.AddWords(i * SignatureVectors.WordsPerVector);
            _parts.Number(term.Field);
            _il.Call(typeof(SignatureVectors), nameof(SignatureVectors.AddTimes));
            _il.Store(_sums[i]);
        }
    }

    private void AddCounted(SignatureTerm term)
    {
        PushRoles(term);
        if (term.IsFixed)
        {
            _parts.Number(term.Field);
        }
        else
        {
            _il.Const(0);
        }

        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldarg_2);
        _il.Const32(_vectors);
        _il.Call(typeof(SignatureVectors), nameof(SignatureVectors.AddCounted));
    }

    // The address of the roles that belong to the number in the state.
    private void PushRoles(SignatureTerm term)
    {
        _il.Address(term.Table);
        if (term.IsFixed)
        {
            return;
        }

        var bytes = _vectors * SignatureVectors.BytesPerVector;
        if (System.Numerics.BitOperations.IsPow2(bytes))
        {
            _parts.Number(term.Field, System.Numerics.BitOperations.Log2((uint)bytes));
        }
        else
        {
            _parts.Number(term.Field);
            _il.Multiply(bytes);
        }

        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
    }
}
