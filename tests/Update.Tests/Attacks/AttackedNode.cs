using System;
using Stethos.Protocol;
using Stethos.Testing.Releases;
using Stethos.Update.Trust;

namespace Stethos.Update.Tests.Attacks;

/// <summary>What a node trusts, as its agent puts it together: key set, command guard, freshness guard.</summary>
internal sealed class AttackedNode
{
    public const string Site = "north-works";

    private static readonly byte[] SiteKey = [.. new byte[31], 7];

    private byte _nonces;

    public AttackedNode(KeySet keys, byte device = 1)
    {
        Keys = keys;
        Device = [0, 0, 0, 0, 0, 0, 0, device];
        DeviceKey = (byte[])SiteKey.Clone();
        DeviceKey[0] = device;
        Commands = new CommandGuard(Envelope(), Device);
        Freshness = new FreshnessGuard(Envelope(), Device, 0);
        Restart();
    }

    public KeySet Keys { get; set; }

    public byte[] Device { get; }

    public byte[] DeviceKey { get; }

    public NodeFacts Facts { get; } = TestOwner.Facts();

    public CommandGuard Commands { get; }

    public FreshnessGuard Freshness { get; }

    public long UptimeMs { get; set; }

    /// <summary>The envelope of whoever has this node's key and believes to be at this site.</summary>
    public CommandEnvelope Envelope(string site = Site) => new(DeviceKey, site, new PortableKeyedHash());

    /// <summary>A restart: a new nonce, and uptime begins again.</summary>
    public void Restart()
    {
        UptimeMs = 0;
        Commands.Renew([9, 9, 9, 9, 9, 9, 9, ++_nonces], UptimeMs);
    }

    /// <summary>A manifest bundle arrives.</summary>
    public UpdateReasonCode Judge(byte[] head)
    {
        Facts.TrustedTimeSeconds = Freshness.NowSeconds(UptimeMs);
        return new ReleaseVerifier(Keys).Verify(head, 0, head.Length, Facts);
    }

    public UpdateReasonCode Judge(SignedRelease release) => Judge(release.Head);

    /// <summary>A command arrives.</summary>
    public UpdateReasonCode Take(UpdateCommandMessage command) => Commands.Take(command, UptimeMs);

    /// <summary>A command as the gateway makes it now.</summary>
    public UpdateCommandMessage Command(
        byte[] digest, uint attempt = 1, UpdateActionCode action = UpdateActionCode.Download, int ttlSeconds = 3600)
    {
        var command = new UpdateCommandMessage { TtlSeconds = ttlSeconds, Wave = 1, Attempt = attempt, Action = action };
        Device.CopyTo(command.Device, 0);
        Commands.Nonce.CopyTo(command.Nonce, 0);
        digest.CopyTo(command.Digest, 0);
        Envelope().Compute(command, command.Mac);
        return command;
    }

    /// <summary>A dated message as the gateway makes it.</summary>
    public FreshnessMessage Dated(uint sequence, uint timeSeconds, uint validSeconds = 7200)
    {
        var message = new FreshnessMessage
        {
            Sequence = sequence, TimeSeconds = timeSeconds, ExpirySeconds = timeSeconds + validSeconds
        };
        Device.CopyTo(message.Device, 0);
        Envelope().Compute(message, message.Mac);
        return message;
    }

    /// <summary>Whatever was tried before: the owner's next release, commanded by the gateway, is taken.</summary>
    public void StillUpdates(TestOwner owner, uint attempt, uint sequence = 50, string? signer = null)
    {
        var release = owner.Release(sequence, [1, 2, 3], [4, 5], signer: signer, keySetVersion: Keys.Version);
        Assert.Equal(UpdateReasonCode.None, Take(Command(release.Digest, attempt)));
        Assert.Equal(UpdateReasonCode.None, Judge(release));
    }
}
