namespace Stethos.Gateway.Updates.Checks;

/// <summary>What a board has room for, bytes (hardware/boards/*/board.json, "budgets").</summary>
/// <param name="Tier">Such as T1.</param>
/// <param name="ApplicationBytes">Largest application.</param>
/// <param name="ModelBytes">Largest model.</param>
/// <param name="StoreBytes">The whole file store, which holds two slots of each.</param>
public sealed record BoardRoom(string Tier, int ApplicationBytes, int ModelBytes, int StoreBytes);
