using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Checking;
using Explorer.Cli.Exploration;
using Explorer.Cli.Output;
using Explorer.Core.Diagnostics;
using Explorer.Language;
using Explorer.Language.Diagnostics;
using Explorer.Machines;
using Explorer.Reporting.Proofs;
using Explorer.Smt.Proofs;
using Explorer.Smt.Solving;

namespace Explorer.Cli.Verbs;

/// <summary>What `prove` was asked for.</summary>
/// <param name="MostSteps">The longest induction.</param>
/// <param name="Time">For each model.</param>
/// <param name="Json">A file, `-`, or null.</param>
internal sealed record ProveRequest(
    ImmutableArray<string> Models, ModelRequest Model, int MostSteps, TimeSpan Time, string? Json)
{
    public bool IsVerbose { get; init; }

    public bool IsQuiet { get; init; }
}

/// <summary>`prove`: for each property an unbounded argument by induction, or the state that breaks it.</summary>
internal sealed class ProveVerb(ProveRequest request, Surroundings surroundings)
{
    private readonly List<ProofReport> _reports = [];

    public ExitCode Run()
    {
        if (!Z3Library.IsAvailable)
        {
            var bag = new DiagnosticBag();
            bag.Report(SolverDiagnostics.NoSolver, RequestDiagnostics.Place("prove"), Z3Library.HowToInstall);
            surroundings.Error.Write(DiagnosticRenderer.Render(bag.Sorted()));
            return ExitCode.WrongInput;
        }

        var codes = new List<ExitCode>();
        foreach (var path in request.Models)
        {
            codes.Add(Prove(path));
            if (surroundings.Interruption.IsCancellationRequested)
            {
                codes.Add(ExitCode.Interrupted);
                break;
            }
        }

        JsonTarget.Write(request.Json, surroundings, stream => ProofJson.Write(_reports, stream));
        return ExitCodes.Gravest(codes);
    }

    private ExitCode Prove(string path)
    {
        var loaded = ReadyModel.Of(path, request.Model, out var diagnostics);
        surroundings.Error.Write(DiagnosticRenderer.Render(diagnostics));
        if (loaded is null)
        {
            return ExitCode.WrongInput;
        }

        if (!request.IsQuiet)
        {
            surroundings.Error.WriteLine($"{path}: looking for inductions");
        }

        // The whole model, whatever was asked for: its other properties are lemmas.
        var machines = loaded.Build();
        var asked = Enumerable.Range(0, machines.Properties.Length)
            .Where(p => request.Model.Properties?.Contains(machines.Properties[p].Name) ?? true).ToList();
        var result = InvariantProver.Prove(machines, asked, Options(), surroundings.Interruption);
        var reports = result.Proofs.Select(p => Report(path, loaded, machines, p)).ToList();
        _reports.AddRange(reports);
        if (!JsonTarget.TakesOutput(request.Json))
        {
            Print(path, reports);
        }

        return ExitCodes.Gravest(reports.Select(r => r.Outcome switch
        {
            "proved" => ExitCode.Success,
            "refuted" => ExitCode.Violated,
            _ => ExitCode.Inconclusive,
        }));
    }

    private ProofOptions Options() => new() { MostSteps = request.MostSteps, Time = request.Time };

    private static ProofReport Report(string path, LoadedModel loaded, MachineModel machines, PropertyProof proof) => new(
        path, machines, proof.Property, proof.Outcome.ToString().ToLowerInvariant(), proof.Steps, proof.Lemmas, proof.Reason, proof.Seconds)
    {
        Settings = [.. loaded.Parameters.Concat(loaded.Switches).Select(s => (s.Name, s.Value))],
        State = proof.Broken?.State,
        Action = proof.Broken?.Action,
        After = proof.Broken?.After,
        Reachable = proof.Broken?.IsReachable switch
        {
            Reachability.Reachable => "yes",
            Reachability.Unreachable => "no",
            Reachability.NotKnown => "not known",
            _ => "",
        },
    };

    private void Print(string path, List<ProofReport> reports)
    {
        surroundings.Out.WriteLine(path);
        foreach (var line in reports.SelectMany(r => ProofText.Lines(r, request.IsVerbose)))
        {
            surroundings.Out.WriteLine(line);
        }

        surroundings.Out.WriteLine();
        surroundings.Out.WriteLine(reports.Count == 0
            ? "  Nothing to prove: a reachable is for 'explorer check'."
            : $"  {ProofText.Sizes(reports[0])}");
        surroundings.Out.WriteLine();
        surroundings.Out.Flush();
    }
}
