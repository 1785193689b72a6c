type Child = Node | string | null;

interface Props {
  class?: string;
  on?: Record<string, (event: Event) => void>;
  [attribute: string]: string | Record<string, (event: Event) => void> | undefined;
}

const SVG = "http://www.w3.org/2000/svg";

/** Makes an element. Text is always text: nothing on this page is ever parsed as HTML. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "string") {
      element.setAttribute(name, value);
    } else if (value !== undefined) {
      Object.entries(value).forEach(([event, listener]) => element.addEventListener(event, listener));
    }
  }
  element.append(...children.filter((child): child is Node | string => child !== null));
  return element;
}

/** A line drawing in the colour of the text around it; decorative. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const icons = {
  pulse: "M2 13h4l2-6 4 12 3-15 3 9h4",
  warning: "M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.3",
  check: "M5 12.5 10 17.5 19.5 7",
  back: "M15 5 8 12l7 7",
  burst: "M3 12h3l2-8 3 16 3-12 2 6 1-2h4",
  lost: "M3 3l18 18M8.5 15.5a5 5 0 0 1 6-.8M5 12a10 10 0 0 1 4.5-2.6M19 12a10 10 0 0 0-5-2.8M12 19v.4",
} as const;

/** Sets text only when it differs, so that screen readers and selections are left in peace. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
