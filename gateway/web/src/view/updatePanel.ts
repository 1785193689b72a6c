import type { NodeUpdate } from "../api/types";
import { formatMoment } from "../text/format";
import { keySetText, pairText, runTone, stateText, versionText } from "../text/updateWords";
import { h, setText } from "./dom";

/** What runs on a node, what it is being updated to, and why it refused or went back. */
export class UpdatePanel {
  readonly element: HTMLElement;
  private readonly state = h("p", { class: "update-state", role: "status" });
  private readonly progress = h("progress", { max: "100", hidden: "", "aria-label": "Fetched" });
  private readonly facts = h("dl", { class: "facts" });

  constructor() {
    this.element = h("section", { class: "card update", hidden: "", "aria-labelledby": "update-title" },
      h("div", { class: "panel-head" }, h("h2", { id: "update-title" }, "Software"), h("a", { class: "button", href: "#/updates" }, "Updates")),
      this.state, this.progress, this.facts);
  }

  set(update: NodeUpdate | null): void {
    this.element.hidden = update === null;
    if (update === null) {
      return;
    }
    const run = update.run;
    setText(this.state, run === null ? stateText(update) : `${run.label}: ${run.text}.`);
    this.state.dataset["tone"] = run === null ? (update.rescue || update.reason !== "" ? "warn" : "") : runTone(run);
    this.progress.hidden = run?.percent == null;
    this.progress.value = run?.percent ?? 0;
    const rows: [string, string][] = [
      ["Application", versionText(update.application)],
      ["Model", versionText(update.model)],
      ["Release", pairText(update.pair)],
      ["Oldest it still takes", update.applicationFloor === "" && update.modelFloor === "" ? "any"
        : [update.applicationFloor === "" ? "" : `application ${update.applicationFloor}`,
          update.modelFloor === "" ? "" : `model ${update.modelFloor}`].filter((part) => part !== "").join(", ")],
      ["Newest manifest", update.sequence === 0 ? "none yet" : `number ${update.sequence}`],
      ["Key set", keySetText(update)],
      ...(update.accessPoint === "" ? [] : [["Access point", update.accessPoint] as [string, string]]),
      ["Told", formatMoment(new Date(update.heard), new Date())],
    ];
    this.facts.replaceChildren(...rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
  }
}
