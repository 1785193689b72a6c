using Stethos.App.Configuration;
using Stethos.App.Tests.Supervision;
using Stethos.Hal;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;

namespace Stethos.App.Tests.Configuration;

/// <summary>How sensors share the time, and when pictures are taken, is set like all else: judged whole, tried, kept or given up.</summary>
public sealed class MeasuringSettingsTests
{
    // takes turns, order "1,0", no envelope, a picture in 2,000 ms
    private const string All = "a4 0c 01 0d 63312c30 0e 01 0f 1907d0";
    private readonly MemoryFileStore _files = new(64 * 1024);

    [Fact]
    public void They_come_into_force_on_trial_and_stay_when_the_gateway_answers()
    {
        Send(Boot(1), 1, All);
        var trial = Boot(2, StartCauseCode.Software);
        Assert.Equal(NodeModeCode.Trial, trial.Control.Mode);
        Assert.True(trial.Configuration.TakesTurns && trial.Configuration.LeavesOutEnvelope);
        Assert.Equal([1, 0], trial.Configuration.SensorOrder!);
        Assert.Equal(2000, Measuring(trial).PicturePeriodMs);
        trial.Control.NoteAnswer(100);

        var kept = Boot(3);
        Assert.Equal((NodeModeCode.Normal, "1,0", 2000), (kept.Control.Mode, Measuring(kept).SensorOrder, Measuring(kept).PicturePeriodMs));
        Send(kept, 2, "a1 0d 60");
        var asWired = Boot(4, StartCauseCode.Software);
        Assert.Empty(asWired.Configuration.SensorOrder!);
        Assert.True(asWired.Configuration.TakesTurns, "what is not named stays");
    }

    [Fact]
    public void They_go_with_a_trial_that_nobody_answers()
    {
        Send(Boot(1), 1, All);
        Boot(2, StartCauseCode.Software).Run(400);
        var back = Boot(3, StartCauseCode.Software);
        Assert.Equal(ConfigurationResultCode.Reverted, back.TakeResult().Result);
        Assert.False(back.Configuration.TakesTurns || back.Configuration.LeavesOutEnvelope);
        Assert.Equal((0, 10000), (back.Configuration.SensorOrder!.Length, Measuring(back).PicturePeriodMs));
    }

    [Theory]
    [InlineData("a1 0c 02", 12)]
    [InlineData("a1 0d 6139", 13, ConfigurationResultCode.Accepted)]
    [InlineData("a1 0d 6161", 13)]
    [InlineData("a1 0d 62312c", 13)]
    [InlineData("a1 0d 63312c31", 13)]
    [InlineData("a1 0d 70302c312c322c332c342c352c362c372c", 13)]
    [InlineData("a1 0d 01", 13, ConfigurationResultCode.Malformed)]
    [InlineData("a1 0e 20", 14)]
    [InlineData("a1 0f 1863", 15)]
    [InlineData("a1 0f 1a0036ee81", 15)]
    [InlineData("a1 10 01", 16, ConfigurationResultCode.UnknownKey)]
    public void Values_out_of_range_are_refused_by_name(
        string body, int setting, ConfigurationResultCode expected = ConfigurationResultCode.OutOfRange)
    {
        var node = Boot(1);
        node.Control.Keeper!.Take(SignedSettings.Message(1, body), 0, SignedSettings.Message(1, body).Length);
        var told = node.TakeResult();
        Assert.Equal(expected, told.Result);
        Assert.Equal(
            expected is ConfigurationResultCode.OutOfRange or ConfigurationResultCode.UnknownKey ? setting : 0, told.Setting);
    }

    [Theory]
    [InlineData("a1 0c 01", 12)]
    [InlineData("a1 0f 1907d0", 15)]
    public void A_node_that_has_no_use_for_them_does_not_know_them(string body, int setting)
    {
        var node = new SupervisedNode(_files, 1, StartCauseCode.PowerOn, SignedSettings.Key);
        node.Control.Keeper!.Take(SignedSettings.Message(1, body), 0, SignedSettings.Message(1, body).Length);
        var told = node.TakeResult();
        Assert.Equal((ConfigurationResultCode.UnknownKey, setting), (told.Result, told.Setting));
    }

    [Fact]
    public void A_node_without_camera_has_no_period_of_pictures()
    {
        var node = new SupervisedNode(_files, 1, StartCauseCode.PowerOn, SignedSettings.Key, further: new MeasuringSettings());
        node.Control.Keeper!.Take(SignedSettings.Message(1, All), 0, SignedSettings.Message(1, All).Length);
        Assert.Equal((ConfigurationResultCode.UnknownKey, 15), Told(node));
    }

    [Fact]
    public void Stored_settings_that_a_node_does_not_know_are_left_out_counted_and_the_others_stay_in_force()
    {
        var node = Boot(1);
        Send(node, 1, All);
        node = Boot(2, StartCauseCode.Software);
        node.Control.Keeper!.NoteAnswer();

        // The same board without its camera.
        node = new SupervisedNode(_files, 3, StartCauseCode.PowerOn, SignedSettings.Key, further: new MeasuringSettings());
        Assert.Equal((1u, false), (node.Control.Keeper!.Number, node.Control.Keeper.IsOnTrial));
        Assert.True(Measuring(node).TakesTurns);
        Assert.Equal(("1,0", 0), (Measuring(node).SensorOrder, Measuring(node).PicturePeriodMs));
        Assert.Equal(1u, node.Control.Errors.Of(NodeErrorCode.ConfigurationUnknownKey));
        Assert.Equal(0u, node.Control.Errors.Of(NodeErrorCode.ConfigurationCorrupt));

        // An older firmware, without any of them.
        node = new SupervisedNode(_files, 4, StartCauseCode.PowerOn, SignedSettings.Key);
        Assert.Equal(1u, node.Control.Keeper!.Number);
        Assert.Equal(0u, node.Control.Errors.Of(NodeErrorCode.ConfigurationCorrupt));

        node = Boot(5);
        Assert.Equal(0u, node.Control.Errors.Of(NodeErrorCode.ConfigurationUnknownKey));
        Assert.NotEqual(0, Measuring(node).PicturePeriodMs);
    }

    [Fact]
    public void The_longest_settings_fit_a_message()
    {
        var measuring = new MeasuringSettings
        {
            TakesTurns = true, LeavesOutEnvelope = true, PicturePeriodMs = 3600000, LeavesOutCalm = true
        };
        Assert.True(measuring.TrySetOrder("7,6,5,4,3,2,1,0"));
        var settings = new NodeSettings
        {
            Name = new string('n', 48), Machine = new string('m', 48), PeriodMs = 3600000, ShaftMilliHz = 1000000, EnvelopeLowHz = 65534,
            EnvelopeHighHz = 65535, SlowRateHz = 3200, HealthPeriodSeconds = 3600, TrialSeconds = 3600, LinkAlarmSeconds = 86400,
            BrokerPort = 65535, Further = measuring
        };
        var buffer = new byte[ConfigurationMessage.MaxBodyLength];
        var length = new SettingsBody().Write(settings, buffer, 0, buffer.Length);
        Assert.InRange(length, 1, ConfigurationMessage.MaxBodyLength);
        var read = new NodeSettings { Further = new MeasuringSettings { PicturePeriodMs = 100 } };
        Assert.Equal(ConfigurationResultCode.Accepted, new SettingsBody().Read(buffer, 0, length, read, isStored: false));
        Assert.Equal("7,6,5,4,3,2,1,0", ((MeasuringSettings)read.Further).SensorOrder);
        Assert.True(((MeasuringSettings)read.Further).LeavesOutCalm);
    }

    private static MeasuringSettings Measuring(SupervisedNode node) => (MeasuringSettings)node.Settings.Further!;

    private static (ConfigurationResultCode Result, int Setting) Told(SupervisedNode node)
    {
        var told = node.TakeResult();
        return (told.Result, told.Setting);
    }

    private static void Send(SupervisedNode node, uint number, string body)
    {
        var message = SignedSettings.Message(number, body);
        node.Control.Keeper!.Take(message, 0, message.Length);
        Assert.Equal(ConfigurationResultCode.Accepted, node.TakeResult().Result);
    }

    private SupervisedNode Boot(uint boot, StartCauseCode cause = StartCauseCode.PowerOn) =>
        new(_files, boot, cause, SignedSettings.Key, further: new MeasuringSettings { PicturePeriodMs = 10000 });
}
