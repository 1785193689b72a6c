import uPlot from "uplot";
import { formatMoment, formatQuantity, formatShort, formatTick } from "../text/format";
import { h } from "../view/dom";
import { latest, type TrendColumns, type TrendKey } from "./series";
import { chartFont, colour, onThemeChange, onWidth } from "./theme";

const HEIGHT = 150;

export interface TrendSpec {
  key: TrendKey;
  title: string;
  unit: string;
  colour: string;
  /** Charts with the same key share their cursor. */
  sync?: string;
  /** Fixed ends of the scale; otherwise it follows the data from zero. */
  range?: [number, number];
}

/** One quantity over time. Charts on the page share their cursor. */
export class TrendChart {
  readonly element: HTMLElement;
  private readonly readout = h("output", { class: "chart-readout" });
  private readonly canvas = h("div", { class: "chart-canvas", role: "img" });
  private readonly ends: (() => void)[];
  private plot: uPlot | null = null;
  private columns: TrendColumns | null = null;
  private from = 0;
  private to = 1;

  constructor(private readonly spec: TrendSpec) {
    const title = h("h4", {}, spec.title, spec.unit === "" ? null : h("span", { class: "unit" }, ` ${spec.unit}`));
    this.element = h("figure", { class: "chart" }, h("figcaption", {}, title, this.readout), this.canvas);
    this.ends = [onWidth(this.canvas, (width) => this.resize(width)), onThemeChange(() => this.rebuild())];
  }

  /** Ends of the time axis are Unix seconds. */
  setData(columns: TrendColumns, from: number, to: number): void {
    this.columns = columns;
    this.from = from;
    this.to = to;
    if (this.plot === null) {
      this.rebuild();
    } else {
      this.plot.setData(this.plotData());
    }
    this.describe();
    this.showReadout();
  }

  destroy(): void {
    this.ends.forEach((end) => end());
    this.plot?.destroy();
  }

  private get values(): (number | null)[] {
    return this.columns?.values[this.spec.key] ?? [];
  }

  private plotData(): uPlot.AlignedData {
    return [this.columns?.times ?? [], this.values];
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
    if (width === 0 || this.columns === null) {
      return;
    }
    this.plot?.destroy();
    this.plot = new uPlot(this.options(width), this.plotData(), this.canvas);
  }

  private options(width: number): uPlot.Options {
    const stroke = colour(this.spec.colour);
    const axis = { stroke: colour("--muted"), font: chartFont(), ticks: { show: false } };
    const grid = { stroke: colour("--grid"), width: 1 };
    return {
      width,
      height: HEIGHT,
      padding: [8, 18, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: this.spec.sync ?? "trend" }, points: { size: 7 } },
      scales: {
        x: { time: true, range: () => [this.from, this.to] },
        y: { range: (_, min, max) => this.spec.range ?? rangeFromZero(min, max) },
      },
      axes: [
        { ...axis, grid: { show: false }, space: 60, size: 26, values: (_, ticks) => ticks.map((t) => formatTick(t, this.to - this.from)) },
        { ...axis, grid, space: 32, size: 44, values: (_, ticks) => ticks.map(tickText) },
      ],
      series: [{}, { stroke, width: 1.5, fill: `${stroke}1f`, points: { show: false }, spanGaps: false }],
      hooks: { setCursor: [() => this.showReadout()] },
    };
  }

  private showReadout(): void {
    const index = this.plot?.cursor.idx;
    const time = index === null || index === undefined ? undefined : this.columns?.times[index];
    if (index === null || index === undefined || time === undefined) {
      this.readout.textContent = formatQuantity(latest(this.values), this.spec.unit);
      return;
    }
    const value = formatQuantity(this.values[index], this.spec.unit);
    this.readout.textContent = `${value} at ${formatMoment(new Date(time * 1000), new Date())}`;
  }

  private describe(): void {
    const known = this.values.filter((value): value is number => value !== null);
    const { title, unit } = this.spec;
    this.canvas.setAttribute("aria-label", known.length === 0
      ? `${title}: no values in this period`
      : `${title}: now ${formatQuantity(latest(known), unit)}, lowest ${formatQuantity(Math.min(...known), unit)}, `
        + `highest ${formatQuantity(Math.max(...known), unit)}`);
  }
}

function rangeFromZero(min: number | null, max: number | null): [number, number] {
  const top = max === null || max <= 0 ? 1 : max * 1.12;
  return [min !== null && min < 0 ? min * 1.12 : 0, top];
}

function tickText(value: number): string {
  return formatShort(value, "");
}
