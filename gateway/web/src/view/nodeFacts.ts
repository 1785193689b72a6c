import type { Sensor, SiteNode } from "../api/types";
import { ageSeconds, type NodeEntry } from "../site/store";
import { formatAge, formatCount, formatMoment, formatNumber } from "../text/format";
import { outboxText } from "../text/words";
import { h, setText } from "./dom";

/** What is known about a node, as name and value. */
export class NodeFacts {
  readonly element: HTMLElement;
  private readonly values = new Map<string, HTMLElement>();
  private readonly list = h("dl", { class: "facts" });

  constructor() {
    this.element = h("section", { class: "card", "aria-labelledby": "facts-title" }, h("h2", { id: "facts-title" }, "Facts"), this.list);
  }

  set(entry: NodeEntry): void {
    const { node } = entry;
    this.show("Device", node.device);
    this.show("Firmware", node.firmware === "" ? "not reported" : node.firmware);
    this.showAge(entry);
    this.show("Boot", formatCount(node.boot));
    this.show("Frames stored", formatCount(node.framesStored));
    this.show("Frames missing", formatCount(node.framesMissing), node.framesMissing > 0 ? "warn" : "");
    this.show("Outbox", outboxText(node.outboxDepth, node.outbox), node.outbox.faults > 0 ? "warn" : "");
    this.show("Sensors", sensorsText(node));
  }

  showAge(entry: NodeEntry): void {
    const { lastSeen } = entry.node;
    const when = lastSeen === null ? "" : ` (${formatMoment(new Date(lastSeen), new Date())})`;
    this.show("Last seen", formatAge(ageSeconds(entry, performance.now())) + when);
  }

  private show(name: string, value: string, tone = ""): void {
    let element = this.values.get(name);
    if (element === undefined) {
      element = h("dd");
      this.values.set(name, element);
      this.list.append(h("div", {}, h("dt", {}, name), element));
    }
    setText(element, value);
    element.dataset["tone"] = tone;
  }
}

function sensorsText(node: SiteNode): string {
  return node.sensors.length === 0
    ? "not described yet"
    : node.sensors.map(sensorText).join("\n");
}

function sensorText({ sensor, part, axes, sampleRateHz }: Sensor): string {
  if (axes === 0) {
    return `${sensor}: ${part}, pictures`;
  }
  return `${sensor}: ${part}, ${axes} ${axes === 1 ? "axis" : "axes"}, ${formatNumber(sampleRateHz)}\u202fHz`;
}
