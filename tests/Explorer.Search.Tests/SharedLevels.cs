namespace Explorer.Search.Tests;

internal static class SharedLevels
{
    /// <summary>Every level is shared by so many workers, however few states it has.</summary>
    public static SearchOptions SharedBy(this SearchOptions options, int workers) =>
        options with { Workers = workers, SharedLevelStates = 1 };
}
