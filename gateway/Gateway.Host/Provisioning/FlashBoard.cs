using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Stethos.Gateway.Host.Provisioning;

/// <summary>What flashing needs of hardware/boards: name, stock image, drive of the files, place of the program.</summary>
internal sealed record FlashBoard(string Name, string Image, string Drive, long DeployOffset, string Program)
{
    /// <summary>Longest model it takes, bytes.</summary>
    public int ModelBytes { get; init; }

    /// <summary>What a model's activations may take, bytes.</summary>
    public int ArenaBytes { get; init; }

    /// <summary>Its node leaves room for a model that scores its windows.</summary>
    public bool RunsModels => HasSlots || IsMeadow;

    /// <summary>Meadow has a tool of its own and no list of files.</summary>
    public bool IsMeadow => Image == "Meadow.OS";

    /// <summary>Its application is read from slots in the file store; the others have it among the deployed assemblies.</summary>
    public bool HasSlots => !IsMeadow && Program != "Esp32Wroom32";

    /// <summary>The assembly that is deployed with all it stands on: a loader where there are slots.</summary>
    public string ImageName => HasSlots ? "Stethos.Loader" : "Stethos.Payload";

    /// <summary>What nanoFramework's tools build, without the ending: what is deployed, and what its slots are filled with.</summary>
    public IEnumerable<string> Projects =>
        HasSlots ? [$"firmware/Boards/{Program}/{Program}", $"firmware/Boards/{Program}/{Program}Application"]
            : [$"firmware/Boards/{Program}/{Program}"];

    /// <summary>Where the tools leave what `--application` takes.</summary>
    public string ApplicationFile => $"firmware/Boards/{Program}/bin/Release/Stethos.Payload.pe";

    /// <summary>Reads a board by its folder's name, and says which there are when it is none of them.</summary>
    public static FlashBoard Read(string boards, string name)
    {
        var names = Directory.Exists(boards)
            ? Directory.EnumerateDirectories(boards).Select(Path.GetFileName).OfType<string>()
                .Where(folder => folder != "virtual-rev-a" && File.Exists(Path.Combine(boards, folder, "board.json")))
                .Order(StringComparer.Ordinal).ToArray()
            : [];
        if (!names.Contains(name))
        {
            throw new ProvisioningException($"there is no board '{name}'; there are {string.Join(", ", names)}");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(boards, name, "board.json")));
            var root = document.RootElement;
            return new FlashBoard(
                name, root.GetProperty("image").GetString()!, root.GetProperty("fileStore").GetProperty("drive").GetString()!,
                DeployOffsetOf(root), Programs(name))
            {
                ModelBytes = root.GetProperty("budgets").GetProperty("modelFlashBytes").GetInt32(),
                ArenaBytes = root.GetProperty("budgets").GetProperty("arenaBytes").GetInt32()
            };
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or InvalidOperationException or KeyNotFoundException)
        {
            throw new ProvisioningException($"{name}/board.json: {wrong.Message}", wrong);
        }
    }

    private static long DeployOffsetOf(JsonElement board)
    {
        // None where code is files.
        var deploy = board.GetProperty("partitions").EnumerateArray()
            .FirstOrDefault(partition => partition.GetProperty("kind").GetString() == "deploy");
        return deploy.ValueKind == JsonValueKind.Undefined ? 0 : Convert.ToInt64(deploy.GetProperty("offset").GetString(), 16);
    }

    private static string Programs(string name) => name switch
    {
        _ when name.StartsWith("esp32-s3-n16r8-vision", StringComparison.Ordinal) => "Esp32S3Vision",
        _ when name.StartsWith("esp32-s3", StringComparison.Ordinal) => "Esp32S3",
        _ when name.StartsWith("esp32-", StringComparison.Ordinal) => "Esp32Wroom32",
        _ when name.StartsWith("stm32f769i", StringComparison.Ordinal) => "Stm32F769Discovery",
        _ => "MeadowF7"
    };
}
