using System;

namespace Explorer.Language.Parsing;

/// <summary>What an expression may not contain where it stands, unless in brackets of any kind.</summary>
[Flags]
internal enum Restrictions
{
    None = 0,

    /// <summary>No `T { … }`: in `on c {`, `when g {` and `foreach x in s {` the brace begins the body.</summary>
    StructLiteral = 1,

    /// <summary>No `in`: in `param N = 2 in 1..8` it begins the bounds.</summary>
    In = 2,

    /// <summary>No `|` between operands: inside `|s|` it ends the set.</summary>
    Bar = 4,
}
