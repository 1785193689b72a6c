// Shapes of the gateway's JSON; described in full at /openapi.json. Numbers that are not finite arrive as null.

export type NodeState = "Online" | "Late" | "Offline" | "Unknown";

export interface SiteStatus {
  site: string;
  gateway: string;
  started: string;
  framesStored: number;
  framesDuplicate: number;
  framesMalformed: number;
  framesMissing: number;
  verdicts: number;
  openAlerts: number;
  nodesOnline: number;
  nodes: number;
  brokerConnected: boolean;
  brokerRestarts: number;
  model: string;
  problem: string | null;
}

export interface Sensor {
  sensor: number;
  part: string;
  axes: number;
  sampleRateHz: number;
}

export interface Verdict {
  time: string;
  sensor: number;
  label: string;
  score: number | null;
  probabilities: Record<string, number | null>;
}

export interface Edge {
  time: string;
  sensor: number;
  model: string;
  codes: number[];
  score: number | null;
  finding: "NotChecked" | "Equal" | "Differs" | "UnknownModel" | "Missing" | "Unreadable";
  suppressed: number;
  checked: number;
  differing: number;
}

export interface Outbox {
  capacity: number;
  roomHours: number | null;
  wearPercent: number | null;
  faults: number;
}

export interface SiteNode {
  device: string;
  name: string;
  machine: string;
  state: NodeState;
  lastSeen: string | null;
  ageSeconds: number | null;
  boot: number;
  firmware: string;
  framesStored: number;
  framesMissing: number;
  outboxDepth: number;
  outbox: Outbox;
  sensors: Sensor[];
  verdict: Verdict | null;
  edge: Edge | null;
  openAlerts: number;
  upkeep: Upkeep | null;
  contradictions: string[];
  /** Absent from gateways that hand no releases out; null when the node has said nothing. */
  update?: NodeUpdate | null;
}

/** What a node said last of its slots. */
export interface NodeUpdate {
  state: string;
  reason: string;
  application: string;
  model: string;
  pair: number;
  applicationFloor: string;
  modelFloor: string;
  sequence: number;
  /** 0 = it has none, or does not say. */
  keySet: number;
  /** Newest key set of the gateway, 0 = none. */
  newestKeySet: number;
  rescue: boolean;
  /** Empty = nobody has said. */
  accessPoint: string;
  heard: string;
  run: UpdateRun | null;
}

/** One release on one node. */
export interface UpdateRun {
  id: number;
  device: string;
  nodeName: string;
  release: string;
  label: string;
  phase: string;
  text: string;
  percent: number | null;
  asked: string;
  changed: string;
  open: boolean;
  stuck: boolean;
}

export interface Release {
  id: string;
  label: string;
  sequence: number;
  boards: string[];
  bytes: number;
  expires: string | null;
  held: string | null;
  /** Whether the owner of the nodes signed it; null when the gateway cannot tell. */
  signed: boolean | null;
  proof: string;
}

/** A key set of the nodes' owner. */
export interface KeySet {
  id: string;
  version: number;
  newest: boolean;
  /** Also for nodes that come later. */
  forAll: boolean;
  nodes: number;
  behind: number;
}

export interface Updates {
  releases: Release[];
  keySets: KeySet[];
  runs: UpdateRun[];
}

export interface UpdateAnswer {
  /** What a person should know although it was done; empty when there is nothing. */
  warning: string;
  release: string;
  devices: string[];
  refused: string[];
}

export interface Quantity {
  name: string;
  unit: string;
  low: number | null;
  high: number | null;
}

export interface DescribedSensor {
  sensor: number;
  part: string;
  frames: string;
  measures: Quantity[];
  telemetry: Quantity[];
}

/** A part without frames of its own, such as a tachometer. */
export interface DescribedGauge {
  part: string;
  measures: Quantity[];
}

export interface DescribedProperty {
  name: string;
  setting: string;
  unit: string;
  form: string;
  low: number;
  high: number;
  /** Value in force in the boot that tells it; null = not told. */
  value: string | null;
}

/** What a node says it is. */
export interface Description {
  boot: number;
  firmware: string;
  board: string;
  sensors: DescribedSensor[];
  health: Quantity[];
  properties: DescribedProperty[];
  commands: { code: number; name: string }[];
  gauges: DescribedGauge[];
}

export interface ErrorCount {
  code: number;
  name: string;
  count: number;
}

export interface Health {
  time: string;
  uptimeSeconds: number;
  freeBytes: number;
  lowWaterBytes: number;
  depth: number;
  hours: number;
  radioDbm: number | null;
  temperatureCelsius: number | null;
  batteryMilliVolts: number | null;
  chargePercent: number | null;
  crashes: number;
  longestLoopMs: number;
  featuresMs: number;
  inferenceMs: number | null;
  errors: ErrorCount[];
}

export interface LastWords {
  time: string;
  endedBoot: number;
  cause: string;
  error: string;
  loop: string;
  uptimeSeconds: number;
  lowWaterBytes: number;
  crashes: number;
}

export interface HealthPoint {
  time: string;
  freeBytes: number;
  lowWaterBytes: number;
  depth: number;
}

/** What a node tells of itself. */
export interface Upkeep {
  mode: string;
  configurationNumber: number;
  error: string;
  health: Health | null;
  lastWords: LastWords | null;
  configuration: { time: string; number: number; result: string; setting: string } | null;
  trend: HealthPoint[];
  starts: string[];
  wanted: WantedConfiguration | null;
}

/** Settings somebody wants, and how far they have come. */
export interface WantedConfiguration {
  number: number;
  asked: string;
  status: string;
  result: string;
  setting: string;
  settings: Record<string, string>;
  /** Values that undo them, as far as the gateway knows them. */
  former: Record<string, string>;
}

export interface TrendPoint {
  time: string;
  rms: number | null;
  velocityRms: number | null;
  kurtosis: number | null;
  crest: number | null;
  faultScore: number | null;
  qualityFlags: number;
}

export interface FaultLine {
  name: string;
  hz: number;
}

export type SpectrumKind = "spectrum" | "envelope";

export interface Spectrum {
  device: string;
  sensor: number;
  time: string;
  kind: SpectrumKind;
  dfHz: number;
  amplitude: (number | null)[];
  shaftHz: number | null;
  lines: FaultLine[];
}

export interface AlertDriver {
  feature: string;
  unit: string;
  value: number | null;
  reference: number | null;
  referenceName: string;
  contribution: number | null;
}

export interface Alert {
  id: number;
  device: string;
  nodeName: string;
  machine: string;
  sensor: number;
  cause: string;
  open: boolean;
  raised: string;
  cleared: string | null;
  score: number | null;
  owner: string;
  drivers: AlertDriver[];
}

export interface VisionPoint {
  time: string;
  shiftX: number | null;
  shiftY: number | null;
  light: number | null;
  maxCelsius: number | null;
}

/** A part of a picture that differs from its background, in blocks. */
export interface Region {
  column: number;
  row: number;
  columns: number;
  rows: number;
}

export interface HotSpot {
  column: number;
  row: number;
  celsius: number | null;
  pixels: number;
}

/** The newest picture of a camera or thermal array by its features. */
export interface Vision {
  time: string;
  picture: number;
  width: number;
  height: number;
  columns: number;
  blocks: number[];
  regions: Region[];
  quality: number;
  light: number | null;
  lightReference: number | null;
  shiftLimit: number | null;
  histogram: (number | null)[];
  minCelsius: number | null;
  meanCelsius: number | null;
  hotSpots: HotSpot[];
  trend: VisionPoint[];
}

/** The newest crop; its pixels are grey bytes as base64. */
export interface Crop {
  time: string;
  picture: number;
  column: number;
  row: number;
  size: number;
  pixels: string;
  model: string;
  label: string;
  score: number | null;
  probabilities: Record<string, number | null>;
}

export interface FeatureValue {
  name: string;
  unit: string;
  value: number | null;
}

/** Full feature set of the newest burst of a sensor. */
export interface FeatureSet {
  time: string;
  sampleRateHz: number;
  samples: number;
  features: FeatureValue[];
}
