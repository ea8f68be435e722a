using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Explorer.Startup;

/// <summary>
/// A profile as the ahead-of-time compiler reads it: an assembly whose only code names methods, one `ldtoken` each, in a
/// global method per group, and another global method that names the groups (MIBC; dotnet/runtime,
/// docs/design/features/DotNetPgo.md and MIbcProfileParser).
/// </summary>
/// <param name="group">The assembly into which the methods are compiled.</param>
internal sealed class ProfileWriter(string group)
{
    private readonly MetadataBuilder _metadata = new();
    private readonly BlobBuilder _code = new();
    private readonly List<EntityHandle> _methods = [];

    /// <summary>Methods so far.</summary>
    public int Count => _methods.Count;

    private ReferenceWriter References => field ??= new ReferenceWriter(_metadata);

    /// <summary>Adds a method with all its arguments. One whose signature has pointers to functions is left out.</summary>
    public void Add(MethodBase method)
    {
        if (References.Reference(method) is { IsNil: false } handle)
        {
            _methods.Add(handle);
        }
    }

    /// <summary>The profile with all that was added; for one call, at the end.</summary>
    public byte[] ToImage()
    {
        var bodies = new MethodBodyStreamEncoder(_code);
        _metadata.AddModule(0, _metadata.GetOrAddString("profile"), _metadata.GetOrAddGuid(new Guid("6a3f8c1e-7d52-4b0a-9c44-2f1e5d7b9a30")), default, default);
        _metadata.AddAssembly(_metadata.GetOrAddString("profile"), new Version(1, 0), default, default, default, AssemblyHashAlgorithm.None);
        _metadata.AddTypeDefinition(
            default, default, _metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var groupMethod = AddGlobal("Group", bodies.AddMethodBody(NamingMethods()));
        AddGlobal("AssemblyDictionary", bodies.AddMethodBody(NamingGroup(groupMethod)));
        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(_metadata), _code).Serialize(image);
        return image.ToArray();
    }

    private InstructionEncoder NamingMethods()
    {
        var code = new InstructionEncoder(new BlobBuilder());
        foreach (var method in _methods)
        {
            Name(code, method);
        }

        code.OpCode(ILOpCode.Ret);
        return code;
    }

    private InstructionEncoder NamingGroup(EntityHandle method)
    {
        var code = new InstructionEncoder(new BlobBuilder());
        code.LoadString(_metadata.GetOrAddUserString(group));
        Name(code, method);
        code.OpCode(ILOpCode.Ret);
        return code;
    }

    private static void Name(InstructionEncoder code, EntityHandle method)
    {
        code.OpCode(ILOpCode.Ldtoken);
        code.Token(method);
        code.OpCode(ILOpCode.Pop);
    }

    private MethodDefinitionHandle AddGlobal(string name, int body)
    {
        var signature = new BlobBuilder();
        new BlobEncoder(signature).MethodSignature().Parameters(0, r => r.Void(), _ => { });
        return _metadata.AddMethodDefinition(
            MethodAttributes.Public | MethodAttributes.Static, MethodImplAttributes.IL, _metadata.GetOrAddString(name),
            _metadata.GetOrAddBlob(signature), body, MetadataTokens.ParameterHandle(1));
    }
}
