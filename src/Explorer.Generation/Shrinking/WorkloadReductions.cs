using System.Collections.Generic;
using System.Linq;

namespace Explorer.Generation;

/// <summary>What can be left out of a workload, or made simpler, in one go.</summary>
public static class WorkloadReductions
{
    /// <summary>Smaller workloads: without all of a program, without a call, with an argument that comes earlier in its type;
    /// the largest leaps first, in a fixed order.</summary>
    public static IEnumerable<Workload> Of(Workload workload) =>
        WithoutPrograms(workload).Concat(WithoutCalls(workload)).Concat(WithSimplerArguments(workload));

    private static IEnumerable<Workload> WithoutPrograms(Workload workload)
    {
        for (var i = workload.Programs.Length - 1; i >= 0; i--)
        {
            if (workload.Programs[i].Length > 1)
            {
                yield return workload.With(i, []);
            }
        }
    }

    private static IEnumerable<Workload> WithoutCalls(Workload workload)
    {
        for (var i = workload.Programs.Length - 1; i >= 0; i--)
        {
            for (var k = workload.Programs[i].Length - 1; k >= 0; k--)
            {
                yield return workload.With(i, workload.Programs[i].RemoveAt(k));
            }
        }
    }

    private static IEnumerable<Workload> WithSimplerArguments(Workload workload)
    {
        for (var i = 0; i < workload.Programs.Length; i++)
        {
            var program = workload.Programs[i];
            for (var k = 0; k < program.Length; k++)
            {
                for (var a = 0; a < program[k].Arguments.Length; a++)
                {
                    foreach (var value in Enumerable.Range(0, program[k].Arguments[a]))
                    {
                        var call = program[k] with { Arguments = program[k].Arguments.SetItem(a, value) };
                        yield return workload.With(i, program.SetItem(k, call));
                    }
                }
            }
        }
    }
}
