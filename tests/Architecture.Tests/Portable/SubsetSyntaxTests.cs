using System;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Portable;

public sealed class SubsetSyntaxTests
{
    private const string Source = "firmware/App/C.cs";

    [Fact]
    public void Portable_sources_stay_in_the_subset()
    {
        Assert.NotEmpty(PortableList.SourcesOf(RepoTree.Current));
        Violations.None(SubsetSyntaxRule.Check(RepoTree.Current));
    }

    [Theory]
    [InlineData("class C<T> { }", "generic declaration")]
    [InlineData("class C { void M<T>() { } }", "generic declaration")]
    [InlineData("delegate void D<T>(T x);", "generic declaration")]
    [InlineData("class C { List<int> f; }", "generic name List<>")]
    [InlineData("class C { System.Action<int> f; }", "generic name Action<>")]
    [InlineData("class C { void M() { N<int>(); } }", "generic name N<>")]
    [InlineData("class C { int? f; }", "nullable value type int?")]
    [InlineData("class C { E? f; } enum E { A }", "nullable value type E?")]
    [InlineData("class C { (int, int) M() { throw null; } }", "tuple")]
    [InlineData("class C { void M(int a, int b) { (a, b) = (b, a); } }", "tuple")]
    [InlineData("class C { int[,] f; }", "multi-dimensional array")]
    [InlineData("class C { object f = new byte[2, 2]; }", "multi-dimensional array")]
    [InlineData("class C { object M(int[] a) { return from x in a select x; } }", "LINQ query")]
    [InlineData("class C { async void M() { } }", "async")]
    [InlineData("class C { async void M() { await N(); } }", "await")]
    [InlineData("class C { IEnumerable M() { yield return 1; } }", "yield")]
    [InlineData("class C { decimal f; }", "decimal")]
    [InlineData("record C(int A);", "record")]
    [InlineData("interface I { void M() { } }", "interface member with a body")]
    [InlineData("interface I { int P => 1; }", "interface member with a body")]
    [InlineData("interface I { int P { get { return 1; } } }", "interface member with a body")]
    [InlineData("interface I { static int F; }", "interface member with a body")]
    [InlineData("class C { void M() { var x = stackalloc int[2]; } }", "stackalloc")]
    [InlineData("class C { unsafe void M() { } }", "unsafe")]
    [InlineData("class C { void M(byte* p) { } }", "pointer")]
    [InlineData("class C { void M() { fixed (byte* p = b) { } } }", "pointer")]
    [InlineData("class C { int M(int[] a) { return a[^1]; } }", "index from the end")]
    [InlineData("class C { int[] M(int[] a) { return a[1..]; } }", "range")]
    [InlineData("class C { int M(int a) { return checked(a + 1); } }", "checked")]
    [InlineData("class C { void M(int a) { checked { a++; } } }", "checked")]
    [InlineData("class C { void M(Span<byte> a) { } }", "generic name Span<>")]
    [InlineData("class C { DateTimeOffset f; }", "DateTimeOffset is not on the device")]
    [InlineData("class C { System.DateTimeOffset f; }", "DateTimeOffset is not on the device")]
    [InlineData("namespace N; class C { }", "file-scoped namespace")]
    [InlineData("class C { object M(string s) { return s?.Length; } }", "?.")]
    [InlineData("class C { string M(string[] s) { return string.Join(\",\", s); } }", "string.Join")]
    [InlineData("class C { void M(int[] a) { Array.Sort(a); } }", "Array.Sort")]
    [InlineData("class C { void M(int[] a) { System.Array.Fill(a, 1); } }", "Array.Fill")]
    [InlineData("class C { object M() { return Array.Empty<int>(); } }", "Array.Empty")]
    [InlineData("class C { void M(int[] a) { Array.Resize(ref a, 1); } }", "Array.Resize")]
    [InlineData("class C { void M(byte[] a) { Buffer.BlockCopy(a, 0, a, 1, 1); } }", "Buffer is not on the device")]
    [InlineData("class C { void M(byte[] a) { System.Buffer.BlockCopy(a, 0, a, 1, 1); } }", "Buffer is not on the device")]
    [InlineData("class C { float M(float a) { return MathF.Sqrt(a); } }", "MathF is not on the device")]
    [InlineData("class C { bool M(Type t) { return Enum.IsDefined(t, 1); } }", "Enum.IsDefined")]
    [InlineData("using System.Linq;", "namespace System.Linq")]
    [InlineData("using System.Collections.Generic;", "namespace System.Collections.Generic")]
    [InlineData("using static System.Math;", "using static")]
    [InlineData("class C { volatile int f; }", "volatile")]
    [InlineData("enum LinkCode { Ok = 0, Lost }", "LinkCode.Lost has no number")]
    [InlineData("class C { int[] f = [1, 2]; }", "not C# 9")]
    [InlineData("class C { bool M(float a) { return !(a > 0); } }", "a negated >")]
    [InlineData("class C { bool M(float a) { return !(0 <= a && a >= 1); } }", "a negated >")]
    [InlineData("class C {", "not C# 9")]
    public void A_construct_outside_the_subset_is_reported(string code, string cause)
    {
        Violations.Contains(SubsetSyntaxRule.Check(Plant("// first line\n" + code)), Source, 2, cause);
    }

    [Fact]
    public void Another_symbol_is_reported_and_the_device_symbol_passes()
    {
        Violations.Planted(SubsetSyntaxRule.Check(Plant("#if DEBUG\n#endif\n")), Source, 1, "#if DEBUG");
        Violations.Planted(SubsetSyntaxRule.Check(Plant("#if !NANOFRAMEWORK_1_0\n#elif X\n#endif\n")), Source, 2, "#if X");
        Violations.None(SubsetSyntaxRule.Check(Plant("#if NANOFRAMEWORK_1_0\nclass C { }\n#endif\n")));
    }

    [Fact]
    public void Code_that_only_the_device_compiles_is_checked_too()
    {
        Violations.Planted(SubsetSyntaxRule.Check(Plant("#if NANOFRAMEWORK_1_0\nclass C { decimal f; }\n#endif\n")), Source, 2, "decimal");
    }

    [Fact]
    public void What_the_device_runs_passes()
    {
        const string code = """
            using System;
            namespace Stethos.App
            {
                /// <summary>Not a List{int}, no Span here.</summary>
                public delegate void Arrived(byte[] buffer, int offset, int count);
                public interface IPart { int Channels { get; } event EventHandler Changed; void Start(); }
                public enum PartCode { Ok = 0, Lost = 1 }
                public readonly struct Reading { public readonly float Value; public Reading(float value) { Value = value; } }
                public sealed class C
                {
                    private readonly int[][] _rows = new int[2][];
                    private string? _name;
                    public int Buffer { get; private set; }
                    public string Text => $"{_name} {Buffer:D4}" ?? "";
                    public bool Try(object o, out float value)
                    {
                        value = unchecked((float)Math.Sqrt(2.0));
                        lock (_rows) { Array.Copy(_rows, 0, _rows, 1, 1); }
                        int kind = o switch { string s => s.Length, null => 0, _ => 1 };
                        Arrived local = (buffer, offset, count) => Buffer += count;
                        local(new byte[4], 0, this.Buffer);
                        return int.TryParse("1", out int n) && n is > 0 and < 9 && kind > 0;
                    }
                }
            }
            """;

        Violations.None(SubsetSyntaxRule.Check(Plant(code)));
    }

    private static RepoTree Plant(string code) => new(
        new RepoFile(Source, code),
        new RepoFile(
            "firmware/App/App.projitems",
            """<Project><ItemGroup><Compile Include="$(MSBuildThisFileDirectory)C.cs" /></ItemGroup></Project>"""));
}
