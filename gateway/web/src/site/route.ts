export type Route = { page: "site" } | { page: "node"; device: string };

/** `#/nodes/<device>` is a node; everything else is the site. */
export function parseRoute(hash: string): Route {
  const match = /^#\/nodes\/([^/]+)$/.exec(hash);
  if (match === null) {
    return { page: "site" };
  }
  try {
    return { page: "node", device: decodeURIComponent(match[1]!) };
  } catch {
    return { page: "site" };
  }
}

export function nodeHref(device: string): string {
  return `#/nodes/${encodeURIComponent(device)}`;
}
