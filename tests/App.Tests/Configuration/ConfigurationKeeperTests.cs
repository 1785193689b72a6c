using System;
using Stethos.App.Configuration;
using Stethos.App.Supervision;
using Stethos.App.Tests.Supervision;
using Stethos.Hal;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;

namespace Stethos.App.Tests.Configuration;

/// <summary>A configuration is proved, checked whole, tried, and kept or given up; nothing is ever half applied.</summary>
public sealed class ConfigurationKeeperTests
{
    private const string PeriodOf2000 = "a1 03 1907d0";
    private readonly MemoryFileStore _files = new(64 * 1024);

    [Theory]
    [InlineData("a1 18c8 01", ConfigurationResultCode.UnknownKey, 200, NodeErrorCode.ConfigurationUnknownKey)]
    [InlineData("a2 03 1907d0 18c8 01", ConfigurationResultCode.UnknownKey, 200, NodeErrorCode.ConfigurationUnknownKey)]
    [InlineData("a1 03 1863", ConfigurationResultCode.OutOfRange, 3, NodeErrorCode.ConfigurationOutOfRange)]
    [InlineData("a1 03 1a0036ee81", ConfigurationResultCode.OutOfRange, 3, NodeErrorCode.ConfigurationOutOfRange)]
    [InlineData("a1 03 1b0000000100000000", ConfigurationResultCode.OutOfRange, 3, NodeErrorCode.ConfigurationOutOfRange)]
    [InlineData("a1 03 20", ConfigurationResultCode.OutOfRange, 3, NodeErrorCode.ConfigurationOutOfRange)]
    [InlineData("a1 07 1901f4", ConfigurationResultCode.OutOfRange, 7, NodeErrorCode.ConfigurationOutOfRange)]
    [InlineData("a1 08 04", ConfigurationResultCode.OutOfRange, 8, NodeErrorCode.ConfigurationOutOfRange)]
    [InlineData("a1 0b 00", ConfigurationResultCode.OutOfRange, 11, NodeErrorCode.ConfigurationOutOfRange)]
    [InlineData("a2 01 6161 05 191388", ConfigurationResultCode.Inconsistent, 6, NodeErrorCode.ConfigurationInconsistent)]
    [InlineData("a2 03 1907d0 03 1907d0", ConfigurationResultCode.Malformed, 0, NodeErrorCode.ConfigurationMalformed)]
    [InlineData("a1 03 1907d0 00", ConfigurationResultCode.Malformed, 0, NodeErrorCode.ConfigurationMalformed)]
    [InlineData("a1 03 6161", ConfigurationResultCode.Malformed, 0, NodeErrorCode.ConfigurationMalformed)]
    [InlineData("a2 03 1907d0", ConfigurationResultCode.Malformed, 0, NodeErrorCode.ConfigurationMalformed)]
    [InlineData("", ConfigurationResultCode.Malformed, 0, NodeErrorCode.ConfigurationMalformed)]
    public void What_is_unknown_or_out_of_range_is_refused_whole_counted_and_told(
        string body, ConfigurationResultCode result, int setting, NodeErrorCode error)
    {
        var node = Boot(1);
        Send(node, SignedSettings.Message(1, body));
        var told = node.TakeResult();
        Assert.Equal((1u, result, setting), (told.Number, told.Result, told.Setting));
        Assert.Equal(1u, node.Control.Errors.Of(error));
        Assert.False(node.Control.Keeper!.WantsRestart);
        var next = Boot(2);
        Assert.Equal((1000, 0u, "pump"), (next.Configuration.PeriodMs, next.Control.Keeper!.Number, next.Configuration.Name));
    }

    [Fact]
    public void A_wrong_key_a_changed_byte_and_a_node_without_key_are_refused()
    {
        var node = Boot(1);
        Send(node, SignedSettings.Message(1, PeriodOf2000, new byte[16]));
        Assert.Equal(ConfigurationResultCode.Unauthentic, node.TakeResult().Result);
        var good = SignedSettings.Message(1, PeriodOf2000);
        for (var i = 6; i < good.Length; i++)
        {
            byte[] changed = [.. good];
            changed[i] ^= 1;
            Send(node, changed);
            Assert.NotEqual(ConfigurationResultCode.Accepted, node.TakeResult().Result);
        }

        Assert.True(node.Control.Errors.Of(NodeErrorCode.ConfigurationUnauthentic) > 30);
        var keyless = new SupervisedNode(new MemoryFileStore(64 * 1024), 1);
        Send(keyless, good);
        Assert.Equal(ConfigurationResultCode.WithoutKey, keyless.TakeResult().Result);
    }

    [Fact]
    public void A_number_counts_once_even_when_its_configuration_failed()
    {
        Accept(Boot(1), 5);
        var trial = Boot(2);
        trial.Run(310);
        Assert.True(trial.Restart.IsWanted);
        var node = Boot(3);
        Assert.Equal(ConfigurationResultCode.Reverted, node.TakeResult().Result);
        foreach (var number in (uint[])[1, 4, 5])
        {
            Send(node, SignedSettings.Message(number, PeriodOf2000));
            Assert.Equal(ConfigurationResultCode.Replayed, node.TakeResult().Result);
        }

        Accept(node, 6);
    }

    [Fact]
    public void A_configuration_is_tried_after_a_restart_and_confirmed_by_the_first_answer()
    {
        var node = Boot(1);
        Accept(node, 9);
        Assert.Equal(1000, node.Configuration.PeriodMs);
        node.Run(10);
        Assert.True(node.Restart.IsWanted);
        var trial = Boot(2, StartCauseCode.Software);
        Assert.Equal((NodeModeCode.Trial, 2000, 9u), (trial.Control.Mode, trial.Configuration.PeriodMs, trial.Control.Keeper!.Number));
        Assert.Equal(ResetCauseCode.Requested, trial.TakeLastWords().Cause);
        trial.Run(60);
        trial.Control.NoteAnswer(trial.Clock.UptimeMs);
        Assert.Equal((ConfigurationResultCode.Confirmed, 9u), ResultOf(trial));
        Assert.Equal(NodeModeCode.Normal, trial.Control.Mode);
        trial.Run(1000);
        Assert.False(trial.Restart.IsWanted);
        var next = Boot(3);
        Assert.Equal((NodeModeCode.Normal, 2000), (next.Control.Mode, next.Configuration.PeriodMs));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_configuration_that_nobody_answers_or_that_crashes_the_node_gives_way_to_the_one_before(bool crashes)
    {
        Confirm(1, 2, 20, "a1 03 190bb8");
        Accept(Boot(3), 21);
        var trial = Boot(4, StartCauseCode.Software);
        if (crashes)
        {
            trial.Supervisor.NoteCrash(LoopCode.Capture);
        }

        trial.Run(400);
        Assert.True(trial.Restart.IsWanted);
        var back = Boot(5, StartCauseCode.Software);
        Assert.Equal((NodeModeCode.Normal, 3000, 20u), (back.Control.Mode, back.Configuration.PeriodMs, back.Control.Keeper!.Number));
        Assert.Equal((ConfigurationResultCode.Reverted, 21u), ResultOf(back));
        Assert.Equal(1u, back.Control.Errors.Of(NodeErrorCode.ConfigurationReverted));
        var later = Boot(6);
        later.Run(2);
        Assert.Equal((3000, 0u), (later.Configuration.PeriodMs, later.Control.Errors.Of(NodeErrorCode.ConfigurationReverted)));
    }

    [Fact]
    public void A_new_configuration_ends_safe_mode()
    {
        for (uint boot = 1; boot <= 3; boot++)
        {
            Boot(boot, StartCauseCode.Software).Supervisor.NoteCrash(LoopCode.Capture);
        }

        var safe = Boot(4, StartCauseCode.Software);
        Assert.Equal(NodeModeCode.Safe, safe.Control.Mode);
        Accept(safe, 1);
        safe.Run(10);
        var tried = Boot(5, StartCauseCode.Software);
        Assert.Equal((NodeModeCode.Trial, 2000), (tried.Control.Mode, tried.Configuration.PeriodMs));
    }

    [Fact]
    public void A_full_file_store_is_told_and_nothing_changes()
    {
        var store = new PowerCutFileStore(1);
        var node = new SupervisedNode(store, 1, key: SignedSettings.Key);
        store.FailAt(store.OperationCount, FileStatusCode.Full);
        Send(node, SignedSettings.Message(1, PeriodOf2000));
        Assert.Equal(ConfigurationResultCode.StorageFault, node.TakeResult().Result);
        Assert.Equal(1u, node.Control.Errors.Of(NodeErrorCode.FileStoreFull));
        Assert.Equal(1000, new SupervisedNode(store, 2, key: SignedSettings.Key).Configuration.PeriodMs);
    }

    private static void Send(SupervisedNode node, byte[] message) => node.Control.Keeper!.Take(message, 0, message.Length);

    private static (ConfigurationResultCode Result, uint Number) ResultOf(SupervisedNode node)
    {
        var result = node.TakeResult();
        return (result.Result, result.Number);
    }

    private SupervisedNode Boot(uint boot, StartCauseCode cause = StartCauseCode.PowerOn) =>
        new(_files, boot, cause, SignedSettings.Key);

    private static void Accept(SupervisedNode node, uint number, string body = PeriodOf2000)
    {
        Send(node, SignedSettings.Message(number, body));
        Assert.Equal((ConfigurationResultCode.Accepted, number), ResultOf(node));
    }

    private void Confirm(uint boot, uint next, uint number, string body)
    {
        Accept(Boot(boot), number, body);
        var trial = Boot(next, StartCauseCode.Software);
        trial.Control.NoteAnswer(100);
        Assert.Equal((ConfigurationResultCode.Confirmed, number), ResultOf(trial));
    }
}
