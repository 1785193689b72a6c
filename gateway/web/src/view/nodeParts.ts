import type { NodeState, Verdict } from "../api/types";
import { formatPercent } from "../text/format";
import { causeName, isHealthy, verdictSeverity } from "../text/words";
import { h, setText } from "./dom";

const STATE_TEXT: Record<NodeState, string> = { Online: "Online", Late: "Late", Offline: "Offline", Unknown: "Never heard" };

/** State as dot and word; the dot alone would leave out who cannot tell the colours apart. */
export class StateTag {
  readonly element = h("span", { class: "state" });

  /** A mode other than normal is told with the state: such a node is there and measures nothing. */
  set(state: NodeState, mode = "Normal"): void {
    const rescue = mode === "Rescue";
    const safe = rescue || mode === "Safe" || mode === "MemoryShort";
    setText(this.element, STATE_TEXT[state] + (rescue ? " · rescue mode" : safe ? " · safe mode" : ""));
    this.element.dataset["mode"] = safe ? "safe" : "";
    this.element.dataset["state"] = state;
  }
}

/** Newest verdict as a coloured chip. */
export class VerdictTag {
  readonly element = h("span", { class: "chip" });

  set(verdict: Verdict | null): void {
    setText(this.element, verdict === null ? "No verdict" : text(verdict));
    this.element.dataset["severity"] = verdict === null ? "none" : verdictSeverity(verdict.label, verdict.score);
  }
}

function text(verdict: Verdict): string {
  return isHealthy(verdict.label) ? causeName(verdict.label) : `${causeName(verdict.label)} ${formatPercent(verdict.score)}`;
}
