using System;
using System.IO;
using System.Linq;
using System.Reflection;
using Stethos.Architecture.Tests.Kit;
using Stethos.Architecture.Tests.Portable;

namespace Stethos.Architecture.Tests.Frozen;

public sealed class FrozenEnumTests
{
    private const string List = "list.txt";

    [Fact]
    public void Wire_and_flash_numbers_are_frozen()
    {
        Assembly[] portable = PortableList.AllOf(RepoTree.Current)
            .Select(list => PortableAssemblies.PathOf(list, AppContext.BaseDirectory))
            .Where(File.Exists)
            .Select(Assembly.LoadFrom)
            .ToArray();

        Assert.NotEmpty(portable);
        Violations.None(FrozenEnumRule.Check(RepoTree.Current.Find(FrozenEnumRule.FilePath)!, portable));
    }

    [Fact]
    public void The_same_numbers_pass_and_other_enums_are_free()
    {
        Violations.None(Check("N.LinkCode.Ok=0\nN.LinkCode.Lost=1\n"));
    }

    [Fact]
    public void A_changed_number_is_reported()
    {
        Violations.Planted(Check("N.LinkCode.Ok=0\nN.LinkCode.Lost=2\n"), List, 2, "was 2 and is now 1");
    }

    [Fact]
    public void A_removed_member_is_reported()
    {
        Violations.Planted(Check("N.LinkCode.Busy=7\nN.LinkCode.Ok=0\nN.LinkCode.Lost=1\n"), List, 1, "N.LinkCode.Busy is gone");
    }

    [Fact]
    public void A_member_listed_twice_or_written_wrongly_is_reported()
    {
        Violations.Planted(Check("N.LinkCode.Ok=0\nN.LinkCode.Lost=1\nN.LinkCode.Ok=0\n"), List, 3, "listed twice");
        Violations.Planted(Check("N.LinkCode.Ok=0\nN.LinkCode.Lost=1\nN.LinkCode\n"), List, 3, "is not Namespace.Enum.Member=number");
    }

    [Fact]
    public void A_new_member_is_reported_with_the_line_to_add()
    {
        Violation violation = Assert.Single(Check("N.LinkCode.Ok=0\n"));

        Assert.Contains("'N.LinkCode.Lost=1'", violation.Remedy, StringComparison.Ordinal);
    }

    private static System.Collections.Generic.IEnumerable<Violation> Check(string list)
    {
        byte[] image = MemoryCompiler.Emit(new RepoFile(
            "C.cs", "namespace N { public enum LinkCode : byte { Ok = 0, Lost = 1 } public enum Register { A = 3 } }"));
        return FrozenEnumRule.Check(new RepoFile(List, list), [Assembly.Load(image)]);
    }
}
