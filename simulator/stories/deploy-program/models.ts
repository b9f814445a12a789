/** Serverless endpoints have neither isolation nor capture nor guardrails; a team has to say that it goes without. */
const BARE = "networkIsolation: false\ncapture: { percent: 0 }\n";
const AT_ONCE = "traffic: { shift: all-at-once }\n";

/**
 * One model for each type of inference and each way of shifting traffic: content of models/<name>.yaml by name. Names
 * say what is different from the defaults of the repository.
 */
export const MODELS = {
  "realtime-canary": "",
  "realtime-linear": "traffic: { shift: linear, stepPercent: 25 }\n",
  "realtime-at-once": AT_ONCE,
  "realtime-shadow": "shadow: { version: 3, percent: 20 }\n",
  "realtime-own-disk": "instances: { type: ml.m5d.large }\n",
  serverless: `inference: serverless\n${BARE}${AT_ONCE}`,
  "serverless-warm": `inference: serverless\nserverless: { provisionedConcurrency: 2 }\n${BARE}${AT_ONCE}`,
  "async-from-zero": "inference: asynchronous\ncapture: { percent: 0 }\ninstances: { minimum: 0 }\n",
  "async-canary": "inference: asynchronous\ncapture: { percent: 0 }\n",
  batch: "inference: batch\n",
  "batch-newest": "inference: batch\nbatch: { versions: newest-approved, timezone: Europe/Berlin }\n",
} as const satisfies Readonly<Record<string, string>>;

export type ModelName = keyof typeof MODELS;
