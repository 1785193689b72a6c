import type { Crop, Vision } from "../api/types";
import { colour } from "./theme";

/** Screen pixels of a block of the picture. */
const BLOCK = 24;

/** Draws block means as a picture, with changed regions outlined and hot spots marked. */
export function drawBlocks(canvas: HTMLCanvasElement, vision: Vision): void {
  const rows = vision.blocks.length / vision.columns;
  const thermal = vision.meanCelsius !== null;
  const context = sized(canvas, vision.columns * BLOCK, rows * BLOCK);
  vision.blocks.forEach((value, i) => {
    context.fillStyle = thermal ? heat(value / 255) : `rgb(${value} ${value} ${value})`;
    context.fillRect((i % vision.columns) * BLOCK, Math.floor(i / vision.columns) * BLOCK, BLOCK, BLOCK);
  });
  context.lineWidth = 3;
  vision.regions.forEach((region) => outline(
    context, region.column * BLOCK, region.row * BLOCK, region.columns * BLOCK, region.rows * BLOCK, colour("--warn")));
  vision.hotSpots.forEach((spot) => {
    const x = ((spot.column + 0.5) / vision.width) * canvas.width;
    const y = ((spot.row + 0.5) / vision.height) * canvas.height;
    outline(context, x - 10, y - 10, 20, 20, colour("--crit"));
  });
}

/** Draws a crop pixel by pixel; the style sheet enlarges it. */
export function drawCrop(canvas: HTMLCanvasElement, crop: Crop): void {
  const context = sized(canvas, crop.size, crop.size);
  const pixels = atob(crop.pixels);
  const image = context.createImageData(crop.size, crop.size);
  for (let i = 0; i < pixels.length; i++) {
    const grey = pixels.charCodeAt(i);
    image.data.set([grey, grey, grey, 255], 4 * i);
  }
  context.putImageData(image, 0, 0);
}

/** Draws how often each grey level occurs, dark on the left. */
export function drawHistogram(canvas: HTMLCanvasElement, shares: readonly (number | null)[]): void {
  const context = sized(canvas, shares.length * 8, 64);
  const most = Math.max(1e-6, ...shares.map((share) => share ?? 0));
  context.fillStyle = colour("--series-1");
  shares.forEach((share, i) => {
    // The root lets rare levels be seen.
    const height = Math.sqrt((share ?? 0) / most) * 62;
    context.fillRect(i * 8 + 1, 64 - height, 6, height);
  });
}

/** Black over red and yellow to white. */
export function heat(share: number): string {
  const channel = (from: number): number => Math.round(255 * Math.min(1, Math.max(0, 3 * share - from)));
  return `rgb(${channel(0)} ${channel(1)} ${channel(2)})`;
}

function outline(context: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, stroke: string): void {
  // A dark line below the coloured one: a region may lie on any grey.
  context.strokeStyle = "rgb(0 0 0 / 70%)";
  context.strokeRect(x + 1.5, y + 1.5, width - 3, height - 3);
  context.strokeStyle = stroke;
  context.strokeRect(x + 3.5, y + 3.5, width - 7, height - 7);
}

function sized(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  canvas.width = width;
  canvas.height = height;
  return canvas.getContext("2d")!;
}
