import type { Edge } from "../api/types";
import { formatCount, formatPercent } from "./format";
import type { Severity } from "./words";

const FINDINGS: Record<Edge["finding"], { text: string; severity: Severity }> = {
  Equal: { text: "the gateway gets the same, bit by bit", severity: "ok" },
  NotChecked: { text: "not recomputed", severity: "none" },
  Differs: { text: "the gateway gets something else", severity: "crit" },
  UnknownModel: { text: "the gateway does not have this model", severity: "crit" },
  Missing: { text: "no verdict came with the last window", severity: "crit" },
  Unreadable: { text: "its bytes make no sense", severity: "crit" },
};

/** "On the node, bearing-edge: fault score 97 % · the gateway gets the same, bit by bit". */
export function edgeText(edge: Edge): string {
  const model = edge.model === "" ? "" : `, ${edge.model}`;
  const score = edge.score === null ? "not fit for scoring" : `fault score ${formatPercent(edge.score)}`;
  return `On the node${model}: ${score} · ${FINDINGS[edge.finding].text}`;
}

/** "1,234 windows recomputed, 1 differs · 90 calm windows not sent". */
export function edgeCounts(edge: Edge): string {
  const differing = edge.differing === 0 ? "none differs" : edge.differing === 1 ? "1 differs" : `${formatCount(edge.differing)} differ`;
  const suppressed = edge.suppressed === 0 ? "" : ` · ${formatCount(edge.suppressed)} calm windows not sent`;
  return `${formatCount(edge.checked)} windows recomputed, ${differing}${suppressed}`;
}

export function edgeSeverity(edge: Edge): Severity {
  return edge.differing > 0 ? "crit" : FINDINGS[edge.finding].severity;
}
