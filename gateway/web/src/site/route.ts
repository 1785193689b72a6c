export type Route = { page: "site" } | { page: "updates" } | { page: "node"; device: string };

/** `#/nodes/<device>` is a node, `#/updates` the updates; everything else is the site. */
export function parseRoute(hash: string): Route {
  if (hash === "#/updates") {
    return { page: "updates" };
  }
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
