import type { Crop, Description, FeatureSet, Spectrum, SpectrumKind, TrendPoint, UpdateAnswer, Updates, Vision } from "./types";

/** A refusal of the gateway, in its own words. */
export class ApiError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

export function getTrend(device: string, sensor: number, minutes: number, points: number, signal: AbortSignal): Promise<TrendPoint[]> {
  return getJson<TrendPoint[]>(`${nodePath(device)}/trend?sensor=${sensor}&minutes=${minutes}&points=${points}`, signal);
}

/** Null when none has arrived yet. */
export function getSpectrum(device: string, sensor: number, kind: SpectrumKind, signal: AbortSignal): Promise<Spectrum | null> {
  return getJson<Spectrum | null>(`${nodePath(device)}/spectrum?sensor=${sensor}&kind=${kind}`, signal);
}

/** Null when no burst has arrived yet. */
export function getFeatures(device: string, sensor: number, signal: AbortSignal): Promise<FeatureSet | null> {
  return getJson<FeatureSet | null>(`${nodePath(device)}/features?sensor=${sensor}`, signal);
}

/** Null when the node has not said what it is. */
export async function getDescription(device: string, signal: AbortSignal): Promise<Description | null> {
  return (await getJson<{ description: Description | null }>(nodePath(device), signal)).description;
}

/** Resolves when the node has been asked; the burst itself arrives later as a new spectrum. */
export async function requestBurst(device: string, sensor: number): Promise<void> {
  await send(`${nodePath(device)}/burst?sensor=${sensor}`, { method: "POST" });
}

/** Resolves when the node has been asked to blink; it does so at once. */
export async function identify(device: string, seconds: number): Promise<void> {
  await send(`${nodePath(device)}/identify?seconds=${seconds}`, { method: "POST" });
}

/** Each setting as name=value. Resolves when the gateway keeps them; what the node makes of them comes with its state. */
export async function configure(device: string, settings: readonly string[]): Promise<{ number: number }> {
  const query = settings.map((setting) => {
    const at = setting.indexOf("=");
    return at < 0 ? encodeURIComponent(setting)
      : `${encodeURIComponent(setting.slice(0, at))}=${encodeURIComponent(setting.slice(at + 1))}`;
  }).join("&");
  const response = await send(`${nodePath(device)}/configuration?${query}`, { method: "POST" });
  return (await response.json()) as { number: number };
}

/** Null when no picture has arrived yet. */
export function getVision(device: string, sensor: number, signal: AbortSignal): Promise<Vision | null> {
  return getJson<Vision | null>(`${nodePath(device)}/vision?sensor=${sensor}`, signal);
}

/** Null when no crop has arrived yet. */
export function getCrop(device: string, sensor: number, signal: AbortSignal): Promise<Crop | null> {
  return getJson<Crop | null>(`${nodePath(device)}/crop?sensor=${sensor}`, signal);
}

/** Resolves when the node has been asked; the crop itself arrives later. */
export async function requestCrop(device: string, sensor: number): Promise<void> {
  await send(`${nodePath(device)}/crop?sensor=${sensor}`, { method: "POST" });
}

export function getUpdates(signal: AbortSignal): Promise<Updates> {
  return getJson<Updates>("/api/updates", signal);
}

export async function addRelease(bundle: Blob): Promise<UpdateAnswer> {
  return (await (await send("/api/updates/releases", { method: "POST", body: bundle })).json()) as UpdateAnswer;
}

/** Takes the owner's next key set in. */
export async function addKeySet(keySet: Blob): Promise<UpdateAnswer> {
  return (await (await send("/api/updates/keys", { method: "POST", body: keySet })).json()) as UpdateAnswer;
}

/** Hands a release out to all nodes it fits. */
export async function startRelease(release: string): Promise<UpdateAnswer> {
  return (await (await send(`/api/updates/${release}/start?all`, { method: "POST" })).json()) as UpdateAnswer;
}

export async function stopRelease(release: string): Promise<UpdateAnswer> {
  return (await (await send(`/api/updates/${release}/stop?all`, { method: "POST" })).json()) as UpdateAnswer;
}

function nodePath(device: string): string {
  return `/api/nodes/${encodeURIComponent(device)}`;
}

async function getJson<T>(path: string, signal: AbortSignal): Promise<T> {
  const response = await send(path, { signal });
  return (response.status === 204 ? null : await response.json()) as T;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, init);
  if (!response.ok) {
    throw new ApiError(response.status, await readDetail(response));
  }
  return response;
}

async function readDetail(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as { detail?: string; title?: string };
    return problem.detail ?? problem.title ?? `The gateway answered ${response.status}.`;
  } catch {
    return `The gateway answered ${response.status}.`;
  }
}
