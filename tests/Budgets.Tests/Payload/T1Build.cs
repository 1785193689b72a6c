using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Stethos.FirmwareLinter;
using Stethos.FirmwareLinter.Api;
using Stethos.FirmwareLinter.Reading;
using Stethos.FirmwareLinter.Rules;
using Stethos.FirmwareLinter.Sizing;
using Stethos.Testing;

namespace Stethos.Budgets.Tests.Payload;

/// <summary>Both assemblies of the tier without PSRAM, built once: what stays deployed, and what an update replaces.</summary>
internal sealed class T1Build
{
    private static readonly Lazy<T1Build> Built = new(() => new T1Build(RepositoryFiles.Root));

    private T1Build(string root)
    {
        Fixed = PayloadList.Load(root, "firmware/Payloads/T1/fixed.props");
        Payload = PayloadList.Load(root, "firmware/Payloads/T1/payload.props");
        byte[] first = PayloadBuild.Compile("Stethos.T1.Fixed", Fixed, root);
        byte[] second = PayloadBuild.Compile("Stethos.T1.Payload", Payload, root, first);
        Images = [first, second];
        (FixedSize, IReadOnlyList<Finding> inFixed) = Look(first, "Stethos.T1.Fixed.dll");
        (PayloadSize, IReadOnlyList<Finding> inPayload) = Look(second, "Stethos.T1.Payload.dll");
        Findings = [.. inFixed, .. inPayload];
        Tier = TierFolder.Load(Path.Combine(root, TierFolder.Usual)).Single(tier => tier.Name == "T1");
    }

    public static T1Build Current => Built.Value;

    /// <summary>Both as compiled, the fixed part first.</summary>
    public IReadOnlyList<byte[]> Images { get; }

    public PayloadList Fixed { get; }

    public PayloadList Payload { get; }

    public PeSize FixedSize { get; }

    public PeSize PayloadSize { get; }

    public IReadOnlyList<Finding> Findings { get; }

    public Tier Tier { get; }

    /// <summary>What costs what, by folder and by type.</summary>
    public static string TableOf(PeSize size)
    {
        StringBuilder text = new();
        foreach (IGrouping<string, TypeSize> folder in size.Types.GroupBy(type => Path.GetDirectoryName(type.File) ?? "")
            .OrderByDescending(group => group.Sum(type => type.Bytes)))
        {
            text.AppendLine($"{folder.Sum(type => type.Bytes),7}  {folder.Key}");
        }

        foreach (TypeSize type in size.Types.OrderByDescending(type => type.Bytes).Take(40))
        {
            text.AppendLine($"{type.Bytes,7}  {type.Name}");
        }

        return text.ToString();
    }

    private static (PeSize Size, IReadOnlyList<Finding> Findings) Look(byte[] bytes, string name)
    {
        using AssemblyImage image = new(new MemoryStream(bytes), name, "");
        HashSet<string> own = ["Stethos.T1.Fixed", "Stethos.T1.Payload"];
        return (FirmwareLint.Measure(image), FirmwareLint.Check(image, DeviceApi.Embedded, own)
            .Where(finding => finding.Rule.Severity != Severity.Advice).ToArray());
    }
}
