using BenchmarkDotNet.Running;
using Explorer.Benchmarks;
using Explorer.Benchmarks.Budgets;

if (args is ["--budgets"])
{
    return AllocationBudgets.Check();
}

BenchmarkSwitcher.FromAssembly(typeof(Config).Assembly).Run(args, new Config());
return 0;
