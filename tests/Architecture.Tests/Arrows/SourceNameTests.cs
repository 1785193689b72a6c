using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Arrows;

public sealed class SourceNameTests
{
    private const string Domain = "gateway/Gateway.Domain/Alerts/AlertBook.cs";

    [Fact]
    public void Firmware_names_the_platform_in_one_folder_only()
    {
        Violations.None(PlatformNameRule.Check(RepoTree.Current));
    }

    [Fact]
    public void The_domain_has_no_io_and_no_clock()
    {
        Violations.None(DomainPurityRule.Check(RepoTree.Current));
    }

    [Theory]
    [InlineData("using System.Device.I2c;")]
    [InlineData("using Net = System.Net.Sockets;")]
    [InlineData("class C { object o = new global::System.Net.Sockets.Socket(); }")]
    [InlineData("class C { object o = nanoFramework.Hardware.Esp32.Sleep.GetWakeupCause(); }")]
    [InlineData("class C { System.Device.Gpio.GpioPin _pin; }")]
    public void A_platform_name_elsewhere_in_firmware_is_reported(string code)
    {
        RepoTree tree = new(new RepoFile("firmware/App/Capture.cs", "// one\n" + code));

        Violations.Planted(PlatformNameRule.Check(tree), "firmware/App/Capture.cs", 2, "outside firmware/Hal.NanoFramework");
    }

    [Fact]
    public void A_platform_name_in_its_folder_in_the_gateway_or_in_a_comment_passes()
    {
        Violations.None(PlatformNameRule.Check(new RepoTree(
            new RepoFile("firmware/Hal.NanoFramework/I2cBus.cs", "using System.Device.I2c;"),
            new RepoFile("gateway/Gateway.Web/Listener.cs", "using System.Net;"),
            new RepoFile("firmware/App/Capture.cs", "// System.Net is not used\nclass C { string s = \"System.Net\"; }"))));
    }

    [Theory]
    [InlineData("using System.IO;")]
    [InlineData("class C { object o = System.Net.Dns.GetHostName(); }")]
    [InlineData("class C { object o = DateTime.Now; }")]
    [InlineData("class C { object o = System.DateTimeOffset.UtcNow.Ticks; }")]
    [InlineData("class C { object o = TimeProvider.System; }")]
    [InlineData("class C { object o = TimeProvider.System.GetTimestamp(); }")]
    [InlineData("class C { void M() { Task.Run(M); } }")]
    [InlineData("class C { Thread _worker; }")]
    [InlineData("class C { System.Threading.Thread _worker; }")]
    [InlineData("class C { object o = Stopwatch.GetTimestamp(); }")]
    [InlineData("class C { object o = new Timer(null); }")]
    public void Io_or_an_own_clock_in_the_domain_is_reported(string code)
    {
        Violations.Planted(DomainPurityRule.Check(new RepoTree(new RepoFile(Domain, "\n" + code))), Domain, 2, "the domain uses");
    }

    [Fact]
    public void Values_and_injected_time_in_the_domain_pass()
    {
        const string code = """
            class C
            {
                C(TimeProvider time, DateTimeOffset now) { var t = time.GetUtcNow(); var x = frame.Thread; lock (this) { } }
            }
            """;

        Violations.None(DomainPurityRule.Check(new RepoTree(
            new RepoFile(Domain, code), new RepoFile("gateway/Gateway.Storage/Store.cs", "using System.IO;"))));
    }
}
