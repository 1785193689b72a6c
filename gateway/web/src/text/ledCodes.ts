// Generated from hardware/led-codes.json by tests/Hardware.Tests (STETHOS_WRITE=1); do not edit.

export interface LedCode {
  code: number;
  name: string;
  state: string;
  action: string;
  /** # = on, - = off, one character a step. */
  pattern: string;
}

export const LED_STEP_MS = 100;

export const LED_CODES: readonly LedCode[] = [
  {
    code: 1, name: "Starting", state: "Starting",
    action: "Wait a minute. If it stays: the file store or the firmware is damaged, flash again.",
    pattern: "#",
  },
  {
    code: 2, name: "NoConfiguration", state: "No usable configuration",
    action: "Write identity and settings with the flashing command.",
    pattern: "##--##--##--##--##--------------",
  },
  {
    code: 3, name: "JoiningNetwork", state: "Joining the network",
    action: "Check the antenna, the cable, the name and password of the network.",
    pattern: "##--##--##----------------------",
  },
  {
    code: 4, name: "NoBroker", state: "No gateway",
    action: "The network is there, the gateway does not answer: check its power, address and port.",
    pattern: "##--##--##--##------------------",
  },
  {
    code: 5, name: "Streaming", state: "All is well",
    action: "Nothing to do.",
    pattern: "##------------------------------",
  },
  {
    code: 6, name: "BacklogDraining", state: "Sending what was kept",
    action: "Nothing to do; it ends by itself.",
    pattern: "##--##--------------------------",
  },
  {
    code: 7, name: "SensorFault", state: "A sensor is faulty",
    action: "Check plug and cable of the sensor.",
    pattern: "##########----##----------------",
  },
  {
    code: 8, name: "SafeMode", state: "Safe mode",
    action: "It restarted too often, or has nothing to start: the gateway's page says which.",
    pattern: "##########----##--##------------",
  },
  {
    code: 9, name: "Alarm", state: "Link alarm, relay has dropped",
    action: "The gateway has not answered for longer than is allowed.",
    pattern: "##########----##--##--##--------",
  },
  {
    code: 10, name: "Updating", state: "Updating",
    action: "Do not switch off.",
    pattern: "#####-----",
  },
  {
    code: 11, name: "Identify", state: "Here I am",
    action: "Somebody looks for this node on the gateway's page.",
    pattern: "#-",
  },
  {
    code: 12, name: "MachineAlarm", state: "Machine alarm, relay has dropped",
    action: "Its model finds a fault and no gateway answers: look after the machine.",
    pattern: "##########----##########--------",
  },
];
