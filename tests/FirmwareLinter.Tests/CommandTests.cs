using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Stethos.FirmwareLinter.Cli;

namespace Stethos.FirmwareLinter.Tests;

public sealed class CommandTests : IDisposable
{
    private const string Guilty =
        "class C\n{\n    int M(int a, int b) => checked(a + b);\n    double N(double a) => System.Math.Sqrt(a);\n}";

    private readonly string _folder = Directory.CreateTempSubdirectory("lint").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public void A_finding_is_one_line_with_file_line_and_column()
    {
        Assert.Equal(1, Run(Planted(Guilty)));
        Assert.Contains(
            "app/Source.cs(3,28): NF0006: checked arithmetic does not throw; compare with the limits before calculating\n",
            _output.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_elsewhere_keeps_its_whole_path_and_one_below_the_root_only_what_is_below()
    {
        string source = typeof(CommandTests).Assembly.Location;
        Assert.Equal(1, Run(source));
        string place = _output.ToString().Split('\n').First(line => line.Contains("CommandTests.cs(", StringComparison.Ordinal));
        string path = place[..place.IndexOf('(', StringComparison.Ordinal)];
        Assert.True(Path.IsPathRooted(path) && File.Exists(path), path);

        _output.GetStringBuilder().Clear();
        Run(source, "--root", Path.GetDirectoryName(Path.GetDirectoryName(path))!);
        Assert.Contains("\nFirmwareLinter.Tests/CommandTests.cs(", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clean_assembly_ends_with_zero()
    {
        Assert.Equal(0, Run(Planted("class C { int M() => 1; }")));
        Assert.Equal("", _errors.ToString());
    }

    [Fact]
    public void Advice_is_given_on_request()
    {
        string path = Planted(Guilty);

        Run(path);
        Assert.DoesNotContain("NF0018", _output.ToString(), StringComparison.Ordinal);
        Run(path, "--advice");
        Assert.Contains("app/Source.cs(4,27): NF0018", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_says_the_same()
    {
        Assert.Equal(1, Run(Planted(Guilty), "--json"));

        using JsonDocument json = JsonDocument.Parse(_output.ToString());
        JsonElement finding = json.RootElement.GetProperty("assemblies")[0].GetProperty("findings")[0];
        Assert.Equal(1, json.RootElement.GetProperty("findings").GetInt32());
        Assert.Equal("NF0006", finding.GetProperty("rule").GetString());
        Assert.Equal(3, finding.GetProperty("line").GetInt32());
    }

    [Theory]
    [InlineData("NF0006 Source.cs:3 wraps on purpose", 0)]
    [InlineData("NF0006 app/Source.cs wraps on purpose", 0)]
    [InlineData("# all\nNF0006 * wraps on purpose", 0)]
    [InlineData("NF0006 Source.cs:4 wraps on purpose", 1)]
    [InlineData("NF0006 ource.cs wraps on purpose", 1)]
    [InlineData("NF0001 * wraps on purpose", 1)]
    public void A_suppression_covers_its_rule_and_place_only(string line, int exitCode)
    {
        string file = Write("accepted.txt", line);

        Assert.Equal(exitCode, Run(Planted(Guilty), "--suppress", file));
        Assert.Equal(exitCode == 1, _errors.ToString().Contains("matches no finding", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NF0006 Source.cs:3")]
    [InlineData("NF9999 * reason")]
    [InlineData("anything")]
    public void A_suppression_without_reason_or_rule_is_refused(string line)
    {
        Assert.Equal(2, Run(Planted(Guilty), "--suppress", Write("accepted.txt", line)));
        Assert.Contains("accepted.txt(1)", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_without_symbols_is_checked_without_lines()
    {
        string path = Path.Combine(_folder, "Bare.dll");
        File.WriteAllBytes(path, Sources.Compile(Guilty, withSymbols: false, name: "Bare"));

        Assert.Equal(1, Run(path));
        Assert.Contains("Bare.dll: NF0006", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("no symbols", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_readable_assembly_is_refused_with_the_reason()
    {
        byte[] image = Sources.Compile(Guilty);
        string cut = Path.Combine(_folder, "Cut.dll");
        File.WriteAllBytes(cut, image[..(image.Length / 2)]);

        Refused(Path.Combine(_folder, "none.dll"), "does not exist");
        Refused(_folder, "is a folder");
        Refused(Write("text.dll", "no assembly at all"), "not a readable .NET assembly");
        Refused(Write("empty.dll", ""), "not a readable .NET assembly");
        Refused(Write("done.pe", "NFMRK1\0\0 and more"), "already converted");
        Refused(cut, "Cut.dll");
        Refused(typeof(Microsoft.CodeAnalysis.SyntaxTree).Assembly.Location + ".none", "does not exist");
    }

    /// <summary>Every byte range destroyed in turn: an answer or a clear refusal, never an unexpected exception.</summary>
    [Fact]
    public void A_damaged_assembly_never_ends_in_an_unexpected_exception()
    {
        byte[] image = Sources.Compile(Guilty, withSymbols: false);
        Random random = new(20260801);
        string path = Path.Combine(_folder, "Damaged.dll");
        int refused = 0;
        for (int round = 0; round < 300; round++)
        {
            byte[] damaged = (byte[])image.Clone();
            for (int i = 0; i < 4; i++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(path, damaged);
            int exitCode = Run(path);
            Assert.InRange(exitCode, 0, 2);
            refused += exitCode == 2 ? 1 : 0;
        }

        Assert.InRange(refused, 1, 299);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--tier")]
    [InlineData("--nonsense x.dll")]
    [InlineData("--json")]
    [InlineData("x.dll --reference nowhere")]
    [InlineData("x.dll --tiers nowhere")]
    public void A_wrong_command_line_is_refused(string line)
    {
        Assert.Equal(2, Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.StartsWith("lint-firmware: ", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_and_rules_need_no_assembly()
    {
        Assert.Equal(0, Run("--help"));
        Assert.Equal(0, Run("--rules"));
        Assert.All(Rules.RuleTable.All, rule => Assert.Contains(rule.Id, _output.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Sizes_are_held_against_the_tiers()
    {
        string tiers = Directory.CreateDirectory(Path.Combine(_folder, "tiers")).FullName;
        foreach (string name in new[] { "A1", "A2" })
        {
            File.WriteAllText(Path.Combine(tiers, name + ".json"), $$"""
                { "tier": "{{name}}", "name": "small", "budgets": { "payloadBytes": { "bytes": 4000 },
                  "managedHeapBytes": { "bytes": 10000 }, "deployBytes": { "bytes": 8000 } } }
                """);
        }

        string path = Planted("class C { int M() => 1; }");
        Assert.Equal(0, Run(path, "--tiers", tiers, "--types"));
        Assert.Matches(@"Planted: about \d+ bytes as PE", _output.ToString());
        Assert.Contains("A1: ", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("A2: ", _output.ToString(), StringComparison.Ordinal);
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, Run(path, "--tiers", tiers, "--tier", "A2", "--json"));
        using JsonDocument json = JsonDocument.Parse(_output.ToString());
        JsonElement tier = Assert.Single(json.RootElement.GetProperty("assemblies")[0].GetProperty("tiers").EnumerateObject()).Value;
        Assert.True(tier.GetProperty("fitsPayload").GetBoolean());
        Assert.Equal(2, Run(path, "--tiers", tiers, "--tier", "A3"));
        File.WriteAllText(Path.Combine(tiers, "A3.json"), "{ \"tier\": \"A3\" }");
        Assert.Equal(2, Run(path, "--tiers", tiers));
    }

    [Fact]
    public void Reference_assemblies_replace_the_list()
    {
        const string library = """
            namespace System
            {
                public class Object { }
                public class ValueType { }
                public class Enum : ValueType { }
                public class String { public static string Join(string a, string[] b) => a; }
                public struct Int32 { }
                public struct Void { }
                public struct Boolean { }
                public class Attribute { protected Attribute() { } }
                public enum AttributeTargets { All = 32767, Class = 4, Module = 2 }
                public class AttributeUsageAttribute : Attribute
                {
                    public AttributeUsageAttribute(AttributeTargets targets) { }
                    public bool AllowMultiple { get { return false; } set { } }
                    public bool Inherited { get { return false; } set { } }
                }
            }
            """;
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "reference")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "mscorlib.dll"), Sources.CompileAlone(library));
        string path = Planted("class C\n{\n    string M(string[] a) => string.Join(\",\", a);\n    int N(object[] a) => a.Length;\n}");

        Run(path, "--reference", folder);

        Assert.DoesNotContain("String.Join", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, Run(path, "--reference", Directory.CreateDirectory(Path.Combine(_folder, "none")).FullName));
    }

    private void Refused(string path, string reason)
    {
        _errors.GetStringBuilder().Clear();
        Assert.Equal(2, Run(path));
        Assert.Contains(reason, _errors.ToString(), StringComparison.Ordinal);
        Assert.Single(_errors.ToString().Trim().Split('\n'));
    }

    private int Run(params string[] arguments) => new LintCommand(_output, _errors).Run(arguments);

    private string Planted(string code)
    {
        string path = Path.Combine(_folder, "Planted.dll");
        File.WriteAllBytes(path, Sources.Compile(code));
        return path;
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
