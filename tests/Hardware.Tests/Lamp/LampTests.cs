using System;
using System.IO;
using System.Linq;
using Stethos.Hardware.Tests.Model;
using Stethos.Hardware.Tests.Schema;
using Stethos.Testing;

namespace Stethos.Hardware.Tests.Lamp;

/// <summary>
/// The lamp codes are written down once, in hardware/led-codes.json; firmware, page and label sheet are what comes out of it.
/// With STETHOS_WRITE=1 in the environment the test writes the files instead.
/// </summary>
public sealed class LampTests
{
    public static TheoryData<string> Files => new(LampWriter.Write(LampData.Read()).Select(file => file.Path));

    [Fact]
    public void The_codes_have_the_form_of_their_schema()
    {
        var faults = JsonSchema.Load(HardwareFolder.PathOf("schema/led-codes.schema.json")).Check(LampData.Node);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_generated_file_is_what_the_codes_say(string file)
    {
        var path = RepositoryFiles.PathOf(file.Split('/'));
        var text = LampWriter.Write(LampData.Read()).Single(one => one.Path == file).Text;
        if (Environment.GetEnvironmentVariable("STETHOS_WRITE") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == text, $"{file} is not what led-codes.json says: run with STETHOS_WRITE=1");
    }

    [Fact]
    public void Every_code_and_every_name_is_used_once()
    {
        var codes = LampData.Read().Codes;
        Assert.Equal(codes.Count, codes.Select(code => code.Code).Distinct().Count());
        Assert.Equal(codes.Count, codes.Select(code => code.Name).Distinct().Count());
        Assert.Equal(codes.Count, codes.Select(code => code.State).Distinct().Count());
    }

    [Fact]
    public void No_two_patterns_look_alike_wherever_one_begins_to_look()
    {
        var codes = LampData.Read().Codes;
        foreach (var one in codes)
        {
            foreach (var other in codes.Where(other => other.Code > one.Code))
            {
                Assert.False(LookAlike(one.Pattern, other.Pattern), $"{one.Name} and {other.Name}");
            }
        }

        Assert.True(LookAlike("#--", "-#-"));
        Assert.True(LookAlike("#-", "#-#-"));
    }

    // The same flashes and pauses in a circle.
    private static bool LookAlike(string one, string other)
    {
        var (a, b) = (Repeat(one), Repeat(other));
        return Enumerable.Range(0, a.Length).Any(shift => (a + a).Substring(shift, b.Length) == b);
    }

    private static string Repeat(string pattern) => string.Concat(Enumerable.Repeat(pattern, 480 / pattern.Length + 1))[..480];
}
