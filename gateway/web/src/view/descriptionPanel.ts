import { getDescription } from "../api/client";
import type { DescribedGauge, DescribedProperty, DescribedSensor, Description, Quantity } from "../api/types";
import { commandText, quantityText } from "../text/descriptionWords";
import { h, setText } from "./dom";

/** What the node says it is: what each sensor measures and sends, what it can be told, and where that is contradicted. */
export class DescriptionPanel {
  readonly element: HTMLElement;
  private readonly board = h("span", { class: "muted" });
  private readonly warnings = h("ul", { class: "contradictions" });
  private readonly sensors = h("div", { class: "described" });
  private readonly commands = h("p", { class: "muted" });
  private readonly request = new AbortController();
  private firmware = "";
  private boot = -1;

  /** `described` takes the properties once the node has told them. */
  constructor(private readonly device: string, private readonly described: (properties: readonly DescribedProperty[]) => void) {
    this.element = h("section", { class: "card description", "aria-labelledby": "description-title", hidden: "" },
      h("div", { class: "panel-head" }, h("h2", { id: "description-title" }, "What it is"), this.board),
      this.warnings, this.sensors, this.commands);
  }

  /** A new boot or firmware may describe itself otherwise. */
  set(boot: number, firmware: string, contradictions: readonly string[]): void {
    this.warnings.replaceChildren(...contradictions.map((text) => h("li", {}, `Contradiction: ${text}`)));
    if (contradictions.length > 0) {
      this.element.hidden = false;
    }
    if (boot !== this.boot || firmware !== this.firmware) {
      this.boot = boot;
      this.firmware = firmware;
      void this.load();
    }
  }

  destroy(): void {
    this.request.abort();
  }

  private async load(): Promise<void> {
    try {
      const description = await getDescription(this.device, this.request.signal);
      if (description !== null) {
        this.show(description);
      }
    } catch {
      // Asked again at the node's next start; the page works without.
      this.boot = -1;
    }
  }

  private show(description: Description): void {
    this.element.hidden = false;
    setText(this.board, `${description.board}, firmware ${description.firmware}`);
    this.sensors.replaceChildren(...description.sensors.map(sensorBlock), ...description.gauges.map(gaugeBlock));
    setText(this.commands, description.commands.length === 0
      ? "" : `Can be asked to ${description.commands.map((command) => commandText(command.name)).join(", ")}.`);
    this.described(description.properties);
  }
}

function sensorBlock(sensor: DescribedSensor): HTMLElement {
  return h("div", {}, h("h3", {}, `${sensor.sensor}: ${sensor.part}`),
    h("dl", {}, ...rows("Measures", sensor.measures), ...rows("Sends", sensor.telemetry)));
}

/** A part without frames of its own; what it measures goes with those of others. */
function gaugeBlock(gauge: DescribedGauge): HTMLElement {
  return h("div", {}, h("h3", {}, gauge.part), h("dl", {}, ...rows("Measures", gauge.measures)));
}

function rows(title: string, quantities: readonly Quantity[]): HTMLElement[] {
  return quantities.length === 0 ? [] : [
    h("dt", {}, title),
    h("dd", {}, ...quantities.map((quantity) => h("span", { class: "quantity" }, quantityText(quantity)))),
  ];
}
