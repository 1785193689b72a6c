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

/** The release that made the confirmed pair, by the digits it begins with: the number a node keeps are their first four bytes. */
export function pairText(pair: number): string {
  const digits = [0, 8, 16, 24].map((shift) => ((pair >>> shift) & 255).toString(16).padStart(2, "0")).join("");
  return pair === 0 ? "as flashed" : `${digits}…`;
}

/** Nodes whose newest update ended badly; runs come newest first. */
export function wentWrong<Run extends Pick<UpdateRun, "device" | "phase">>(runs: readonly Run[]): Run[] {
  const seen = new Set<string>();
  return runs.filter((run) => {
    const isNewest = !seen.has(run.device);
    seen.add(run.device);
    return isNewest && (run.phase === "RolledBack" || run.phase === "Refused");
  });
}

/** How many nodes took a release last and keep it. */
export function keptBy(runs: readonly Pick<UpdateRun, "device" | "phase" | "release">[], release: string): number {
  const kept = new Map<string, boolean>();
  for (const run of runs.filter((run) => run.phase === "Confirmed")) {
    if (!kept.has(run.device)) {
      kept.set(run.device, run.release === release);
    }
  }
  return [...kept.values()].filter((isThis) => isThis).length;
}
