using System.Collections.Generic;
using System.Linq;
using Stethos.FirmwareLinter.Rules;

namespace Stethos.FirmwareLinter.Tests;

/// <summary>Each construct by itself: the finding, with its line. The second line of each source is the guilty one.</summary>
public sealed class ConstructTests
{
    [Theory]
    [InlineData("NF0001", "class C<T> { int M() => 1; }")]
    [InlineData("NF0001", "class C { System.Collections.Generic.List<int> M() => new System.Collections.Generic.List<int>(); }")]
    [InlineData("NF0001", "class C { System.Action<int>? f; int M() => f == null ? 1 : 2; }")]
    [InlineData("NF0001", "class C { System.Func<int, int> M() => x => x + 1; }")]
    [InlineData("NF0001", "class C { event System.EventHandler<int>? E; void M() => E?.Invoke(this, 1); }")]
    [InlineData("NF0001", "class C { bool M(int? a) => a == 1; }")]
    [InlineData("NF0001", "class C { (int, int) M(int a, int b) => (b, a); }")]
    [InlineData("NF0001", "class C { System.Collections.Generic.IEnumerable<int> M() { yield return 1; } }")]
    [InlineData("NF0001", "class C { async System.Threading.Tasks.Task<int> M() { await System.Threading.Tasks.Task.Yield(); return 1;} }")]
    [InlineData("NF0001", "class C { int M(System.Span<byte> a) => a.Length; }")]
    [InlineData("NF0001", "record R(int A); class C { int M() => 1; }")]
    [InlineData("NF0002", "class C { T M<T>(T a) => a; }")]
    [InlineData("NF0002", "class C { object M() => System.Array.Empty<int>(); }")]
    [InlineData("NF0002", "class C { int M(int[] a) => System.Linq.Enumerable.Sum(System.Linq.Enumerable.Skip(a, 1)); }")]
    [InlineData("NF0003", "class C { object M() => new int[2, 3]; }")]
    [InlineData("NF0003", "class C { int M(int[,] a) => a[0, 0]; }")]
    [InlineData("NF0003", "class C { string[,]? f; int M() => f == null ? 1 : 2; }")]
    [InlineData("NF0004", "class C { unsafe int M(byte* a) => *a; }")]
    [InlineData("NF0004", "class C { unsafe int M() { int* a = stackalloc int[4]; return a[0]; } }")]
    [InlineData("NF0004", "class C { unsafe int M(byte[] a) { fixed (byte* p = a) { return *p; } } }")]
    [InlineData("NF0004", "class C { unsafe int M(delegate*<int, int> f) => f(1); }")]
    [InlineData("NF0005", "interface I { int M() => 1; }")]
    [InlineData("NF0005", "interface I { static int M() => 1; }")]
    [InlineData("NF0006", "class C { int M(int a, int b) => checked(a + b); }")]
    [InlineData("NF0006", "class C { byte M(int a) => checked((byte)a); }")]
    [InlineData("NF0007", "enum E { A } class C { string M(E e) => e.ToString(); }")]
    [InlineData("NF0007", "enum E { A } class C { string M(E e) => \"e\" + e; }")]
    [InlineData("NF0007", "enum E { A } class C { string M(E e) => string.Format(\"{0}\", e); }")]
    [InlineData("NF0007", "enum E { A } class C { string M(E e) => $\"{e}\"; }")]
    [InlineData("NF0007", "class C { string M(System.DayOfWeek e) => e.ToString(); }")]
    [InlineData("NF0008", "class C { bool M(float a) => !(a > 0); }")]
    [InlineData("NF0008", "class C { bool M(double a) => !(a >= 0); }")]
    [InlineData("NF0008", "class C { int M(float a) { if (!(a > 0)) { return 1; } return 2; } }")]
    [InlineData("NF0008", "class C { int f; void M(float a) { if (!(a >= 0)) { f = 1; } f++; } }")]
    [InlineData("NF0008", "class C { float f; void M() { if (!(f > 0)) { throw new System.ArgumentException(); } } }")]
    [InlineData("NF0009", "class C { bool M(float a) => a > 0; }")]
    [InlineData("NF0009", "class C { bool M(double a) => a >= 0; }")]
    [InlineData("NF0009", "class C { int M(float a) { if (a > 0) { return 1; } return 2; } }")]
    [InlineData("NF0009", "class C { int M(float[] a) => a[0] >= 2 ? 1 : 2; }")]
    [InlineData("NF0010", "class C { int M(uint a) => (int)a / 2; }")]
    [InlineData("NF0010", "class C { int M(uint[] a) => (int)(a[0] + 1) >> 3; }")]
    [InlineData("NF0010", "class C { bool M(uint a) => (int)a < 0; }")]
    [InlineData("NF0010", "class C { float M(uint a) => (int)a; }")]
    [InlineData("NF0011", "class C { float M(float a, float b) => System.Math.Min(a, b); }")]
    [InlineData("NF0012", "class C { bool M(string[] a) => a[0] == null; }")]
    [InlineData("NF0012", "class C { string[] f = new string[3]; int M() { if (f[1] != null) { return 1; } return 2; } }")]
    [InlineData("NF0013", "class C { object M() => new System.IO.BinaryReader(null!); }")]
    [InlineData("NF0013", "class C { float M(float a) => System.MathF.Sqrt(a); }")]
    [InlineData("NF0013", "class C { decimal M(decimal a) => a + 1; }")]
    [InlineData("NF0014", "class C { string M(string[] a) => string.Join(\",\", a); }")]
    [InlineData("NF0014", "class C { void M(int[] a) => System.Array.Reverse((System.Array)a); }")]
    [InlineData("NF0015", "class C { volatile int f; int M() => f; }")]
    [InlineData("NF0016", "class C { [System.Runtime.InteropServices.DllImport(\"c\")] static extern int abs(int a); int M() => abs(1); }")]
    [InlineData("NF0018", "class C { double M(double a) => System.Math.Sqrt(a); }")]
    public void What_the_device_runs_otherwise_is_found_with_its_line(string rule, string code)
    {
        IReadOnlyList<Finding> found = Sources.Lint("\n" + code);

        Assert.True(
            found.Any(finding => finding.Rule.Id == rule && finding.Place.Line == 2 && finding.Place.File == Sources.FileName),
            string.Join('\n', found));
    }

    [Theory]
    [InlineData("NF0008", "class C { bool M(float a) => !(a > 0); }")]
    [InlineData("NF0008", "class C { bool M(double a) => !(a >= 0); }")]
    [InlineData("NF0006", "class C { int M(int a, int b) => checked(a * b); }")]
    [InlineData("NF0010", "class C { int M(uint a) => (int)a / 2; }")]
    [InlineData("NF0007", "enum E { A } class C { string M(E e) => e.ToString(); }")]
    public void A_debug_build_is_understood_too(string rule, string code)
    {
        Assert.Contains(Sources.Lint("\n" + code, optimize: false), finding => finding.Rule.Id == rule && finding.Place.Line == 2);
    }

    [Theory]
    [InlineData("class C { int M(float a, bool b) { if (a > 0 || b) { return 1; } return 2; } }")]
    [InlineData("class C { int M(float a) => a > 0 ? 1 : 2; }")]
    [InlineData("class C { int M(float a) { int n = 0; while (a > n) { n++; } return n; } }")]
    [InlineData("class C { bool M(int a) => !(a > 0); }")]
    [InlineData("class C { bool M(float a) => !(0 < a); }")]
    [InlineData("class C { int M(float a) { if (!(0 < a)) { return 1; } return 2; } }")]
    public void A_comparison_that_is_right_or_not_negated_is_no_NF0008(string code)
    {
        Assert.DoesNotContain(Sources.Lint("\n" + code), finding => finding.Rule.Id == "NF0008");
    }

    [Theory]
    [InlineData("class C { int M(uint a) { int b = (int)a; return b / 2; } }")]
    [InlineData("class C { uint M(uint a) => a / 2; }")]
    [InlineData("class C { int M(byte a) => (int)a / 2; }")]
    [InlineData("class C { byte M(uint a) => (byte)(a >> 8); }")]
    public void A_stored_or_unsigned_calculation_is_no_NF0010(string code)
    {
        // An optimising compiler leaves a variable out that is used once, and with it the store.
        bool optimize = !code.Contains("int b", System.StringComparison.Ordinal);
        Assert.DoesNotContain(Sources.Lint("\n" + code, optimize), finding => finding.Rule.Id == "NF0010");
    }

    [Fact]
    public void Counts_beyond_one_byte_are_found()
    {
        string fields = string.Concat(Enumerable.Range(0, 256).Select(i => $"int f{i}; "));
        string methods = string.Concat(Enumerable.Range(0, 256).Select(i => $"void M{i}() {{ }} "));
        string cases = string.Concat(Enumerable.Range(0, 256).Select(i => $"case {i}: return {(i * 37) % 101}; "));

        IReadOnlyList<Finding> found = Sources.Lint(
            $"class C {{ {fields} {methods} }}\nclass D {{ int M(int a) {{ switch (a) {{ {cases} default: return 0; }} }} }}");

        Assert.Equal(3, found.Count(finding => finding.Rule.Id == "NF0017"));
    }

    [Fact]
    public void A_clean_source_gives_nothing()
    {
        const string code = """
            namespace App
            {
                public delegate void Taken(int value);
                public enum Kind : byte { One = 1, Two = 2 }
                public interface IPart { int Read(byte[] buffer, int offset, int count); }
                public readonly struct Reading { public readonly float Value; public Reading(float value) { Value = value; } }
                public sealed class Part : IPart
                {
                    private static readonly sbyte[] Table = { 1, 2, 3, 4, 5, 6, 7, -8 };
                    private readonly object _lock = new object();
                    private readonly int[][] _rows = { new[] { 1 }, new[] { 2, 3 } };
                    public event System.EventHandler? Changed;
                    public string? Name { get; private set; }
                    public Taken? Taken { get; set; }
                    public int Read(byte[] buffer, int offset, int count)
                    {
                        lock (_lock)
                        {
                            for (int i = 0; i < count; i++) { buffer[offset + i] = (byte)(Table[i & 7] + _rows[1][i & 1]); }
                        }
                        Name = $"{count:D3} bytes";
                        Changed?.Invoke(this, System.EventArgs.Empty);
                        System.Action late = () => Taken?.Invoke(count);
                        late();
                        return count;
                    }
                    public string Text(Kind kind) => kind switch { Kind.One => "one", Kind.Two => "two", _ => "none" };
                    public bool Is(in Reading reading) => reading.Value < 3 && !(0 <= reading.Value);
                    public object List()
                    {
                        System.Collections.ArrayList list = new System.Collections.ArrayList();
                        list.Add(1);
                        return list;
                    }
                }
            }
            """;

        foreach (bool optimize in new[] { true, false })
        {
            Assert.DoesNotContain(Sources.Lint(code, optimize), finding => finding.Rule.Severity != Severity.Advice);
        }
    }

    [Fact]
    public void Every_rule_explains_itself_and_has_its_own_number()
    {
        Assert.Equal(RuleTable.All.Count, RuleTable.All.Select(rule => rule.Id).Distinct().Count());
        Assert.All(RuleTable.All, rule => Assert.True(rule.Explanation.Length > 20 && rule.Remedy.Length > 5, rule.Id));
    }

    [Fact]
    public void Every_use_of_a_missing_member_is_reported()
    {
        IReadOnlyList<Finding> found = Sources.Lint(
            "class C\n{\n    string M(string[] a) => string.Join(\",\", a);\n    string N(string[] a) => string.Join(\";\", a);\n}");

        Assert.Equal([3, 4], found.Where(finding => finding.Rule.Id == "NF0014").Select(finding => finding.Place.Line));
    }
}
