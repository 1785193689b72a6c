import { getSpectrum } from "../api/client";
import type { Spectrum, SpectrumKind } from "../api/types";
import { lineFamilies, type LineFamily } from "../charts/lines";
import { SpectrumChart } from "../charts/spectrumChart";
import { formatMoment, formatNumber } from "../text/format";
import { h, setText } from "./dom";
import { Segments } from "./segments";

const TITLES: Record<SpectrumKind, string> = { envelope: "Envelope spectrum", spectrum: "Spectrum" };
const ABOUT: Record<SpectrumKind, string> = {
  envelope: "Repeating impacts show here as lines at the frequency of the damaged part.",
  spectrum: "Unbalance and misalignment show at the shaft and its harmonics, bearing damage as raised bands further up.",
};
/** A phone has room for the first harmonics only. */
const NARROW_MAX_HZ = 500;
const STEPS_HZ = [200, 500, 1000, 2000, 5000];

/** One spectrum of a sensor with its fault lines and switches for them. */
export class SpectrumPanel {
  readonly element: HTMLElement;
  private readonly chart: SpectrumChart;
  private readonly about = h("p", { class: "muted" });
  private readonly empty = h("p", { class: "calm" }, "No spectrum has arrived yet. Take a burst to get one.");
  private readonly switches = h("div", { class: "line-switches", role: "group" });
  private readonly body: HTMLElement;
  private readonly zoom: Segments<number>;
  private readonly narrow: boolean;
  /** What the viewer switched on or off by hand; for the rest the default counts. */
  private readonly chosen = new Map<string, boolean>();
  private families: LineFamily[] = [];
  private spectrum: Spectrum | null = null;
  /** Upper end chosen by the viewer; 0 shows everything. */
  private maxHz = 0;
  private emphasised = "";
  private switchKey = "";
  private sensor: number | null = null;
  private request: AbortController | null = null;

  constructor(private readonly device: string, private readonly kind: SpectrumKind) {
    const title = TITLES[kind];
    this.chart = new SpectrumChart(title, kind === "envelope" ? "--series-1" : "--series-2");
    this.zoom = new Segments(`${title}: highest frequency shown`, (hz) => {
      this.maxHz = hz;
      this.chart.setMaxHz(hz === 0 ? null : hz);
    });
    this.switches.setAttribute("aria-label", `${title}: fault lines shown`);
    this.body = h("div", { hidden: "" }, this.switches, this.chart.element);
    this.element = h("section", { class: "card", "aria-labelledby": `${kind}-title` },
      h("div", { class: "panel-head" }, h("h2", { id: `${kind}-title` }, title), this.zoom.element), this.about, this.body, this.empty);
    this.narrow = matchMedia("(max-width: 600px)").matches;
    this.maxHz = this.narrow && kind === "envelope" ? NARROW_MAX_HZ : 0;
  }

  setSensor(sensor: number): void {
    this.sensor = sensor;
    this.refresh();
  }

  /** Name of the line family that explains the verdict; empty for none. */
  emphasise(line: string): void {
    if (line !== this.emphasised) {
      this.emphasised = line;
      this.drawSwitches();
      this.draw();
    }
  }

  refresh(): void {
    if (this.sensor !== null) {
      void this.fetch(this.sensor);
    }
  }

  destroy(): void {
    this.request?.abort();
    this.chart.destroy();
  }

  private async fetch(sensor: number): Promise<void> {
    this.request?.abort();
    const request = new AbortController();
    this.request = request;
    try {
      this.show(await getSpectrum(this.device, sensor, this.kind, request.signal));
    } catch (error) {
      if (!request.signal.aborted) {
        setText(this.about, `The spectrum could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  private show(spectrum: Spectrum | null): void {
    this.spectrum = spectrum;
    this.body.hidden = this.zoom.element.hidden = spectrum === null;
    this.empty.hidden = spectrum !== null;
    setText(this.about, ABOUT[this.kind]);
    if (spectrum === null) {
      return;
    }
    const fullHz = (spectrum.amplitude.length - 1) * spectrum.dfHz;
    const taken = formatMoment(new Date(spectrum.time), new Date());
    setText(this.about, `${ABOUT[this.kind]} Taken ${taken}, ${formatNumber(spectrum.dfHz)}\u202fHz per bin.`);
    this.families = lineFamilies(spectrum.lines, spectrum.shaftHz, fullHz);
    const steps = STEPS_HZ.filter((hz) => hz < fullHz * 0.8).map((hz) => ({ value: hz, label: stepLabel(hz) }));
    if (!steps.some(({ value }) => value === this.maxHz)) {
      this.maxHz = 0;
    }
    this.zoom.set([...steps, { value: 0, label: "All" }], this.maxHz);
    this.chart.setMaxHz(this.maxHz === 0 ? null : this.maxHz);
    this.drawSwitches();
    this.draw();
  }

  private drawSwitches(): void {
    const key = JSON.stringify(this.families.map(({ name, marks }) => [name, marks[0]?.hz, this.isShown(name)]));
    if (key !== this.switchKey) {
      this.switchKey = key;
      this.switches.replaceChildren(...this.families.map((family) => this.lineSwitch(family)));
    }
  }

  /**
   * By default an envelope shows all families, or on a phone the shaft and the one that explains the verdict; a raw
   * spectrum is read for the shaft.
   */
  private isShown(name: string): boolean {
    const essential = name === "shaft" || (name === this.emphasised && this.kind === "envelope");
    const all = this.kind === "envelope" && (!this.narrow || this.emphasised === "");
    return this.chosen.get(name) ?? (all || essential);
  }

  private lineSwitch(family: LineFamily): HTMLElement {
    const button = h("button", {
      type: "button",
      class: "line-switch",
      "aria-pressed": String(this.isShown(family.name)),
      on: { click: () => this.toggle(family.name, button) },
    }, h("span", { class: "swatch", "aria-hidden": "true" }), `${family.name} `,
    h("span", { class: "muted" }, `${formatNumber(family.marks[0]?.hz)}\u202fHz`));
    button.style.setProperty("--swatch", `var(${family.colour})`);
    return button;
  }

  private toggle(name: string, button: HTMLButtonElement): void {
    const show = !this.isShown(name);
    this.chosen.set(name, show);
    button.setAttribute("aria-pressed", String(show));
    this.draw();
  }

  private draw(): void {
    if (this.spectrum !== null) {
      this.chart.setData(this.spectrum, this.families.filter(({ name }) => this.isShown(name)), this.emphasised);
    }
  }
}

function stepLabel(hz: number): string {
  return hz >= 1000 ? `${hz / 1000}\u202fkHz` : `${hz}\u202fHz`;
}
