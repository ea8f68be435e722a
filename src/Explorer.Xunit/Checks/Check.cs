using System;
using Explorer.Language;

namespace Explorer.Xunit;

/// <summary>Where a check of a model begins: `Check.That("models/a.model").Holds()`.</summary>
public static class Check
{
    /// <summary>A check of a model under its default settings.</summary>
    /// <param name="path">Relative to the folder of the test program, then to that of the test project, then to the current
    /// folder.</param>
    public static ModelCheck That(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new ModelCheck(path);
    }

    /// <summary>A check of a model that was read already, from a file or from text.</summary>
    public static ModelCheck That(ModelFile model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ModelCheck(model);
    }

    /// <summary>A check of the model of a workload with this workload, under the settings for which it was drawn.</summary>
    public static ModelCheck That(Workload workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        return workload.Check;
    }
}
