using System;
using System.Collections.Generic;
using System.IO;
using Stethos.Edge;
using Stethos.Releases.Bundles;
using Stethos.Releases.KeySets;
using Stethos.Update.Trust;

namespace Stethos.Gateway.Host.Provisioning;

/// <summary>What a node is flashed with beside its own file.</summary>
/// <param name="KeySet">File of the key set (.sks); null = the node takes no updates.</param>
/// <param name="Application">File of the application; null = the node waits for one.</param>
/// <param name="Model">File of the model; null = the release's, or none.</param>
internal sealed record FirstFiles(string? KeySet, string? Application, string? Model)
{
    /// <summary>The files, each under its name on the board's drive.</summary>
    /// <exception cref="ProvisioningException">One of them is not for this board, or is damaged.</exception>
    public Dictionary<string, byte[]> Read(FlashBoard board)
    {
        if (KeySet is not null && board.IsMeadow)
        {
            throw new ProvisioningException("--key-set: boards with Meadow take no updates from the gateway");
        }

        var trusted = KeySet is null ? null : ReadKeySet(KeySet);
        var model = Model is null ? null : FirstModel.Read(Model, board);
        if (model is not null && Application is null && board.HasSlots)
        {
            throw new ProvisioningException("--model: a slot holds it beside the application; give --application, too");
        }

        var files = Application is null ? [] : new Dictionary<string, byte[]>(FirstApplication.Files(Application, board, trusted, model));
        if (model is not null && board.IsMeadow)
        {
            files[EdgeScorer.FileName] = model;
        }

        if (trusted is not null)
        {
            var buffer = new byte[Update.Trust.KeySet.MaxLength + sizeof(uint)];
            files[KeySetStore.FirstFile] = buffer[..KeySetStore.Encode(trusted, buffer)];
        }

        return files;
    }

    // A key set that its own root keys did not sign would be a mistake for the life of the node.
    private static Update.Trust.KeySet ReadKeySet(string path)
    {
        try
        {
            var file = KeySetFile.Read(File.ReadAllBytes(path));
            if (file.Keys.Version == 1 && !file.IsSelfSigned())
            {
                throw new ProvisioningException($"--key-set: too few root keys signed {path}");
            }

            return file.Keys;
        }
        catch (Exception wrong) when (wrong is ReleaseException or IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException($"--key-set: {path}: {wrong.Message}", wrong);
        }
    }
}
