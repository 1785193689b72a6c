import type { WantedConfiguration } from "../api/types";

const MODES: Record<string, string> = {
  None: "Not told", Normal: "Normal", Safe: "Safe mode", MemoryShort: "Safe mode: memory short", Trial: "Settings on trial",
  Rescue: "Rescue mode: no application can be started",
};

const CAUSES: Record<string, string> = {
  None: "cause not known", PowerOn: "power came on", Watchdog: "the watchdog bit", Crash: "it crashed",
  Requested: "it restarted on purpose", Brownout: "the supply was too low",
};

const STATUSES: Record<string, string> = {
  Waiting: "waiting, sent again until the node answers", Trying: "stored by the node, it restarts and tries them",
  Applied: "applied", Returned: "did not hold, the node is back with those before",
};

const RESULTS: Record<string, string> = {
  Accepted: "stored, the node restarts and tries it", Confirmed: "confirmed", Reverted: "did not hold, the one before is back",
  Unauthentic: "refused, not authentic", Replayed: "refused, its number is old", Malformed: "refused, unreadable",
  UnknownKey: "refused, unknown setting", OutOfRange: "refused, out of range", Inconsistent: "refused, settings contradict each other",
  StorageFault: "not stored, the node's file store failed", WithoutKey: "refused, the node has no key",
};

/** "period-ms=2000: waiting for the node" and so on; the setting at fault last. */
export function wantedText(wanted: WantedConfiguration): string {
  const settings = Object.entries(wanted.settings).map(([name, value]) => `${name}=${value}`).join(" ");
  const fault = wanted.setting === "" ? "" : ` (${wanted.setting})`;
  return `${settings === "" ? "The same settings again" : settings}: ${STATUSES[wanted.status] ?? resultName(wanted.result)}${fault}.`;
}

/** The settings that undo what is wanted; null when one of the values before is not known to the gateway. */
export function undoing(wanted: WantedConfiguration): string[] | null {
  const names = Object.keys(wanted.settings);
  return names.length === 0 || names.some((name) => wanted.former[name] === undefined)
    ? null : names.map((name) => `${name}=${wanted.former[name] ?? ""}`);
}

export function modeName(mode: string): string {
  return MODES[mode] ?? mode;
}

export function causeOfReset(cause: string): string {
  return CAUSES[cause] ?? cause;
}

export function resultName(result: string): string {
  return RESULTS[result] ?? result;
}

/** "part wrong id" for `PartWrongId`. */
export function errorName(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

/** "2 in the last day" of the starts a node told of. */
export function startsText(starts: readonly string[], now: Date): string {
  const since = now.getTime() - 86_400_000;
  return `${starts.filter((start) => new Date(start).getTime() > since).length} in the last day`;
}

/** "3 h 12 min" for 11,520 s. */
export function duration(seconds: number): string {
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
