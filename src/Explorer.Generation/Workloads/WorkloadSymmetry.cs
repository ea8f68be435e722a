using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Machines;
using Explorer.Machines.Symmetry;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.Machines.Workloads;

namespace Explorer.Generation;

/// <summary>
/// Which workloads are the same but for the names of CPUs, pages, addresses: a renaming of unnamed identities that maps one
/// to the other maps every run of the one to a run of the other (Ip and Dill, "Better verification through symmetry",
/// 1996). All renamings are tried, which is exact; there are few identities in a workload.
/// </summary>
public sealed class WorkloadSymmetry
{
    private const int MostRenamings = 5040;

    private readonly ImmutableArray<(int[] Owners, Dictionary<WorkloadCall, WorkloadCall> Calls)> _renamings;

    internal WorkloadSymmetry(MachineModel model, WorkloadSpace space)
    {
        var types = TypesIn(space.Description);
        Types = [.. types.Select(t => t.Name)];
        _renamings = [.. IdentityPermutation.All(model with { IdentityTypes = types }).Select(p => Renaming(space, p))
            .DistinctBy(r => string.Join(',', r.Owners) + '/' + string.Join(',', space.Calls.Select(c => space.Calls.IndexOf(r.Calls[c]))))];
    }

    /// <summary>The identity types whose unnamed members are renamed.</summary>
    public ImmutableArray<string> Types { get; }

    /// <summary>The first, in the order of workloads, of those that are the same.</summary>
    public Workload Representative(Workload workload)
    {
        var least = workload;
        foreach (var (owners, calls) in _renamings)
        {
            var image = Apply(workload, owners, calls);
            least = Workload.Compare(image, least) < 0 ? image : least;
        }

        return least;
    }

    /// <summary>Is the workload the first of those that are the same?</summary>
    public bool IsRepresentative(Workload workload) =>
        _renamings.All(r => Workload.Compare(Apply(workload, r.Owners, r.Calls), workload) >= 0);

    /// <summary>How many different workloads are the same as this one, itself included.</summary>
    public int ClassSize(Workload workload) => _renamings.Select(r => Apply(workload, r.Owners, r.Calls)).Distinct().Count();

    private static Workload Apply(Workload workload, int[] owners, Dictionary<WorkloadCall, WorkloadCall> calls)
    {
        var programs = new ImmutableArray<WorkloadCall>[owners.Length];
        for (var i = 0; i < owners.Length; i++)
        {
            programs[owners[i]] = [.. workload.Programs[i].Select(c => calls[c])];
        }

        return new Workload([.. programs]);
    }

    private static (int[] Owners, Dictionary<WorkloadCall, WorkloadCall> Calls) Renaming(WorkloadSpace space, IdentityPermutation permutation)
    {
        var owner = space.Description.Owner;
        var owners = Enumerable.Range(0, space.Programs)
            .Select(i => (int)ValueOrder.Of(owner, permutation.Apply(ValueOrder.At(owner, i)))).ToArray();
        return (owners, space.Calls.ToDictionary(c => c, c => Image(space, permutation, c)));
    }

    private static WorkloadCall Image(WorkloadSpace space, IdentityPermutation permutation, WorkloadCall call)
    {
        var renamed = (EnumValue)permutation.Apply(space.ValueOf(call));
        var fields = space.Description.Fields(call.Operation);
        return call with { Arguments = [.. fields.Zip(renamed.Fields, (f, v) => (int)ValueOrder.Of(f.Type, v))] };
    }

    // With too many renamings some types are left out, the largest first: fewer workloads then count as the same.
    private static ImmutableArray<IdentityType> TypesIn(WorkloadShape workloads)
    {
        var types = In(workloads.Owner).Concat(workloads.Call.Variants.SelectMany(v => v.Fields).SelectMany(f => In(f.Type)))
            .Distinct().Where(t => t.Size - t.Named.Length > 1).OrderBy(t => t.Size).ToList();
        var kept = ImmutableArray.CreateBuilder<IdentityType>();
        var renamings = 1L;
        foreach (var type in types)
        {
            for (var i = 2; i <= type.Size - type.Named.Length && renamings <= MostRenamings; i++)
            {
                renamings *= i;
            }

            if (renamings > MostRenamings)
            {
                break;
            }

            kept.Add(type);
        }

        return kept.ToImmutable();
    }

    private static IEnumerable<IdentityType> In(ModelType type) => type switch
    {
        IdentityType t => [t],
        EnumType t => t.Variants.SelectMany(v => v.Fields).SelectMany(f => In(f.Type)),
        StructType t => t.Fields.SelectMany(f => In(f.Type)),
        OptionType t => In(t.Element),
        SetType t => In(t.Element),
        ArrayType t => In(t.Index).Concat(In(t.Element)),
        _ => [],
    };
}
