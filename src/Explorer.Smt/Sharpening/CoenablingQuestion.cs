using Explorer.Smt.Terms;

namespace Explorer.Smt.Sharpening;

/// <summary>May two guards be true in one state? They may not if `facts and g and h` cannot hold.</summary>
internal static class CoenablingQuestion
{
    /// <summary>Holds in the states that show that they may; null: nothing is known of one of them.</summary>
    public static Term? Of(LabelTerms labels, TermFactory terms, int g, int h) =>
        labels.Labels[g] is { } first && labels.Labels[h] is { } second ? terms.And(first, second) : null;
}
