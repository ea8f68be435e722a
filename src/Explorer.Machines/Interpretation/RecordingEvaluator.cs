using Explorer.Machines.Expressions;
using Explorer.Machines.Values;

namespace Explorer.Machines.Interpretation;

/// <summary>Evaluates, and notes what is read (<see cref="StepAccesses"/>).</summary>
internal sealed class RecordingEvaluator(MachineModel model, AccessLog log) : Evaluator(model)
{
    public override Value Evaluate(Expression expression, Scope scope)
    {
        if (PartOf(expression, scope) is var (part, value))
        {
            log.Read(part, value);
            return value;
        }

        switch (expression)
        {
            case AtLocation e:
                log.Ask(new LocationRead(e.Machine, e.Locations));
                break;
            case OtherLocalRead e:
                log.Ask(new LocationRead(e.Machine, null));
                break;
            case Quantified { Kind: QuantifierKind.ForAll or QuantifierKind.Exists } e:
                ReadAll(e, scope);
                break;
        }

        return base.Evaluate(expression, scope);
    }

    // The part of a variable that an expression names, as small as it names it; null if it names none.
    private (AccessedPart Part, Value Value)? PartOf(Expression expression, Scope scope)
    {
        switch (expression)
        {
            case VariableRead e:
                return (new AccessedPart(e.Variable, []), scope.Variables[e.Variable.Index]);
            case ElementRead e when PartOf(e.Array, scope) is var (whole, value):
                var array = (ArrayValue)value;
                var position = Parts.PositionInArray(array.Type, Evaluate(e.Index, scope), e.Index.Span);
                return (whole with { Path = whole.Path.Add(position) }, array.Elements[position]);
            case FieldRead e when PartOf(e.Operand, scope) is var (whole, value):
                return (whole with { Path = whole.Path.Add(e.Field) }, ((StructValue)value).Fields[e.Field]);
            default:
                return null;
        }
    }

    private void ReadAll(Quantified e, Scope scope)
    {
        foreach (var value in Parts.ValuesOf(e.Bound.Type))
        {
            try
            {
                IsTrue(e.Body, scope.With(e.Bound, value));
            }
            catch (FaultException)
            {
                // Whether it is met is for the evaluation proper to find out.
            }
        }
    }
}
