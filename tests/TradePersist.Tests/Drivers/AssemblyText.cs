using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace TradePersist.Tests.Drivers;

/// <summary>What an assembly offers, and what it wants of another one, read without loading it.</summary>
internal static class AssemblyText
{
    private static readonly SignatureText Signatures = new();

    /// <summary>Every public type, and every member that another assembly can use.</summary>
    public static HashSet<string> Offered(Assembly assembly) => Read(assembly, reader =>
    {
        var offered = new HashSet<string>();
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            var name = SignatureText.Of(reader, handle);
            offered.Add(name);
            offered.UnionWith(type.GetMethods().Select(reader.GetMethodDefinition)
                .Where(method => (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public)
                .Select(method => SignatureText.Method(name, reader.GetString(method.Name), method.DecodeSignature(Signatures, null))));
            offered.UnionWith(type.GetFields().Select(reader.GetFieldDefinition)
                .Where(field => (field.Attributes & FieldAttributes.FieldAccessMask) == FieldAttributes.Public)
                .Select(field => SignatureText.Field(name, reader.GetString(field.Name), field.DecodeSignature(Signatures, null))));
        }

        return offered;
    });

    /// <summary>The types and members of another assembly that this one refers to.</summary>
    public static HashSet<string> Wanted(Assembly assembly, string other) => Read(assembly, reader =>
    {
        var types = reader.TypeReferences.Where(handle => IsOf(reader, handle, other));
        var members = reader.MemberReferences.Select(reader.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference && IsOf(reader, (TypeReferenceHandle)member.Parent, other));
        return types.Select(handle => SignatureText.Of(reader, handle)).Concat(members.Select(member => Describe(reader, member))).ToHashSet();
    });

    private static string Describe(MetadataReader reader, MemberReference member)
    {
        var type = SignatureText.Of(reader, (TypeReferenceHandle)member.Parent);
        var name = reader.GetString(member.Name);
        return member.GetKind() == MemberReferenceKind.Method
            ? SignatureText.Method(type, name, member.DecodeMethodSignature(Signatures, null))
            : SignatureText.Field(type, name, member.DecodeFieldSignature(Signatures, null));
    }

    private static bool IsOf(MetadataReader reader, TypeReferenceHandle handle, string assembly)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsOf(reader, (TypeReferenceHandle)scope, assembly),
            HandleKind.AssemblyReference => reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == assembly,
            _ => false,
        };
    }

    private static HashSet<string> Read(Assembly assembly, Func<MetadataReader, HashSet<string>> read)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        return read(file.GetMetadataReader());
    }
}
