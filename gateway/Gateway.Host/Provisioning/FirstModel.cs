using System;
using System.IO;
using Stethos.Edge;

namespace Stethos.Gateway.Host.Provisioning;

/// <summary>The model a node is flashed with: checked as the node would, before anything is written.</summary>
internal static class FirstModel
{
    /// <summary>The blob of a model that this board can score its windows with.</summary>
    /// <exception cref="ProvisioningException">The board has no room for a model, or not for this one, or it cannot score.</exception>
    public static byte[] Read(string path, FlashBoard board)
    {
        Require(
            board.RunsModels,
            $"{board.Name} has no memory for a model beside its node (docs/device-results.md); the gateway scores its frames");
        var blob = ReadFile(path);
        Require(
            blob.Length <= board.ModelBytes, $"{path} has {blob.Length} bytes, a slot of {board.Name} holds {board.ModelBytes}");
        var scorer = new EdgeScorer();
        var answer = scorer.Load(blob, 0, blob.Length, board.ArenaBytes);
        Require(answer == EdgeModelCode.None, answer switch
        {
            EdgeModelCode.Blob => $"{path} is no model {board.Name} can run: {scorer.BlobError}",
            EdgeModelCode.Ports => $"{path} does not take {EdgeInput.Count} codes of scale 1 and give 1 to 4 (docs/edge.md)",
            _ => $"{path}: its own test vectors come out otherwise"
        });
        return blob;
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException($"--model: {wrong.Message}", wrong);
        }
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ProvisioningException($"--model: {message}");
        }
    }
}
