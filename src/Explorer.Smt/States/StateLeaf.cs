using Explorer.Smt.Terms;

namespace Explorer.Smt.States;

/// <summary>One scalar of a state: a truth value, a number, a tag.</summary>
/// <param name="Entry">To which entry of a state it belongs, numbered as in a footprint.</param>
/// <param name="Name">The part as it would be written in a model.</param>
public sealed record StateLeaf(int Index, int Entry, string Name, Term Term);
