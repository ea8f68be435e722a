using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Language;

namespace Explorer.Generation;

/// <summary>A model under several settings, each compiled when it is first asked for. For several threads.</summary>
public sealed class ModelVariants(ModelFile file, ImmutableArray<string>? selection)
{
    private readonly ConcurrentDictionary<string, Lazy<GenerationModel?>> _models = new();

    /// <summary>The model under some settings; null where they are wrong, which is no mistake: smaller ones are tried.</summary>
    public GenerationModel? Of(ModelSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return _models.GetOrAdd(KeyOf(settings), _ => new(() => GenerationModel.Of(file, settings, selection, out var _))).Value;
    }

    /// <summary>Takes in a model that was compiled elsewhere.</summary>
    public void Add(GenerationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _models[KeyOf(model.Settings)] = new(model);
    }

    internal static string KeyOf(ModelSettings settings) =>
        string.Join(',', settings.Configs) + '/' + string.Join(',', settings.Values.Select(v => $"{v.Name}={v.Value}"));
}
