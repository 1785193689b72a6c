using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.FirmwareLinter.Rules;
using Stethos.FirmwareLinter.Sizing;

namespace Stethos.FirmwareLinter.Cli;

/// <summary>Findings as lines an editor can follow, then sizes against the tiers' budgets.</summary>
public sealed class ReportWriter(TextWriter output, IReadOnlyList<Tier> tiers, bool withTypes)
{
    public void WriteText(IReadOnlyList<LintResult> results)
    {
        foreach (LintResult result in results)
        {
            foreach (Finding finding in result.Findings)
            {
                output.WriteLine(finding);
            }

            if (!result.HasSymbols)
            {
                output.WriteLine($"{result.Name}: no symbols (.pdb) beside it, so findings have no lines");
            }

            output.WriteLine($"{result.Name}: {result.Findings.Count} {(result.Findings.Count == 1 ? "finding" : "findings")}");
            WriteSize(result);
        }
    }

    public void WriteJson(IReadOnlyList<LintResult> results) => output.WriteLine(JsonReport.Write(results, tiers));

    private void WriteSize(LintResult result)
    {
        PeSize size = result.Size;
        output.WriteLine(
            $"{result.Name}: about {Text(size.Total)} bytes as PE (code {Text(size.Code)}, records {Text(size.Tables)}, "
                + $"names {Text(size.Strings)}, signatures {Text(size.Signatures)}); {Text(size.Heap.Bytes)} bytes of tables on the heap");
        foreach (Tier tier in tiers)
        {
            output.WriteLine(
                $"  {tier.Name}: {Share(size.Total, tier.PayloadBytes)} of an update payload ({Text(tier.PayloadBytes)}), "
                    + $"{Share(size.Total, tier.DeployBytes)} of the deployment region; of the heap ({Text(tier.ManagedHeapBytes)}) "
                    + $"{Share(size.Heap.Bytes, tier.ManagedHeapBytes)}, loaded from bytes "
                    + Share(size.Heap.Bytes + size.Total, tier.ManagedHeapBytes));
        }

        foreach (TypeSize type in size.Types.Where(_ => withTypes).OrderByDescending(type => type.Bytes))
        {
            output.WriteLine($"  {Text(type.Bytes),9}  {type.Name}");
        }
    }

    private static string Text(int bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(int bytes, int budget) =>
        Math.Round(100.0 * bytes / Math.Max(budget, 1), 1).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
