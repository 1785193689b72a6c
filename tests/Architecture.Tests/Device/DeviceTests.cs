using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.Architecture.Tests.Kit;
using Stethos.Architecture.Tests.Portable;
using Stethos.FirmwareLinter.Sizing;
using Xunit.Abstractions;

namespace Stethos.Architecture.Tests.Device;

public sealed class DeviceTests(ITestOutputHelper output)
{
    // The size rule was within 0.8 % of real conversions; the gate takes 2.
    private const double RuleError = 1.02;
    private const string Planted = "firmware/Hal.NanoFramework/Planted.cs";

    [Fact]
    public void Device_code_compiles_against_the_listed_members_alone()
    {
        DeviceRule rule = new(DeviceMemberList.Current, NanoMemberList.Current);
        IReadOnlyList<DeviceProgram> programs = DeviceProgram.AllOf(RepoTree.Current);

        Assert.NotEmpty(programs);
        foreach (DeviceProgram program in programs)
        {
            Violations.None(rule.Check(program));
            PeSize size = rule.Sizes[program.Name];
            output.WriteLine($"{program.Name}: {program.Sources.Count} files, {size.Total} bytes, {size.Code} of code");
        }

        Violations.None(rule.Unused());
    }

    [Fact]
    public void The_smallest_tier_s_program_is_an_update_within_its_budget()
    {
        const string name = "firmware/Boards/Esp32Wroom32/Esp32Wroom32.nfproj";
        DeviceRule rule = new(DeviceMemberList.Current, NanoMemberList.Current);
        IReadOnlyList<DeviceProgram> programs = DeviceProgram.AllOf(RepoTree.Current);
        DeviceProgram program = programs.Single(candidate => candidate.Name == name);
        foreach (DeviceProgram part in programs.Where(part => program.References.Contains(part.Name)).Append(program))
        {
            Violations.None(rule.Check(part));
        }

        output.WriteLine($"{rule.Sizes[name].Total} bytes");
        Assert.InRange(rule.Sizes[name].Total, 1, (int)(32768 / RuleError));
    }

    [Fact]
    public void Every_listed_member_is_in_the_device_s_public_interface()
    {
        string folder = Path.Combine(RepoTree.Current.Root, "..", "shared", "reference", "nano-api");
        if (!Directory.Exists(folder))
        {
            output.WriteLine("The listings of nanoFramework's interface are not on this machine; nothing to compare with.");
            return;
        }

        Violations.None(DeviceMemberList.Current.CheckAgainst(folder));
    }

    [Theory]
    [InlineData("new System.SpanByte(b, 0, 1).Slice(1)", "'SpanByte' does not contain a definition for 'Slice'")]
    [InlineData("System.IO.File.ReadAllBytes(\"I:\\\\a\")", "'File' does not contain a definition for 'ReadAllBytes'")]
    [InlineData("System.Device.I2c.I2cDevice.Create(null!).ReadByte()", "'I2cDevice' does not contain a definition for 'ReadByte'")]
    [InlineData("new nanoFramework.M2Mqtt.MqttSettings()", "inaccessible due to its protection level")]
    [InlineData("new System.Device.Adc.AdcController()", "'Adc' does not exist in the namespace 'System.Device'")]
    [InlineData("System.IO.Path.Combine(\"a\", \"b\")", "System.IO.Path is not known to exist")]
    [InlineData("new System.Random(1)", "System.Random..ctor(int) is not known to exist")]
    [InlineData("new System.Collections.Generic.List<int>()", "generic type System.Collections.Generic.List`1<int>")]
    public void A_member_that_nobody_listed_is_reported(string expression, string cause)
    {
        DeviceRule rule = new(DeviceMemberList.Current, NanoMemberList.Current);
        RepoFile file = new(Planted, $"class C\n{{ object? M(byte[] b) {{ return {expression}; }} }}\n");

        Violations.Contains(rule.Check(Planting(file)), Planted, 2, cause);
    }

    [Fact]
    public void Listed_members_pass_and_a_member_that_nobody_uses_is_reported()
    {
        DeviceMemberList list = DeviceMemberList.Parse(new RepoFile("list.txt", """
            # Parts
            class Parts.Port : System.IDisposable
                int Count { get; }
                void .ctor(int number)
                virtual void Dispose()
                static Parts.Port/Kind KindOf(int number = 0)
            enum Parts.Port/Kind
                Slow=0, Fast=1
            """));
        DeviceRule rule = new(list, NanoMemberList.Parse(new RepoFile(
            "members.txt", "System.Object\nSystem.Enum\nSystem.IDisposable\nSystem.Object..ctor()")));
        const string code = """
            class C
            {
                bool M(int n) { return new Parts.Port(n).Count == 1 && Parts.Port.KindOf() == Parts.Port.Kind.Fast; }
            }
            """;

        Violations.None(rule.Check(Planting(new RepoFile(Planted, code))));
        Assert.Equal([5, 8], rule.Unused().Select(violation => violation.Line));
    }

    [Fact]
    public void A_listed_member_that_the_device_does_not_have_is_reported()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(
                Path.Combine(folder, "Parts.txt"),
                "# Parts\nclass Parts.Port\n    int Count { get; }\nenum Parts.Kind\n    Slow=0, Fast=1\n");
            DeviceMemberList list = DeviceMemberList.Parse(new RepoFile(
                "list.txt",
                "# Parts\nclass Parts.Port\n    int Count { get; set; }\nenum Parts.Kind\n    Fast=1\nclass Parts.Gone\n"
                + "# Other from elsewhere\nclass Parts.Free\n"));

            Assert.Equal([3, 6], list.CheckAgainst(folder).Select(violation => violation.Line));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static DeviceProgram Planting(RepoFile file) => new("Planted", [file], []);
}
