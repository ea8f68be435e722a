using System.Collections.Generic;
using System.Linq;
using Explorer.Language.Syntax;

namespace Explorer.Language.Binding;

/// <summary>The types written in a declaration whose members are names of their own: enums and identities.</summary>
internal static class EnumMembers
{
    /// <summary>Each such type, with the declared name if it is the declaration's own type.</summary>
    public static IEnumerable<(TypeSyntax Type, string? Owner)> In(DeclarationSyntax declaration) => declaration switch
    {
        TypeDeclarationSyntax d => In(d.Type, d.Name.Text),
        VariableSyntax d => In(d.Type, null),
        ParamSyntax { Type: { } type } => In(type, null),
        SwitchSyntax { Type: { } type } => In(type, null),
        _ => [],
    };

    private static IEnumerable<(TypeSyntax Type, string? Owner)> In(TypeSyntax type, string? owner) => type switch
    {
        EnumTypeSyntax t => t.Variants.SelectMany(v => v.Fields).SelectMany(f => In(f.Type, null)).Prepend((t, owner)),
        IdentityTypeSyntax t => [(t, owner)],
        StructTypeSyntax t => t.Fields.SelectMany(f => In(f.Type, null)),
        OptionTypeSyntax t => In(t.Element, null),
        ArrayTypeSyntax t => In(t.Index, null).Concat(In(t.Element, null)),
        SetTypeSyntax t => In(t.Element, null),
        QueueTypeSyntax t => In(t.Element, null),
        _ => [],
    };
}
