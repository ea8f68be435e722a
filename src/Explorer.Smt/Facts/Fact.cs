using System.Collections.Generic;
using Explorer.Smt.Terms;

namespace Explorer.Smt.Facts;

/// <summary>What holds in all reachable states, or is proposed to: one part never has some value, or two parts never have
/// two values at the same time.</summary>
/// <param name="Text">As one would say it.</param>
/// <param name="Entries">The entries of the state of which it speaks.</param>
public sealed record Fact(string Text, IReadOnlyList<int> Entries, Term Holds);
