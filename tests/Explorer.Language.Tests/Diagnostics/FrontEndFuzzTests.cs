using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Machines;
using Explorer.Machines.Analysis;
using Explorer.Machines.Expressions;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Language.Tests.Diagnostics;

/// <summary>The whole front end on almost every text: it reports or builds, in time, whatever the text.</summary>
public sealed class FrontEndFuzzTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ModelSeeds _seeds = new();

    public void Dispose() => _seeds.Dispose();

    [Property(MaxTest = 150, Replay = "20240607,31", Arbitrary = [typeof(ModelMutations)])]
    public void Any_change_of_a_model_is_reported_or_built(ModelMutation mutation) => Check(mutation);

    [Property(MaxTest = 20_000, Explicit = true, Arbitrary = [typeof(ModelMutations)])]
    public void Very_many_changes_of_models_are_reported_or_built(ModelMutation mutation) => Check(mutation);

    [Fact]
    public void The_seeds_themselves_are_models()
    {
        Assert.NotEmpty(_seeds.All);
        foreach (var seed in _seeds.All.Where(s => s.Model == s.Changed && s.Model.StartsWith("classics", StringComparison.Ordinal)))
        {
            var loaded = _seeds.With(seed, _seeds.TextOf(seed.Changed)).Bind(ModelSettings.None);
            Assert.True(!loaded.HasErrors, DiagnosticRenderer.Render(loaded.Diagnostics));
        }
    }

    private void Check(ModelMutation mutation)
    {
        var seed = _seeds.All[mutation.Seed % _seeds.All.Length];
        var text = mutation.Of(_seeds.TextOf(seed.Changed), _seeds.Lines);
        var work = Task.Run(() => CheckText(seed, text));
        try
        {
            Assert.True(work.Wait(Patience), "it takes too long");
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{seed.Model}, with this as {seed.Changed}:\n{text}", e);
        }
    }

    private void CheckText((string Model, string Changed) seed, string text)
    {
        var loaded = _seeds.With(seed, text).Bind(ModelSettings.None);
        Assert.All(loaded.Diagnostics, CheckDiagnostic);
        Assert.Distinct(loaded.Diagnostics.Select(d => (d.Code, d.Span, d.Message)));
        if (loaded.HasErrors)
        {
            return;
        }

        CheckMachines(loaded.Build());
        CheckMachines(loaded.Build(loaded.PropertyNames[..1]));
        CheckMachines(loaded.Build([]));
    }

    private static void CheckDiagnostic(Diagnostic diagnostic)
    {
        CheckSpan(diagnostic.Span);
        Assert.All(diagnostic.Related, related => CheckSpan(related.Span));
        Assert.DoesNotContain("''", diagnostic.Code.StartsWith("EX1", StringComparison.Ordinal) ? "" : diagnostic.Message, StringComparison.Ordinal);
        Assert.NotEmpty(DiagnosticRenderer.Render(diagnostic));
    }

    private static void CheckSpan(SourceSpan span) =>
        Assert.True(0 <= span.Start && span.Start <= span.End && span.End <= span.Source.Text.Length, $"{span.Start}..{span.End}");

    // What stands for something wrong has a type of its own, which no finished machine may contain.
    private static void CheckMachines(MachineModel model)
    {
        var nodes = model.InitialNodes.Concat(model.Machines.SelectMany(m => m.StartNodes)).Concat(model.Actions.SelectMany(a => a.Nodes));
        IEnumerable<Expression> roots = [.. nodes.SelectMany(ExpressionTree.Expressions), .. model.Conditions.OfType<Expression>()];
        Assert.All(roots.SelectMany(ExpressionTree.SelfAndDescendants), e => CheckType(e.Type.Display));
        Assert.All(model.Variables, v => CheckType(v.Type.Display));
        Assert.All(model.Machines.SelectMany(m => m.Locals), l => CheckType(l.Type.Display));
        Assert.Equal(Enumerable.Range(0, model.Actions.Length), model.Actions.Select(a => a.Id));
        Assert.All(model.Actions, action => CheckTargets(action.Nodes));
    }

    private static void CheckType(string display) => Assert.False(display is "?" or "none" or "{}", display);

    private static void CheckTargets(ImmutableArray<Machines.Nodes.Node> nodes) =>
        Assert.All(nodes.SelectMany(ExpressionTree.Successors), next => Assert.InRange(next, 0, nodes.Length - 1));
}
