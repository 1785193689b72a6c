import type { Outbox } from "../api/types";
import { formatCount, formatDuration, formatShort } from "./format";

export type Severity = "ok" | "warn" | "crit" | "none";

interface Cause {
  name: string;
  /** The kinematic frequency at which it shows; empty when it has none. */
  line: string;
}

const CAUSES: Record<string, Cause> = {
  "outer-race": { name: "Outer-race fault", line: "BPFO" },
  "inner-race": { name: "Inner-race fault", line: "BPFI" },
  ball: { name: "Rolling-element fault", line: "2×BSF" },
  cage: { name: "Cage fault", line: "FTF" },
  unbalance: { name: "Unbalance", line: "1× shaft" },
  misalignment: { name: "Misalignment", line: "2× shaft" },
  scratch: { name: "Scratch", line: "" },
  dent: { name: "Dent", line: "" },
  stain: { name: "Stain", line: "" },
  missing: { name: "Missing feature", line: "" },
  "position-drift": { name: "Position has drifted", line: "" },
  "light-drift": { name: "Light has changed", line: "" },
  "hot-spot": { name: "Hot spot", line: "" },
  "view-blocked": { name: "View is blocked", line: "" },
  "edge-differs": { name: "Node's verdict is not what its window gives", line: "" },
  "edge-unknown-model": { name: "Node runs a model the gateway does not have", line: "" },
  "edge-missing": { name: "Node stopped telling its verdict", line: "" },
  "update-rolled-back": { name: "Went back from an update", line: "" },
  "update-stuck": { name: "Update is stuck", line: "" },
  looseness: { name: "Mechanical looseness", line: "shaft harmonics" },
};

const SYNONYMS: Record<string, string> = {
  outer: "outer-race", or: "outer-race", bpfo: "outer-race",
  inner: "inner-race", ir: "inner-race", bpfi: "inner-race",
  "rolling-element": "ball", roller: "ball", bsf: "ball", "2xbsf": "ball",
  ftf: "cage", imbalance: "unbalance",
};

const HEALTHY = new Set(["normal", "healthy", "ok", "good"]);

/** Less wear than this, in %, is not told apart. */
const LEAST_WEAR = 0.01;

/** From here on a fault score is shown in the strongest colour. */
const CRITICAL_SCORE = 0.8;

export function isHealthy(label: string): boolean {
  return HEALTHY.has(normalize(label));
}

/** "Outer-race fault" for the class `outer-race`; a class unknown to the page in its own spelling. */
export function causeName(label: string): string {
  if (isHealthy(label)) {
    return "Healthy";
  }
  const plain = label.replace(/[-_]+/g, " ").trim();
  return causeOf(label)?.name ?? (plain === "" ? "No verdict" : plain.charAt(0).toUpperCase() + plain.slice(1));
}

/** The frequency line of a class as drawn in spectra, such as BPFO; empty when it has none. */
export function causeLine(label: string): string {
  return causeOf(label)?.line ?? "";
}

/** "Outer-race fault (BPFO) on fan-3". */
export function causeSentence(label: string, machine: string): string {
  const line = causeLine(label);
  return causeName(label) + (line === "" ? "" : ` (${line})`) + (machine === "" ? "" : ` on ${machine}`);
}

export function verdictSeverity(label: string, score: number | null): Severity {
  if (label === "") {
    return "none";
  }
  if (isHealthy(label)) {
    return "ok";
  }
  return score !== null && score >= CRITICAL_SCORE ? "crit" : "warn";
}

/** "envelope at BPFO" for `envelope_at_BPFO`. */
export function featureName(feature: string): string {
  return feature.replace(/_+/g, " ").trim();
}

/** Name of a line for people: `2xBSF` becomes 2×BSF. */
export function lineName(name: string): string {
  return name.replace(/^(\d+)x/i, "$1×");
}

function causeOf(label: string): Cause | undefined {
  const key = normalize(label);
  return CAUSES[SYNONYMS[key] ?? key];
}

function normalize(label: string): string {
  return label.trim().toLowerCase().replace(/[_\s]+/g, "-").replace(/-(fault|defect)$/, "");
}

/** "12 frames, room for 8 d 3 h, wear 0.0012 %": what waits in a node and how long it may go on. */
export function outboxText(depth: number, outbox: Outbox): string {
  const room = outbox.roomHours === null ? "" : `, room for ${formatDuration(outbox.roomHours * 3600)}`;
  const wear = outbox.wearPercent === null ? ", in memory only" : `, wear ${wearText(outbox.wearPercent)}`;
  const faults = outbox.faults === 0 ? "" : `, ${formatCount(outbox.faults)} storage ${outbox.faults === 1 ? "fault" : "faults"}`;
  return `${formatCount(depth)} ${depth === 1 ? "frame" : "frames"}${outbox.capacity === 0 ? "" : room + wear + faults}`;
}

function wearText(percent: number): string {
  return percent > 0 && percent < LEAST_WEAR ? `under ${formatShort(LEAST_WEAR, "%")}` : formatShort(percent, "%");
}
