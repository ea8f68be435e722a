using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Explorer.Checking;
using Explorer.Cli.Exploration;
using Explorer.Cli.Output;
using Explorer.Language.Diagnostics;
using Explorer.Reporting.Info;

namespace Explorer.Cli.Verbs;

/// <summary>What `info` was asked for.</summary>
/// <param name="SolverBudget">Longest time for the solver; null: it is not asked.</param>
internal sealed record InfoRequest(ImmutableArray<string> Models, ModelRequest Model, TimeSpan? SolverBudget, string? Json);

/// <summary>`info`: what a model consists of under some settings, without exploring it.</summary>
internal sealed class InfoVerb(InfoRequest request, Surroundings surroundings)
{
    public ExitCode Run()
    {
        var infos = new List<ModelInfo>();
        var codes = new List<ExitCode>();
        foreach (var path in request.Models)
        {
            var model = CompiledModel.Of(path, request.Model, out var diagnostics);
            surroundings.Error.Write(DiagnosticRenderer.Render(diagnostics));
            codes.Add(model is null ? ExitCode.WrongInput : ExitCode.Success);
            if (model is not null)
            {
                var dependence = ModelDependence.Of(model, request.SolverBudget, surroundings.Interruption);
                infos.Add(ModelDescription.Of(path, model, dependence));
                Print(infos[^1]);
            }
        }

        JsonTarget.Write(request.Json, surroundings, stream => ModelInfoJson.Write(infos, stream));
        return ExitCodes.Gravest(codes);
    }

    private void Print(ModelInfo info)
    {
        if (!JsonTarget.TakesOutput(request.Json))
        {
            foreach (var line in ModelInfoText.Lines(info))
            {
                surroundings.Out.WriteLine(line);
            }
        }
    }
}
