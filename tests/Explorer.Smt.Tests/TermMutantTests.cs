using System.Collections.Generic;
using System.IO;
using System.Linq;
using Explorer.Language;
using Explorer.Machines.Analysis;
using Explorer.Smt.Execution;
using Explorer.Smt.Symbolic;
using Xunit;

namespace Explorer.Smt.Tests;

/// <summary>The agreement with the interpreter is a test that can fail: terms that are wrong in one place are caught.</summary>
public class TermMutantTests
{
    [Theory]
    [InlineData("classics/peterson-two.model")]
    [InlineData("history/ksm-2017.model")]
    public void Wrong_terms_do_not_agree(string path)
    {
        var model = ModelFile.Load(Path.Combine(RepositoryModels.Root, "models", path)).Bind(ModelSettings.None).Build();
        var terms = new TransitionTerms(model);
        new TermAgreement(terms, 1).Check(limit: 3_000, mutants: 0);
        var survivors = Mutants(terms).Where(m => Survives(terms, m.Mutant)).Select(m => m.What).ToList();
        Assert.Empty(survivors);
        Assert.True(Mutants(terms).Count() > 20);
    }

    private static bool Survives(TransitionTerms terms, ActionTerms mutant)
    {
        try
        {
            new TermAgreement(terms.WithActions(terms.Actions.SetItem(mutant.Action.Id, mutant)), 1).Check(limit: 3_000, mutants: 1);
            return true;
        }
        catch (Xunit.Sdk.XunitException)
        {
            return false;
        }
    }

    // For each outcome: it never ends, it ends where it is blocked, and each variable that it writes keeps its value. Where
    // no machine can be, no state shows what a term is.
    private static IEnumerable<(string What, ActionTerms Mutant)> Mutants(TransitionTerms terms)
    {
        var bounds = EffectiveBounds.Of(terms.Model);
        foreach (var action in terms.Actions.OfType<ActionTerms>().Where(a => bounds.IsReached(a.Action)))
        {
            for (var i = 0; i < action.Outcomes.Length; i++)
            {
                var outcome = action.Outcomes[i];
                var name = $"{action.Action.Name}, outcome {i}";
                if (!outcome.Ends.IsFalse)
                {
                    yield return ($"{name} never ends", With(action, i, outcome with { Ends = terms.Terms.False }));
                    yield return ($"{name} ends elsewhere", With(action, i, outcome with { Ends = terms.Terms.Not(outcome.Ends) }));
                    foreach (var mutant in KeepingVariables(terms, outcome))
                    {
                        yield return ($"{name} keeps a variable", With(action, i, mutant));
                    }
                }
            }
        }
    }

    private static IEnumerable<StepOutcome> KeepingVariables(TransitionTerms terms, StepOutcome outcome)
    {
        var variables = terms.States.State.Variables;
        for (var v = 0; v < variables.Length; v++)
        {
            if (!ReferenceEquals(variables[v], outcome.Variables[v]) && !Same(terms, variables[v], outcome.Variables[v]))
            {
                yield return outcome with { Variables = outcome.Variables.SetItem(v, variables[v]) };
            }
        }
    }

    private static bool Same(TransitionTerms terms, SymbolicValue a, SymbolicValue b) =>
        terms.States.Assignments(a, b).All(change => change.Key == change.Value);

    private static ActionTerms With(ActionTerms action, int index, StepOutcome outcome) =>
        new(action.Action, action.IsHere, action.Outcomes.SetItem(index, outcome));
}
