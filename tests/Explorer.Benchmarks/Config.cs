using System;
using System.IO;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;

namespace Explorer.Benchmarks;

/// <summary>How all benchmarks run: with the garbage collector of the command line, and with what they allocate.</summary>
internal sealed class Config : ManualConfig
{
    public Config()
    {
        Add(DefaultConfig.Instance);
        AddJob(Job.Default.WithGcServer(false).WithGcConcurrent(false).AsMutator());
        AddDiagnoser(MemoryDiagnoser.Default);
        // An operation is one successor, one state hashed or one state stored, so this is what a search is quoted by.
        AddColumn(StatisticColumn.OperationsPerSecond);
        WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(60));
        // Each run builds what it measures; a busy machine may take minutes.
        WithBuildTimeout(TimeSpan.FromMinutes(10));
        // With the other build output, wherever it was started.
        WithArtifactsPath(Path.Combine(Repository.Root, "artifacts", "benchmarks"));
    }
}
