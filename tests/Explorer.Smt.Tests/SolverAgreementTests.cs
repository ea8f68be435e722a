using System;
using System.Collections.Generic;
using System.Linq;
using Explorer.Language;
using Explorer.Machines;
using Explorer.Machines.Interpretation;
using Explorer.Smt.Execution;
using Explorer.Smt.Solving;
using Explorer.Smt.Terms;
using Explorer.TestKit;
using FsCheck.Xunit;
using Xunit;

namespace Explorer.Smt.Tests;

/// <summary>The solver computes the same from a state's leaves as <see cref="TermProgram"/>, which is held against the
/// interpreter.</summary>
public class SolverAgreementTests
{
    public SolverAgreementTests() => Assert.SkipUnless(Z3Library.IsAvailable, Z3Library.HowToInstall);

    [Property(MaxTest = 40, Arbitrary = [typeof(MachineModelGenerator)])]
    public void The_solver_agrees_with_the_interpreter(MachineModel model) => Check(new TransitionTerms(model), states: 3);

    [Theory]
    [MemberData(nameof(RepositoryModels.Paths), MemberType = typeof(RepositoryModels))]
    public void The_solver_agrees_on_the_models_of_the_repository(string path) =>
        Check(new TransitionTerms(ModelFile.Load(path).Bind(ModelSettings.None).Build()), states: 2);

    [Fact]
    public void The_solver_gives_a_state_back()
    {
        var terms = new TermFactory();
        var (flag, number) = (terms.Leaf(0, 0), terms.Leaf(1, 7));
        using var session = new SolverSession(TimeSpan.FromSeconds(10));
        var condition = terms.And(flag, terms.Equal(terms.Add(number, terms.Constant(1, 7)), terms.Constant(100, 7)));
        Assert.Equal(SolverAnswer.Satisfiable, session.Check(condition, [flag, number], out var witness));
        Assert.Equal<ulong>([1, 99], witness!);
        Assert.Equal(SolverAnswer.Unsatisfiable, session.Check(terms.And(condition, terms.Equal(number, terms.Constant(3, 7)))));
        Assert.Equal(SolverAnswer.Satisfiable, session.Check(condition));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(128)]
    public void Wide_constants_reach_the_solver(int width)
    {
        var terms = new TermFactory();
        var leaf = terms.Leaf(0, width);
        var constant = terms.Constant((Int128)(((UInt128)0xFEDCBA9876543210 << 64) | 0x8123456789ABCDEF), width);
        using var session = new SolverSession(TimeSpan.FromSeconds(10));
        session.Assert(terms.Equal(leaf, constant));
        Assert.Equal(SolverAnswer.Satisfiable, session.Check(terms.True));

        // Its low half, and its low half plus one.
        var low = terms.Truncate(leaf, 62);
        Assert.Equal(SolverAnswer.Satisfiable, session.Check(terms.Equal(low, terms.Constant(0x0123456789ABCDEF, 62))));
        Assert.Equal(SolverAnswer.Unsatisfiable, session.Check(terms.Equal(low, terms.Constant(0x0123456789ABCDF0, 62))));
    }

    private static void Check(TransitionTerms model, int states)
    {
        var interpreter = new Interpreter(model.Model);
        var roots = Roots(model).ToList();
        var program = new TermProgram(roots);
        foreach (var state in States(interpreter, states))
        {
            var leaves = model.States.Encode(state);
            program.Run(leaves);
            using var session = new SolverSession(TimeSpan.FromSeconds(60));
            foreach (var leaf in model.States.Leaves)
            {
                session.Assert(Is(model.Terms, leaf.Term, leaves[leaf.Index]));
            }

            // Each root has the value that the program computed: that one of them has another is impossible.
            var differs = model.Terms.Any(roots.Select((root, i) => model.Terms.Not(Is(model.Terms, root, program.Bits(i)))));
            Assert.Equal(SolverAnswer.Satisfiable, session.Check(model.Terms.True));
            Assert.Equal(SolverAnswer.Unsatisfiable, session.Check(differs));
        }
    }

    private static IEnumerable<Term> Roots(TransitionTerms model) => model.Actions.OfType<ActionTerms>()
        .SelectMany(action => action.Outcomes.SelectMany(outcome => action.Changes(model.States, outcome).Select(c => c.Value)
            .Concat(outcome.Faults).Append(outcome.Ends)))
        .Concat(model.Conditions.OfType<ConditionTerms>().Select(c => c.Holds))
        .Where(t => t.Width <= 64)
        .Distinct();

    private static IEnumerable<MachineState> States(Interpreter interpreter, int count)
    {
        var state = interpreter.InitialOutcomes().Select(o => o.State).FirstOrDefault(s => s is not null);
        for (var i = 0; i < count && state is not null; i++)
        {
            yield return state;
            state = interpreter.Successors(state).Select(s => s.Outcome.State).LastOrDefault(s => s is not null);
        }
    }

    private static Term Is(TermFactory terms, Term term, ulong bits) =>
        terms.Equal(term, term.IsBoolean ? terms.Boolean(bits != 0) : terms.Constant((Int128)(UInt128)bits, term.Width));
}
