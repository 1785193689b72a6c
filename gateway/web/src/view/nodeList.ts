import { nodeHref } from "../site/route";
import { ageSeconds, type NodeEntry, type SiteStore } from "../site/store";
import { formatAge, formatCount } from "../text/format";
import { h, setText } from "./dom";
import { StateTag, VerdictTag } from "./nodeParts";
import type { View } from "./view";

const COLUMNS = ["Node", "Machine", "State", "Last seen", "Verdict", "Outbox", "Missing"];
const NUMBERS = new Set(["Outbox", "Missing"]);

/** All nodes: a table where there is room, cards on a phone. Roles are spelled out because cards are not laid out as a table. */
export class NodeList implements View {
  readonly element: HTMLElement;
  private readonly rows = new Map<string, NodeRow>();
  private readonly body = h("tbody", { role: "rowgroup" });
  private readonly empty = h("p", { class: "calm" }, "No nodes yet. They appear with their first frame.");
  private readonly table: HTMLTableElement;
  private readonly unsubscribe: () => void;

  constructor(private readonly store: SiteStore) {
    const head = h("tr", { role: "row" },
      ...COLUMNS.map((name) => h("th", { role: "columnheader", scope: "col", class: NUMBERS.has(name) ? "number" : "" }, name)));
    this.table = h("table", { role: "table", class: "nodes card", "aria-label": "Nodes" },
      h("thead", { role: "rowgroup" }, head), this.body);
    this.element = h("section", { "aria-labelledby": "nodes-title" }, h("h2", { id: "nodes-title" }, "Nodes"), this.table, this.empty);
    this.unsubscribe = store.subscribe((change) => {
      if (change.kind === "nodes") {
        this.update(change.devices, change.listChanged);
      }
    });
    this.update(new Set(store.nodes.keys()), true);
  }

  tick(): void {
    const now = performance.now();
    this.rows.forEach((row) => row.showAge(now));
  }

  destroy(): void {
    this.unsubscribe();
  }

  private update(devices: ReadonlySet<string>, listChanged: boolean): void {
    devices.forEach((device) => {
      const entry = this.store.nodes.get(device);
      if (entry !== undefined) {
        this.rowOf(device).set(entry);
      }
    });
    if (listChanged) {
      [...this.rows.keys()].filter((device) => !this.store.nodes.has(device)).forEach((device) => this.rows.delete(device));
      const entries = [...this.store.nodes.values()].sort(compare);
      this.body.replaceChildren(...entries.map(({ node }) => this.rowOf(node.device).element));
      this.table.hidden = entries.length === 0;
      this.empty.hidden = entries.length > 0 || this.store.status === null;
    }
  }

  private rowOf(device: string): NodeRow {
    const row = this.rows.get(device) ?? new NodeRow(device);
    this.rows.set(device, row);
    return row;
  }
}

/** By machine, then by name; what belongs to no machine last. Not by state: rows must not jump under a finger. */
function compare({ node: a }: NodeEntry, { node: b }: NodeEntry): number {
  const unassigned = Number(a.machine === "") - Number(b.machine === "");
  return unassigned || a.machine.localeCompare(b.machine) || a.name.localeCompare(b.name) || a.device.localeCompare(b.device);
}

class NodeRow {
  readonly element: HTMLElement;
  private readonly name: HTMLAnchorElement;
  private readonly device: HTMLElement;
  private readonly machine = cell("machine", "Machine");
  private readonly state = new StateTag();
  private readonly age = cell("age", "Last seen");
  private readonly verdict = new VerdictTag();
  private readonly outbox = cell("number", "Outbox");
  private readonly missing = cell("number", "Missing");
  private entry: NodeEntry | null = null;

  constructor(device: string) {
    this.name = h("a", { href: nodeHref(device), class: "row-link" });
    this.device = h("span", { class: "device" }, device);
    const verdict = cell("verdict", "Verdict");
    verdict.append(this.verdict.element);
    const state = cell("state-cell", "State");
    state.append(this.state.element);
    this.element = h("tr", { role: "row" },
      h("th", { role: "rowheader", scope: "row", class: "name" }, this.name, this.device),
      this.machine, state, this.age, verdict, this.outbox, this.missing);
  }

  set(entry: NodeEntry): void {
    this.entry = entry;
    const { node } = entry;
    setText(this.name, node.name);
    this.device.hidden = node.name === node.device;
    setText(this.machine, node.machine === "" ? "–" : node.machine);
    this.state.set(node.state, node.upkeep?.mode);
    this.verdict.set(node.verdict);
    setText(this.outbox, formatCount(node.outboxDepth));
    setText(this.missing, formatCount(node.framesMissing));
    this.missing.classList.toggle("warn", node.framesMissing > 0);
    this.showAge(performance.now());
  }

  showAge(nowMs: number): void {
    if (this.entry !== null) {
      setText(this.age, formatAge(ageSeconds(this.entry, nowMs)));
    }
  }
}

function cell(className: string, label: string): HTMLTableCellElement {
  return h("td", { role: "cell", class: className, "data-label": label });
}
