using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Explorer.Startup;

/// <summary>References from one assembly to types and methods of others, whether it could see them or not.</summary>
internal sealed class ReferenceWriter(MetadataBuilder metadata)
{
    private readonly Dictionary<Assembly, AssemblyReferenceHandle> _assemblies = [];
    private readonly Dictionary<Type, EntityHandle> _types = [];

    /// <summary>A method with all its arguments; nil if its signature has pointers to functions.</summary>
    public EntityHandle Reference(MethodBase method)
    {
        var owner = method.DeclaringType!;
        // The reference has the signature of the definition: parameters of types are numbers there.
        var definitions = (owner.IsGenericType ? owner.GetGenericTypeDefinition() : owner).GetMembers(MethodFinder.All);
        var definition = definitions.OfType<MethodBase>().Single(method.HasSameMetadataDefinitionAs);
        if (TypesOf(definition).Any(t => t.IsFunctionPointer))
        {
            return default;
        }

        var member = metadata.AddMemberReference(Reference(owner), metadata.GetOrAddString(method.Name), metadata.GetOrAddBlob(Signature(definition)));
        return method.IsGenericMethod ? metadata.AddMethodSpecification(member, metadata.GetOrAddBlob(Arguments(method))) : member;
    }

    private static IEnumerable<Type> TypesOf(MethodBase method) =>
        method.GetParameters().Select(p => p.ParameterType).Append(method is MethodInfo m ? m.ReturnType : typeof(void));

    private BlobBuilder Signature(MethodBase definition)
    {
        var blob = new BlobBuilder();
        var parameters = definition.GetParameters();
        new BlobEncoder(blob)
            .MethodSignature(genericParameterCount: definition.IsGenericMethod ? definition.GetGenericArguments().Length : 0, isInstanceMethod: !definition.IsStatic)
            .Parameters(parameters.Length, out var result, out var encoder);
        if (definition is MethodInfo { ReturnType: var type } method && type != typeof(void))
        {
            Modify(result.CustomModifiers(), method.ReturnParameter);
            Write(result.Type(type.IsByRef), type);
        }
        else
        {
            Modify(result.CustomModifiers(), (definition as MethodInfo)?.ReturnParameter);
            result.Void();
        }

        foreach (var parameter in parameters)
        {
            var next = encoder.AddParameter();
            Modify(next.CustomModifiers(), parameter);
            Write(next.Type(parameter.ParameterType.IsByRef), parameter.ParameterType);
        }

        return blob;
    }

    private BlobBuilder Arguments(MethodBase method)
    {
        var blob = new BlobBuilder();
        var arguments = method.GetGenericArguments();
        var encoder = new BlobEncoder(blob).MethodSpecificationSignature(arguments.Length);
        foreach (var argument in arguments)
        {
            Write(encoder.AddArgument(), argument);
        }

        return blob;
    }

    private void Modify(CustomModifiersEncoder encoder, ParameterInfo? parameter)
    {
        foreach (var modifier in parameter?.GetRequiredCustomModifiers() ?? [])
        {
            encoder.AddModifier(Reference(modifier), isOptional: false);
        }
    }

    private void Write(SignatureTypeEncoder encoder, Type type)
    {
        if (type.IsByRef)
        {
            Write(encoder, type.GetElementType()!);
        }
        else if (type.IsPointer)
        {
            WritePointer(encoder, type.GetElementType()!);
        }
        else if (type.IsArray)
        {
            Write(encoder.SZArray(), type.GetElementType()!);
        }
        else if (type.IsGenericMethodParameter)
        {
            encoder.GenericMethodTypeParameter(type.GenericParameterPosition);
        }
        else if (type.IsGenericTypeParameter)
        {
            encoder.GenericTypeParameter(type.GenericParameterPosition);
        }
        else if (type.IsGenericType)
        {
            WriteInstance(encoder, type);
        }
        else
        {
            WriteNamed(encoder, type);
        }
    }

    private void WritePointer(SignatureTypeEncoder encoder, Type target)
    {
        if (target == typeof(void))
        {
            encoder.VoidPointer();
        }
        else
        {
            Write(encoder.Pointer(), target);
        }
    }

    private void WriteInstance(SignatureTypeEncoder encoder, Type type)
    {
        var arguments = type.GetGenericArguments();
        var next = encoder.GenericInstantiation(Named(type.GetGenericTypeDefinition()), arguments.Length, type.IsValueType);
        foreach (var argument in arguments)
        {
            Write(next.AddArgument(), argument);
        }
    }

    private void WriteNamed(SignatureTypeEncoder encoder, Type type)
    {
        // Types that have a code of their own in signatures must not be written as references.
        if (type.Assembly == typeof(object).Assembly && type.Namespace == "System" && !type.IsNested
            && Enum.TryParse<PrimitiveTypeCode>(type.Name, out var code))
        {
            encoder.PrimitiveType(code);
        }
        else
        {
            encoder.Type(Named(type), type.IsValueType);
        }
    }

    private EntityHandle Reference(Type type)
    {
        if (!type.IsGenericType && !type.IsArray)
        {
            return Named(type);
        }

        if (!_types.TryGetValue(type, out var handle))
        {
            var blob = new BlobBuilder();
            Write(new BlobEncoder(blob).TypeSpecificationSignature(), type);
            handle = metadata.AddTypeSpecification(metadata.GetOrAddBlob(blob));
            _types.Add(type, handle);
        }

        return handle;
    }

    // A type by its name: a definition, if it has parameters.
    private EntityHandle Named(Type type)
    {
        if (!_types.TryGetValue(type, out var handle))
        {
            var scope = type.DeclaringType is { } outer ? Named(outer) : Assembly(type.Assembly);
            var space = type.IsNested || type.Namespace is null ? default : metadata.GetOrAddString(type.Namespace);
            handle = metadata.AddTypeReference(scope, space, metadata.GetOrAddString(type.Name));
            _types.Add(type, handle);
        }

        return handle;
    }

    private AssemblyReferenceHandle Assembly(Assembly assembly)
    {
        if (!_assemblies.TryGetValue(assembly, out var handle))
        {
            var name = assembly.GetName();
            var token = name.GetPublicKeyToken() is { Length: > 0 } key ? metadata.GetOrAddBlob(key) : default;
            handle = metadata.AddAssemblyReference(metadata.GetOrAddString(name.Name!), name.Version!, default, token, default, default);
            _assemblies.Add(assembly, handle);
        }

        return handle;
    }
}
