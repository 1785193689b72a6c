using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Architecture.Tests.Kit;
using Stethos.FirmwareLinter.Api;

namespace Stethos.Architecture.Tests.Portable;

/// <summary>The committed list of framework types and members that portable code may use.</summary>
internal sealed class NanoMemberList : IDeviceApi
{
    public const string FilePath = "tests/Architecture.Tests/nano-members.txt";

    private const string Arrow = " => ";

    private readonly HashSet<string> _onHost;

    private NanoMemberList(RepoFile file, IReadOnlyList<NanoMember> members)
    {
        File = file;
        Members = members;
        _onHost = members.Select(member => member.OnHost).ToHashSet(StringComparer.Ordinal);
    }

    public RepoFile File { get; }

    public IReadOnlyList<NanoMember> Members { get; }

    public static NanoMemberList Current =>
        Parse(RepoTree.Current.Find(FilePath) ?? throw new InvalidOperationException($"{FilePath} is missing."));

    public static NanoMemberList Parse(RepoFile file)
    {
        List<NanoMember> members = [];
        for (int i = 0; i < file.Lines.Count; i++)
        {
            string line = file.Lines[i].Trim();
            if (line.Length > 0 && line[0] != '#')
            {
                string[] sides = line.Split(Arrow);
                members.Add(new NanoMember(i + 1, sides[0], sides[^1]));
            }
        }

        return new NanoMemberList(file, members);
    }

    public bool HasType(string type) => _onHost.Contains(type);

    public bool HasMember(string type, string member) => _onHost.Contains($"{type}.{member}");

    public bool IsEnum(string type) => DeviceApi.Embedded.IsEnum(type);

    public string RemedyFor(string name) =>
        $"If nanoFramework has it, add the line '{name}' to {FilePath}; else write it without";

    /// <summary>Listed members that nanoFramework's public interface does not have.</summary>
    public IEnumerable<Violation> CheckAgainst(DeviceApi device)
    {
        foreach (NanoMember member in Members)
        {
            int open = member.OnDevice.IndexOf('(', StringComparison.Ordinal);
            string head = open < 0 ? member.OnDevice : member.OnDevice[..open];
            int dot = head.EndsWith("..ctor", StringComparison.Ordinal) ? head.Length - "..ctor".Length : head.LastIndexOf('.');
            string type = head[..dot];
            bool isThere = device.HasType(member.OnDevice)
                || (device.HasType(type) && device.HasMember(type, member.OnDevice[(dot + 1)..]));
            if (!isThere)
            {
                yield return new Violation(
                    File.Path, member.Line, $"{member.OnDevice} is not in nanoFramework's public interface",
                    "Remove the line and write the code without it, or add ' => ' and the overload that the device's compiler takes");
            }
        }
    }

    /// <summary>The list is sorted by character codes, so that two branches that add members merge line by line.</summary>
    public IEnumerable<Violation> CheckOrder()
    {
        for (int i = 1; i < Members.Count; i++)
        {
            if (string.CompareOrdinal(Members[i - 1].OnHost, Members[i].OnHost) >= 0)
            {
                yield return new Violation(
                    File.Path, Members[i].Line, $"'{Members[i].OnHost}' is out of order or listed twice",
                    "Sort the file (LC_ALL=C sort -u)");
            }
        }
    }
}
