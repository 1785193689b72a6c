import type { SiteNode } from "../api/types";
import type { NodeEntry, SiteStore } from "../site/store";
import { causeLine } from "../text/words";
import { AlertList } from "./alertList";
import { BurstPanel } from "./burstPanel";
import { DescriptionPanel } from "./descriptionPanel";
import { h, icon, icons, setText } from "./dom";
import { FeaturePanel } from "./featurePanel";
import { NodeFacts } from "./nodeFacts";
import { StateTag } from "./nodeParts";
import { SensorPicker } from "./segments";
import { SpectrumPanel } from "./spectrumPanel";
import { TrendPanel } from "./trendPanel";
import { UpdatePanel } from "./updatePanel";
import { UpkeepPanel } from "./upkeepPanel";
import { VerdictPanel } from "./verdictPanel";
import { VisionPanel } from "./visionPanel";
import type { View } from "./view";

/** Everything about one node. */
export class NodePage implements View {
  readonly element = h("div", { class: "node-page" });
  private readonly title = h("h1");
  private readonly machine = h("p", { class: "subtitle" });
  private readonly state = new StateTag();
  private readonly verdict = new VerdictPanel();
  private readonly facts = new NodeFacts();
  private readonly burst: BurstPanel;
  private readonly trend: TrendPanel;
  private readonly spectra: SpectrumPanel[];
  private readonly features: FeaturePanel;
  private readonly vision: VisionPanel;
  private readonly upkeep: UpkeepPanel;
  private readonly software = new UpdatePanel();
  private readonly description: DescriptionPanel;
  private readonly alerts: AlertList;
  private readonly picker: SensorPicker;
  private readonly unsubscribe: () => void;
  private built = false;

  constructor(private readonly store: SiteStore, private readonly device: string) {
    this.burst = new BurstPanel(device);
    this.trend = new TrendPanel(device);
    this.spectra = [new SpectrumPanel(device, "envelope"), new SpectrumPanel(device, "spectrum")];
    this.features = new FeaturePanel(device);
    this.vision = new VisionPanel(device);
    this.upkeep = new UpkeepPanel(device);
    this.description = new DescriptionPanel(device, (properties) => this.upkeep.setDescribed(properties));
    this.alerts = new AlertList(store, device);
    this.picker = new SensorPicker((sensor) => this.chooseSensor(sensor));
    this.unsubscribe = store.subscribe((change) => {
      if (change.kind === "nodes" && (change.listChanged || change.devices.has(device))) {
        this.update();
      } else if (change.kind === "spectrum" && change.device === device) {
        this.spectra.forEach((panel) => panel.refresh());
        this.features.refresh();
        this.vision.cropArrived();
        this.burst.arrived();
      } else if (change.kind === "connection" && store.connection === "live") {
        this.refreshAll();
      }
    });
    this.update();
  }

  tick(): void {
    const entry = this.store.nodes.get(this.device);
    if (entry !== undefined) {
      this.facts.showAge(entry);
    }
    this.alerts.tick();
    this.burst.tick();
    this.trend.tick();
    this.vision.tick();
  }

  destroy(): void {
    this.unsubscribe();
    this.alerts.destroy();
    this.burst.destroy();
    this.description.destroy();
    this.trend.destroy();
    this.spectra.forEach((panel) => panel.destroy());
    this.features.destroy();
    this.vision.destroy();
  }

  private update(): void {
    const entry = this.store.nodes.get(this.device);
    if (entry === undefined) {
      this.showMissing();
      return;
    }
    if (!this.built) {
      this.build(entry.node);
    }
    this.showNode(entry);
  }

  private showNode(entry: NodeEntry): void {
    const { node } = entry;
    setText(this.title, node.name);
    setText(this.machine, node.machine === "" ? "Not assigned to a machine" : node.machine);
    this.state.set(node.state, node.upkeep?.mode);
    this.verdict.set(node.verdict);
    this.verdict.setEdge(node.edge);
    this.facts.set(entry);
    this.upkeep.set(node.upkeep);
    this.software.set(node.update ?? null);
    this.description.set(node.boot, node.firmware, node.contradictions);
    this.picker.set(node.sensors);
    this.burst.setReachable(node.state === "Online" || node.state === "Late");
    this.trend.frameArrived(node.lastSeen);
    this.vision.frameArrived();
    const line = node.verdict === null ? "" : causeLine(node.verdict.label);
    this.spectra.forEach((panel) => panel.emphasise(line));
  }

  private build(node: SiteNode): void {
    this.built = true;
    this.element.replaceChildren(
      backLink(),
      h("div", { class: "node-head" },
        h("div", {}, this.title, this.machine), this.state.element, this.picker.element, this.burst.element),
      h("div", { class: "node-columns" }, this.verdict.element, this.facts.element),
      this.alerts.element,
      this.upkeep.element,
      this.software.element,
      this.description.element,
      this.vision.element,
      this.trend.element,
      ...this.spectra.map((panel) => panel.element),
      this.features.element);
    this.chooseSensor(node.sensors[0]?.sensor ?? 0);
  }

  private chooseSensor(sensor: number): void {
    const known = this.store.nodes.get(this.device)?.node.sensors.find((each) => each.sensor === sensor);
    const sees = known !== undefined && known.axes === 0;
    [this.burst, this.trend, this.features, ...this.spectra].forEach(({ element }) => {
      element.hidden = sees;
    });
    this.vision.setSensor(sees ? sensor : null);
    if (!sees) {
      this.burst.sensor = sensor;
      this.trend.setSensor(sensor);
      this.spectra.forEach((panel) => panel.setSensor(sensor));
      this.features.setSensor(sensor);
    }
  }

  private refreshAll(): void {
    if (this.built) {
      this.trend.refresh();
      this.vision.refresh();
      this.spectra.forEach((panel) => panel.refresh());
    }
  }

  private showMissing(): void {
    this.built = false;
    const text = this.store.nodes.size === 0 ? "Waiting for the gateway…" : `No node “${this.device}” is known to this site.`;
    this.element.replaceChildren(backLink(), h("p", { class: "calm" }, text));
  }
}

function backLink(): HTMLElement {
  return h("a", { class: "back", href: "#/" }, icon(icons.back), "All nodes");
}
