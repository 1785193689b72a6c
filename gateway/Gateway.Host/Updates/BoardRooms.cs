using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using Stethos.Gateway.Updates.Checks;

namespace Stethos.Gateway.Host.Updates;

/// <summary>What boards have room for, out of hardware/boards; each is read once. One thread.</summary>
internal sealed class BoardRooms(string? folder)
{
    private readonly Dictionary<string, BoardRoom?> _known = new(StringComparer.Ordinal);

    /// <summary>Null for a board that is not described here.</summary>
    public BoardRoom? Of(string board)
    {
        if (!_known.TryGetValue(board, out var room))
        {
            _known.Add(board, room = Read(board));
        }

        return room;
    }

    private BoardRoom? Read(string board)
    {
        // The name is the node's word: only one that is a folder there and nothing else is looked up.
        var file = Path.Combine(folder ?? "", board, "board.json");
        if (folder is null || board.Length == 0 || Path.GetFileName(board) != board || !File.Exists(file))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var budgets = json.RootElement.GetProperty("budgets");
            return new BoardRoom(
                json.RootElement.GetProperty("tier").GetString()!, budgets.GetProperty("payloadBytes").GetInt32(),
                budgets.GetProperty("modelFlashBytes").GetInt32(), budgets.GetProperty("fileStoreBytes").GetInt32());
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
