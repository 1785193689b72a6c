import type uPlot from "uplot";
import type { LineFamily, Mark } from "./lines";
import { chartFont, colour } from "./theme";

/** Each family writes its labels in a row of its own above the plot, so families cannot cover each other. */
export const LABEL_ROW_PX = 15;

/** Draws fault lines behind the data of a plot whose x axis is in hertz, and their labels above it. */
export function drawLines(plot: uPlot, families: readonly LineFamily[], emphasised: string): void {
  const { ctx } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = chartFont().replace("11px", `${11 * ratio}px`);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const rows = families.map((family, row) => ({
    family,
    strong: family.name === emphasised,
    labelY: plot.bbox.top - (families.length - row - 0.5) * LABEL_ROW_PX * ratio - 2 * ratio,
  }));
  rows.forEach((row) => drawRowLines(plot, row, ratio, emphasised !== ""));
  // Labels last: a line on its way up may cross the labels of other families.
  rows.forEach((row) => drawRowLabels(plot, row, ratio));
  ctx.restore();
}

interface Row {
  family: LineFamily;
  strong: boolean;
  labelY: number;
}

function drawRowLines(plot: uPlot, { family, strong, labelY }: Row, ratio: number, othersFade: boolean): void {
  const { ctx, bbox } = plot;
  ctx.strokeStyle = colour(family.colour);
  ctx.lineWidth = (strong ? 2 : 1) * ratio;
  ctx.globalAlpha = strong ? 0.75 : othersFade ? 0.65 : 0.85;
  ctx.setLineDash(strong ? [] : [4 * ratio, 3 * ratio]);
  for (const { x } of visible(plot, family.marks)) {
    ctx.beginPath();
    ctx.moveTo(x, labelY);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
}

function drawRowLabels(plot: uPlot, { family, strong, labelY }: Row, ratio: number): void {
  const { ctx, bbox } = plot;
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
  ctx.fillStyle = colour(family.colour);
  ctx.strokeStyle = colour("--surface");
  ctx.lineWidth = 4 * ratio;
  ctx.lineJoin = "round";
  if (strong) {
    ctx.font = `bold ${ctx.font}`;
  }
  let freeFrom = bbox.left - 1;
  for (const { x, label } of visible(plot, family.marks)) {
    const start = x + 3 * ratio;
    const end = start + ctx.measureText(label).width;
    if (x >= freeFrom && end <= bbox.left + bbox.width + 12 * ratio) {
      ctx.strokeText(label, start, labelY);
      ctx.fillText(label, start, labelY);
      freeFrom = end + 2 * ratio;
    }
  }
  ctx.font = ctx.font.replace("bold ", "");
}

function visible(plot: uPlot, marks: readonly Mark[]): { x: number; label: string }[] {
  const { left, width } = plot.bbox;
  return marks
    .map(({ hz, label }) => ({ x: Math.round(plot.valToPos(hz, "x", true)), label }))
    .filter(({ x }) => x >= left && x <= left + width);
}
