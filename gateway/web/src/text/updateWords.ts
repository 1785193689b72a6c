import type { NodeUpdate, UpdateRun } from "../api/types";

const STATES: Record<string, string> = {
  Idle: "Nothing is under way.",
  Staging: "It fetches a release.",
  Staged: "It has a release and waits for the word to switch.",
  Armed: "It is about to try a release.",
  Trial: "It tries a release.",
  Confirmed: "It runs and keeps what it was updated to.",
  RolledBack: "It went back to what it ran before",
  Refused: "It refused the last release",
};

/** Where a node stands when the gateway hands nothing out to it. */
export function stateText(update: NodeUpdate): string {
  const text = update.rescue ? "Nothing in its slots is whole: it waits for an update" : STATES[update.state] ?? update.state;
  const bare = text.replace(/\.$/, "");
  return update.reason === "" ? `${bare}.` : `${bare}: ${update.reason}.`;
}

/** A version, or that it is the one of the flashing. */
export function versionText(version: string): string {
  return version === "" ? "as flashed" : version;
}

/** Whose releases a node takes, and whether it has the owner's newest keys. */
export function keySetText(update: Pick<NodeUpdate, "keySet" | "newestKeySet">): string {
  return update.keySet === 0 ? "none told"
    : update.keySet < update.newestKeySet ? `number ${update.keySet}; the newest is ${update.newestKeySet}`
    : `number ${update.keySet}`;
}

/** Colour of a run: what went wrong, what needs a look, what is well. */
export function runTone(run: Pick<UpdateRun, "phase" | "stuck">): "ok" | "warn" | "crit" | "" {
  return run.phase === "RolledBack" || run.phase === "Refused" ? "crit"
    : run.stuck ? "warn"
    : run.phase === "Confirmed" ? "ok"
    : "";
}
