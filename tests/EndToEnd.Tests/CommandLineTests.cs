using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Testing;

namespace Stethos.EndToEnd.Tests;

/// <summary>Whatever is wrong: one line on standard error that names it, exit code 2, never a stack trace.</summary>
[Collection(Collections.People)]
public sealed class CommandLineTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("frobnicate", "'frobnicate'")]
    [InlineData("demo --nodez 3", "'--nodez'")]
    [InlineData("serve --port abc", "--port")]
    [InlineData("demo --port 70000", "--port '70000'")]
    [InlineData("demo --broker-port 0", "--broker-port '0'")]
    [InlineData("demo --nodes 0", "--nodes 0: 1 to 1000")]
    [InlineData("demo --nodes 1001", "--nodes 1001")]
    [InlineData("demo --fault nonsense", "--fault 'nonsense': none, outer, inner, ball")]
    [InlineData("demo --for 5s", "--for 5s: at least 20s")]
    [InlineData("demo --for soon", "--for 'soon'")]
    [InlineData("demo --recording nowhere.f32", "nowhere.f32")]
    [InlineData("demo --model nowhere.onnx", "--model 'nowhere.onnx'")]
    [InlineData("serve --site Two/Words", "--site 'Two/Words'")]
    [InlineData("serve --broker nonsense", "--broker 'nonsense': HOST:PORT")]
    [InlineData("serve --broker host:0", "--broker 'host:0'")]
    [InlineData("serve --broker host:99999", "--broker 'host:99999'")]
    [InlineData("serve --data /dev/null", "--data '/dev/null'")]
    [InlineData("demo --data /dev/null", "--data '/dev/null'")]
    [InlineData("serve --data /proc/nothing", "/proc/nothing")]
    [InlineData("model-inputs /nowhere --out /tmp/x", "/nowhere")]
    [InlineData("model-inputs /dev/null", "--out")]
    public void A_wrong_word_to_the_gateway_gets_one_line(string line, string named) =>
        Refuses(Programs.Gateway, named, line.Split(' '));

    [Theory]
    [InlineData("run --nodez 3", "'--nodez'")]
    [InlineData("run --fault nonsense", "--fault")]
    [InlineData("run --nodes 0", "--nodes 0: 1 to 1000")]
    [InlineData("run --nodes 3 --fault-node 4", "--fault-node 4: 1 to 3")]
    [InlineData("run --period-ms 5", "Period")]
    [InlineData("run --site Two/Words", "Site")]
    [InlineData("run --broker-port 0", "--broker-port 0")]
    [InlineData("run --node-file /nowhere.cbr", "/nowhere.cbr")]
    [InlineData("run --node-file /etc/hostname", "--node-file /etc/hostname: a node would refuse it: Bad")]
    [InlineData("run --recording /nowhere.f32", "/nowhere.f32: file: missing")]
    [InlineData("export --jobs /nowhere --out /tmp/x", "/nowhere")]
    [InlineData("export --out /tmp/x", "--jobs")]
    public void A_wrong_word_to_the_boards_gets_one_line(string line, string named) =>
        Refuses(Programs.Boards, named, line.Split(' '));

    [Theory]
    [InlineData("serve", "--data", "--data ''")]
    [InlineData("demo", "--data", "--data ''")]
    [InlineData("serve", "--owner", "--owner ''")]
    [InlineData("demo", "--recording", "--recording")]
    public void An_empty_word_gets_one_line(string command, string option, string named) =>
        Refuses(Programs.Gateway, named, command, option, "");

    [Fact]
    public void A_sidecar_without_a_field_is_named_with_the_field()
    {
        File.WriteAllBytes(_folder.Of("x.f32"), new byte[4 * 4096]);
        File.WriteAllText(_folder.Of("x.json"), """{"shape":[4096],"unit":"g","label":"outer","rpm_est":1750}""");

        Refuses(Programs.Gateway, "x.json: fs_hz", ["demo", "--recording", _folder.Of("x.f32"), .. OwnPlaces()]);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    public void Keys_that_others_may_read_are_refused_with_what_to_do(string command)
    {
        var keys = _folder.Of("keys");
        OwnFile.Write(keys, "5354000000000001 000102030405060708090a0b0c0d0e0f\n", UnixFileMode.GroupRead);

        Refuses(Programs.Gateway, $"others may read {keys}, which holds keys: chmod 600 {keys}", [command, "--keys", keys, .. OwnPlaces()]);
    }

    [Fact]
    public void A_recording_that_is_not_samples_is_named()
    {
        File.WriteAllBytes(_folder.Of("x.f32"), new byte[4097]);
        File.WriteAllText(_folder.Of("x.json"), "{}");

        Refuses(Programs.Gateway, "x.f32: size", ["demo", "--recording", _folder.Of("x.f32"), .. OwnPlaces()]);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    public void A_model_of_another_shape_is_named_with_both_shapes(string command)
    {
        var model = _folder.Of("other.onnx");
        File.WriteAllBytes(model, new WrittenModel { InputWidth = 17 }.Bytes());

        var line = Refuses(Programs.Gateway, model, [command, "--model", model, .. OwnPlaces()]);
        Assert.Contains("[-1, 18]", line, StringComparison.Ordinal);
        Assert.Contains("[-1, 17]", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    public void A_file_that_is_no_model_is_named(string command)
    {
        File.WriteAllText(_folder.Of("text.onnx"), "not a model");

        Refuses(Programs.Gateway, "text.onnx", [command, "--model", _folder.Of("text.onnx"), .. OwnPlaces()]);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    public void A_taken_port_of_the_page_is_named(string command)
    {
        using var taken = new TakenPort();

        Refuses(Programs.Gateway, $"ort {taken.Text} ", [command, .. OwnPlaces(page: taken.Number)]);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    public void A_taken_port_of_the_broker_is_named(string command)
    {
        using var taken = new TakenPort();

        Refuses(Programs.Gateway, $"ort {taken.Text} ", [command, .. OwnPlaces(broker: taken.Number)]);
    }

    [Fact]
    public void A_folder_that_no_demo_made_is_left_alone()
    {
        Directory.CreateDirectory(_folder.Of("data"));
        File.WriteAllText(_folder.Of("data/precious"), "");

        Refuses(Programs.Gateway, _folder.Of("data"), ["demo", .. OwnPlaces()]);
        Assert.True(File.Exists(_folder.Of("data/precious")));
    }

    [Fact]
    public void A_folder_in_which_the_broker_cannot_write_is_named()
    {
        Directory.CreateDirectory(_folder.Of("data"));
        File.WriteAllText(_folder.Of("data/broker"), "");

        Refuses(Programs.Gateway, "data/broker", ["serve", .. OwnPlaces()]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    [InlineData("demo")]
    [InlineData("model-inputs")]
    public void Help_is_no_error(string command)
    {
        using var program = RunningProgram.Start(Programs.Gateway, command.Length == 0 ? ["--help"] : [command, "--help"]);

        Assert.Equal(0, program.WaitForExit(Patience));
        Assert.Contains(program.Output, line => line.Contains("Usage", StringComparison.Ordinal));
        Assert.Empty(program.Errors);
    }

    private static string Refuses(string file, string named, params string[] arguments)
    {
        using var program = RunningProgram.Start(file, arguments);
        var code = program.WaitForExit(Patience);
        Assert.DoesNotContain(program.Errors, line => line.StartsWith("   at ", StringComparison.Ordinal));
        var told = Assert.Single(program.Errors, line => line.Length > 0);
        Assert.Contains(named, told, StringComparison.Ordinal);
        Assert.Equal(2, code);
        return told;
    }

    private string[] OwnPlaces(int? page = null, int? broker = null) =>
    [
        "--data", _folder.Of("data"), "--port", (page ?? FreePort.Next()).ToString(CultureInfo.InvariantCulture), "--broker-port",
        (broker ?? FreePort.Next()).ToString(CultureInfo.InvariantCulture)
    ];
}
