namespace Stethos.Gateway.Storage;

/// <summary>
/// Tables of the store. A later version adds tables, and columns that may be null or have a default, and nothing else: then
/// the previous gateway version can read and write the file after a return to it. Times are UTC milliseconds, devices
/// the id as a signed 64-bit number.
/// </summary>
internal static class Schema
{
    /// <summary>Name under which <see cref="SchemaVersion.ReadableFrom"/> lies in the table of cursors.</summary>
    internal const string ReadableFrom = "schema-readable-from";

    internal static readonly SchemaVersion Current = new(StoreSchema.Version, StoreSchema.ReadableFrom, Create);

    internal const string Create = """
        CREATE TABLE IF NOT EXISTS frames(
          id INTEGER PRIMARY KEY, device INTEGER NOT NULL, boot INTEGER NOT NULL, sequence INTEGER NOT NULL,
          kind INTEGER NOT NULL, sensor INTEGER NOT NULL, time_ms INTEGER NOT NULL, received_ms INTEGER NOT NULL,
          payload BLOB NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS frames_key ON frames(device, boot, sequence);
        CREATE INDEX IF NOT EXISTS frames_trend ON frames(device, sensor, time_ms);
        CREATE INDEX IF NOT EXISTS frames_reports ON frames(id) WHERE kind IN (8,9,13);
        CREATE TABLE IF NOT EXISTS gaps(
          id INTEGER PRIMARY KEY, device INTEGER NOT NULL, boot INTEGER NOT NULL, first INTEGER NOT NULL,
          last INTEGER NOT NULL, reason INTEGER NOT NULL, received_ms INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS gaps_removed ON gaps(device, boot, last) WHERE reason=255;
        CREATE TABLE IF NOT EXISTS verdicts(
          frame_id INTEGER PRIMARY KEY, model TEXT NOT NULL, label TEXT NOT NULL, probabilities BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS alerts(
          id INTEGER PRIMARY KEY, device INTEGER NOT NULL, sensor INTEGER NOT NULL, cause TEXT NOT NULL,
          raised_ms INTEGER NOT NULL, cleared_ms INTEGER, score REAL NOT NULL, owner TEXT NOT NULL, drivers TEXT NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS alerts_one_open ON alerts(device, sensor, cause) WHERE cleared_ms IS NULL;
        CREATE TABLE IF NOT EXISTS bursts(
          id INTEGER PRIMARY KEY, device INTEGER NOT NULL, sensor INTEGER NOT NULL, time_ms INTEGER NOT NULL,
          rate_hz INTEGER NOT NULL, shaft_hz REAL NOT NULL, scale REAL NOT NULL, samples BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS bursts_newest ON bursts(device, sensor, id);
        CREATE TABLE IF NOT EXISTS crops(
          id INTEGER PRIMARY KEY, device INTEGER NOT NULL, sensor INTEGER NOT NULL, crop_id INTEGER NOT NULL,
          picture INTEGER NOT NULL, time_ms INTEGER NOT NULL, col INTEGER NOT NULL, line INTEGER NOT NULL,
          size INTEGER NOT NULL, pixels BLOB NOT NULL, model TEXT NOT NULL, label TEXT NOT NULL, labels TEXT NOT NULL,
          probabilities BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS crops_newest ON crops(device, sensor, id);
        CREATE TABLE IF NOT EXISTS nodes(device INTEGER PRIMARY KEY, seen_ms INTEGER NOT NULL, state BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS descriptions(device INTEGER PRIMARY KEY, received_ms INTEGER NOT NULL, message BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS configurations(
          device INTEGER NOT NULL, number INTEGER NOT NULL, asked_ms INTEGER NOT NULL, settings TEXT NOT NULL,
          PRIMARY KEY(device, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS settings_before(
          device INTEGER NOT NULL, number INTEGER NOT NULL, running INTEGER NOT NULL, settings TEXT NOT NULL,
          PRIMARY KEY(device, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS update_statuses(
          device INTEGER PRIMARY KEY, received_ms INTEGER NOT NULL, message BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS updates(
          id INTEGER PRIMARY KEY, device INTEGER NOT NULL, release TEXT NOT NULL, label TEXT NOT NULL, asked_ms INTEGER NOT NULL,
          changed_ms INTEGER NOT NULL, phase INTEGER NOT NULL, reason INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS cursor(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        """;
}
