using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.Architecture.Tests.Kit;
using Stethos.FirmwareLinter.Api;
using Stethos.FirmwareLinter.Reading;
using Xunit.Abstractions;

namespace Stethos.Architecture.Tests.Portable;

public sealed class IlTests(ITestOutputHelper output)
{
    private const string Source = "firmware/App/C.cs";

    [Fact]
    public void Portable_assemblies_stay_in_the_subset_and_use_known_members()
    {
        Violations.None(PortableAssemblies.Check(RepoTree.Current, AppContext.BaseDirectory, NanoMemberList.Current));
    }

    [Fact]
    public void The_member_list_is_sorted()
    {
        Assert.NotEmpty(NanoMemberList.Current.Members);
        Violations.None(NanoMemberList.Current.CheckOrder());
    }

    [Fact]
    public void Every_listed_member_exists_on_the_device()
    {
        Violations.None(NanoMemberList.Current.CheckAgainst(DeviceApi.Embedded));
    }

    [Fact]
    public void The_linters_list_is_what_the_listings_of_the_class_libraries_say()
    {
        string folder = Path.Combine(RepoTree.Current.Root, "..", "shared", "reference", "nano-api");
        if (!Directory.Exists(folder))
        {
            output.WriteLine("The listings of nanoFramework's interface are not on this machine; nothing to compare with.");
            return;
        }

        string made = ApiFile.Write("", ApiListing.Load(folder).Types);
        Assert.Equal(made, ApiFile.Write("", ApiFile.Embedded()));
    }

    [Theory]
    [InlineData("class C<T> { int M() => 1; }", "generic type C`1")]
    [InlineData("class C { int M<T>() => 1; }", "generic method M")]
    [InlineData("class C { object M() => N(new int[,] { }); object N(object a) => a; }", "multi-dimensional array int[,]")]
    [InlineData("class C { int M(int[,] a) => a[0, 0]; }", "multi-dimensional array int[,]")]
    [InlineData("class C { string[,]? f; int M() => 1; }", "field f: multi-dimensional array string[,]")]
    [InlineData("class C { object M() => new System.Collections.Generic.List<int>(); }",
        "generic type System.Collections.Generic.List`1<int>")]
    [InlineData("class C { System.Action<int>? f; int M() => 1; }", "field f: generic type System.Action`1<int>")]
    [InlineData("class C { bool M(int? a) => a == 1; }", "method M: generic type System.Nullable`1<int>")]
    [InlineData("class C { void M(int a) { (int, int) b = (a, a); } }", "local variable of M: generic type System.ValueTuple`2")]
    [InlineData("class C { object M() => System.Array.Empty<int>(); }", "call of a generic method")]
    [InlineData("class C { unsafe int M(byte* a) => 1; }", "method M: pointer byte*")]
    [InlineData("class C { volatile int f; int M() => f; }", "field f: volatile int")]
    [InlineData("class C { string M(string[] a) => string.Join(\",\", a); }", "string,string[]) is not known to exist on the device")]
    [InlineData("class C { float M(float a) => System.MathF.Sqrt(a); }", "System.MathF.Sqrt(float) is not known to exist")]
    [InlineData("class C { object M() => new System.IO.MemoryStream(); }", "System.IO.MemoryStream is not known to exist")]
    public void What_the_device_cannot_load_is_reported(string code, string cause)
    {
        Violations.Contains(Check("\n" + code), Source, 2, cause);
    }

    [Fact]
    public void A_framework_attribute_that_nobody_listed_is_reported()
    {
        Violations.Contains(Check("[System.CLSCompliant(false)] class C { }"), "Planted.dll", 0,
            "System.CLSCompliantAttribute is not known");
    }

    [Fact]
    public void Listed_members_and_what_the_compiler_adds_pass()
    {
        const string code = """
            namespace Stethos.App
            {
                public interface IPart { string? Name { get; } }
                public readonly struct Reading { public readonly int Value; public Reading(int value) { Value = value; } }
                public sealed class C
                {
                    private static readonly int[] Table = { 1, 2, 3, 4, 5, 6, 7, 8 };
                    public string? Name { get; private set; }
                    public int M(in Reading reading, int kind) => kind switch { 1 => Table[reading.Value], 2 => 7 };
                }
            }
            """;

        Violations.None(Check(
            code, "System.Array", "System.Object", "System.Object..ctor()", "System.ValueType", "System.InvalidOperationException",
            "System.InvalidOperationException..ctor()", "System.Int32"));
    }

    [Fact]
    public void A_portable_project_without_an_assembly_beside_the_tests_is_reported()
    {
        RepoTree tree = new(new RepoFile("firmware/Gone/Gone.projitems", "<Project />"));

        Violations.Planted(
            PortableAssemblies.Check(tree, AppContext.BaseDirectory, Allowing()), "firmware/Gone/Gone.projitems", 1, "no Gone.dll");
    }

    [Theory]
    [InlineData("B\nA\n")]
    [InlineData("A\nA\n")]
    public void A_member_list_out_of_order_is_reported(string text)
    {
        Violations.Planted(NanoMemberList.Parse(new RepoFile("list.txt", text)).CheckOrder(), "list.txt", 2, "out of order");
    }

    [Fact]
    public void A_listed_member_that_the_device_does_not_have_is_reported()
    {
        NanoMemberList known = NanoMemberList.Parse(new RepoFile("list.txt", """
            System.Math.PI
            System.Math.Sin(double)
            System.String.get_Chars(int)
            System.String.IndexOf(char,int)
            System.DayOfWeek.Monday
            System.Threading.ThreadStart..ctor(object,System.IntPtr)
            System.Math.Sin(float) => System.Math.Sin(double)
            """));

        Violations.None(known.CheckAgainst(DeviceApi.Embedded));
        Violations.Planted(
            NanoMemberList.Parse(new RepoFile("list.txt", "System.Math\nSystem.Math.Sin(float)\n")).CheckAgainst(DeviceApi.Embedded),
            "list.txt", 2, "System.Math.Sin(float)");
    }

    private static IReadOnlyList<Violation> Check(string code, params string[] allowed)
    {
        using AssemblyImage assembly = new(new MemoryStream(MemoryCompiler.Emit(new RepoFile(Source, code))), "Planted.dll", "");
        return IlRule.Check(assembly, Allowing(allowed), new HashSet<string>());
    }

    private static NanoMemberList Allowing(params string[] members) =>
        NanoMemberList.Parse(new RepoFile("list.txt", string.Join('\n', members.Append("System.Object"))));
}
