namespace Stethos.Gateway.Storage;

/// <summary>What one version of the gateway knows of the store.</summary>
/// <param name="Number">Counts up with every change.</param>
/// <param name="ReadableFrom">Lowest number whose gateway can read and write what this one leaves; written into the store.</param>
/// <param name="Create">Statements that may run at every start.</param>
internal sealed record SchemaVersion(int Number, int ReadableFrom, string Create);
