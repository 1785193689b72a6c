using System;
using System.IO;
using Stethos.ApplicationSlots.Packages;
using Stethos.Gateway.Updates.Tracking;
using Stethos.Releases.Bundles;
using Stethos.Releases.KeySets;
using Stethos.Releases.Signing;
using Stethos.Update;

namespace Stethos.Gateway.Host.Commands.Self;

/// <summary>Whose packages of the gateway a site takes: the key set beside the slots. A site without one takes any.</summary>
internal static class OwnerKeys
{
    public const string FileName = "owner.sks";

    /// <summary>The key set of these slots; null when the site was set up without one.</summary>
    /// <exception cref="PackageException">It is damaged: then nothing is taken, rather than anything.</exception>
    public static KeySetFile? Read(string root)
    {
        var file = Path.Combine(root, FileName);
        try
        {
            return File.Exists(file) ? KeySetFile.Read(File.ReadAllBytes(file)) : null;
        }
        catch (ReleaseException wrong)
        {
            throw new PackageException($"{file}: {wrong.Message}", wrong);
        }
    }

    /// <summary>Sets the first key set, or the one that follows.</summary>
    /// <exception cref="PackageException">It does not follow.</exception>
    public static KeySetFile Set(string root, string file)
    {
        KeySetFile next;
        try
        {
            next = KeySetFile.Read(File.ReadAllBytes(file));
        }
        catch (ReleaseException wrong)
        {
            throw new PackageException($"{file}: {wrong.Message}", wrong);
        }

        var reason = Read(root) is not { } current
            ? next.IsSelfSigned() ? UpdateReasonCode.None : UpdateReasonCode.KeySetThreshold
            : current.Keys.Bytes.AsSpan().SequenceEqual(next.Keys.Bytes) ? UpdateReasonCode.None
            : next.Follows(current);
        if (reason != UpdateReasonCode.None)
        {
            throw new PackageException($"{file}: {ReasonWords.Of(reason)}");
        }

        var part = Path.Combine(root, FileName + ".part");
        using (var handle = File.OpenHandle(part, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, next.Content, 0);
            RandomAccess.FlushToDisk(handle);
        }

        File.Move(part, Path.Combine(root, FileName), overwrite: true);
        FolderSync.Flush(root);
        return next;
    }

    /// <summary>What is wrong with a package's signature; null when the owner signed it, or the site has no key set.</summary>
    public static string? ProblemOf(byte[] list, byte[]? signature, KeySetFile? keys)
    {
        if (keys is null)
        {
            return null;
        }

        return signature is null
            ? "it is not signed, and this site takes only packages that its owner signed"
            : PackageSignature.Check(list, signature, keys.Keys) switch
            {
                UpdateReasonCode.None => null,
                UpdateReasonCode.KeyUnknown => $"no key of key set {keys.Keys.Version} signed it",
                var reason => ReasonWords.Of(reason)
            };
    }
}
