import uPlot from "uplot";
import type { Spectrum } from "../api/types";
import { formatNumber, formatQuantity } from "../text/format";
import { h } from "../view/dom";
import type { LineFamily } from "./lines";
import { drawLines, LABEL_ROW_PX } from "./lineLayer";
import { chartFont, colour, onThemeChange, onWidth } from "./theme";

const HEIGHT = 300;

/** Amplitude over frequency with fault lines on top. Drag to zoom, double click to see all again. */
export class SpectrumChart {
  readonly element: HTMLElement;
  private readonly readout = h("output", { class: "chart-readout" });
  private readonly canvas = h("div", { class: "chart-canvas", role: "img" });
  private readonly ends: (() => void)[];
  private plot: uPlot | null = null;
  private spectrum: Spectrum | null = null;
  private families: readonly LineFamily[] = [];
  private emphasised = "";
  private maxHz: number | null = null;

  constructor(private readonly title: string, private readonly colourName: string) {
    this.element = h("div", { class: "chart" }, this.readout, this.canvas);
    this.ends = [onWidth(this.canvas, (width) => this.resize(width)), onThemeChange(() => this.rebuild())];
  }

  /** Lines of the emphasised family are drawn stronger than the others. */
  setData(spectrum: Spectrum, families: readonly LineFamily[], emphasised: string): void {
    const sameBins = this.spectrum?.amplitude.length === spectrum.amplitude.length && this.spectrum.dfHz === spectrum.dfHz;
    const rows = this.families.length;
    this.spectrum = spectrum;
    this.families = families;
    this.emphasised = emphasised;
    this.describe();
    if (this.plot !== null && sameBins && rows === families.length) {
      // Keeps the zoom of the viewer.
      const { min, max } = this.plot.scales.x ?? {};
      this.plot.setData(this.plotData(), false);
      this.plot.setScale("x", { min: min ?? 0, max: max ?? this.fullHz });
    } else {
      this.rebuild();
    }
    this.showReadout();
  }

  /** Upper end of the frequency axis; null shows everything. */
  setMaxHz(maxHz: number | null): void {
    if (maxHz === this.maxHz) {
      return;
    }
    this.maxHz = maxHz;
    this.plot?.setScale("x", { min: 0, max: maxHz ?? this.fullHz });
  }

  destroy(): void {
    this.ends.forEach((end) => end());
    this.plot?.destroy();
  }

  private get fullHz(): number {
    return this.spectrum === null ? 1 : (this.spectrum.amplitude.length - 1) * this.spectrum.dfHz;
  }

  private plotData(): uPlot.AlignedData {
    const { amplitude, dfHz } = this.spectrum!;
    return [amplitude.map((_, bin) => bin * dfHz), amplitude];
  }

  private resize(width: number): void {
    if (this.plot === null) {
      this.rebuild();
    } else {
      this.plot.setSize({ width, height: HEIGHT });
    }
  }

  private rebuild(): void {
    const width = this.canvas.clientWidth;
    if (width === 0 || this.spectrum === null) {
      return;
    }
    this.plot?.destroy();
    this.plot = new uPlot(this.options(width), this.plotData(), this.canvas);
    this.plot.setScale("x", { min: 0, max: this.maxHz ?? this.fullHz });
  }

  private options(width: number): uPlot.Options {
    const stroke = colour(this.colourName);
    const axis = { stroke: colour("--muted"), font: chartFont(), ticks: { show: false }, grid: { stroke: colour("--grid"), width: 1 } };
    return {
      width,
      height: HEIGHT,
      padding: [this.families.length * LABEL_ROW_PX + 6, 12, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: true, y: false, setScale: true }, points: { size: 7 } },
      scales: { x: { time: false }, y: { range: (_, __, max) => [0, max > 0 ? max * 1.08 : 1] } },
      axes: [
        { ...axis, label: "Frequency (Hz)", labelFont: chartFont(), labelSize: 18, size: 28, space: 56 },
        { ...axis, label: "Amplitude (g)", labelFont: chartFont(), labelSize: 18, size: 50, space: 36 },
      ],
      series: [{}, { stroke, width: 1.25, fill: `${stroke}22`, points: { show: false } }],
      hooks: {
        drawAxes: [(plot) => drawLines(plot, this.families, this.emphasised)],
        setCursor: [() => this.showReadout()],
      },
    };
  }

  private showReadout(): void {
    const index = this.plot?.cursor.idx;
    const [bin, hint] = index === null || index === undefined ? [this.peakBin(), "Highest: "] : [index, ""];
    const value = this.spectrum?.amplitude[bin];
    this.readout.textContent = this.spectrum === null
      ? ""
      : `${hint}${formatQuantity(value, "g")} at ${formatNumber(bin * this.spectrum.dfHz)}\u202fHz`;
  }

  private peakBin(): number {
    const amplitude = this.spectrum?.amplitude ?? [];
    let best = 0;
    amplitude.forEach((value, bin) => {
      if ((value ?? 0) > (amplitude[best] ?? 0)) {
        best = bin;
      }
    });
    return best;
  }

  private describe(): void {
    const peak = this.peakBin();
    const lines = this.families.map(({ name, marks }) => `${name} at ${formatNumber(marks[0]?.hz)} Hz`).join(", ");
    this.canvas.setAttribute("aria-label",
      `${this.title}: 0 to ${formatNumber(this.fullHz)} Hz, highest ${formatQuantity(this.spectrum!.amplitude[peak], "g")} at `
      + `${formatNumber(peak * this.spectrum!.dfHz)} Hz${lines === "" ? "" : `; marked: ${lines}`}`);
  }
}
