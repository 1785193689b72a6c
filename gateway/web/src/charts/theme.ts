/** A colour of the style sheet, for what is drawn on canvas. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

export function chartFont(): string {
  return `11px ${getComputedStyle(document.body).fontFamily}`;
}

/** Calls back when the viewer switches between light and dark; returns what ends it. */
export function onThemeChange(listener: () => void): () => void {
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Calls back with the width of an element whenever it changes; returns what ends it. */
export function onWidth(element: HTMLElement, listener: (width: number) => void): () => void {
  let last = 0;
  const observer = new ResizeObserver(() => {
    const width = Math.floor(element.clientWidth);
    if (width > 0 && width !== last) {
      last = width;
      listener(width);
    }
  });
  observer.observe(element);
  return () => observer.disconnect();
}
