using System.Linq;
using Explorer.Machines.Values;

namespace Explorer.Compilation.Layout;

/// <summary>The mark -1 of identities that are not set. No encoding has room for it: what can hold it is never read
/// before it is set, or the location says that it is not live.</summary>
internal static class IdentityMarks
{
    /// <summary>The value with identity 0 in place of every mark.</summary>
    public static Value Clear(Value value) => value switch
    {
        IdentityValue v when v.Index < 0 => v with { Index = 0 },
        OptionValue { Content: not null } v => v with { Content = Clear(v.Content) },
        StructValue v => v with { Fields = [.. v.Fields.Select(Clear)] },
        EnumValue v => v with { Fields = [.. v.Fields.Select(Clear)] },
        _ => value,
    };
}
