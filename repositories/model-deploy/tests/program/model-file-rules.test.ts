import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { modelSettings } from "../../program/model-file";
import { DEFAULTS } from "./deployments";
import { refusal } from "./refusal";

/** Both stages alike, so that a rule speaks once. */
const ALIKE = DEFAULTS.slice(0, DEFAULTS.indexOf("\nstages:"));

const problems = (own: string): string[] =>
  refusal(() => modelSettings({ model: "churn", defaults: ALIKE, own }, "staging"))
    .split("\n")
    .slice(1)
    .map((line) => line.replace(/^- models\/churn\.yaml: /, "").replace(", of models/defaults.yaml,", ""));

const SERVERLESS =
  "inference: serverless\nnetworkIsolation: false\ncapture: { percent: 0 }\ntraffic: { shift: all-at-once }\n";
const ASYNCHRONOUS = "inference: asynchronous\ncapture: { percent: 0 }\n";

/** What is wrong, the model's file, and the messages. */
const REFUSED: readonly (readonly [what: string, own: string, ...messages: string[]])[] = [
  [
    "more instances at least than at most",
    "instances: { minimum: 5 }",
    "instances.minimum is 5, but instances.maximum is 4; give a minimum that is not above it",
  ],
  [
    "no instance at all in real time",
    "stages: { staging: { instances: { minimum: 0 }, traffic: { shift: all-at-once } } }",
    "stages.staging.instances.minimum is 0, but must be at least 1 for realtime: only asynchronous endpoints " +
      "may have none",
  ],
  [
    "scaling of burstable instances",
    "instances: { type: ml.t2.medium }",
    "instances.type is ml.t2.medium, but Application Auto Scaling does not take burstable instances; use another " +
      "type, or as many instances as minimum as as maximum",
  ],
  [
    "instances without guardrails",
    "instances: { type: ml.inf1.xlarge }",
    "instances.type is ml.inf1.xlarge, but deployment guardrails leave ml.inf1 out: a bad version would not be rolled " +
      "back; use another type",
  ],
  [
    "a linear shift in small steps",
    "traffic: { shift: linear, stepPercent: 5, waitSeconds: 180 }",
    "traffic.stepPercent is 5, but must be from 10 to 50 where traffic.shift is linear",
  ],
  [
    "a shift that no alarm can follow",
    "traffic: { waitSeconds: 60 }",
    "traffic.waitSeconds is 60, but must be at least 180: the alarms need that long before they see a bad version",
  ],
  [
    "a shift at once that no alarm can follow",
    "traffic: { shift: all-at-once, terminationWaitSeconds: 0 }",
    "traffic.terminationWaitSeconds is 0, but must be at least 180 where traffic.shift is all-at-once: the alarms " +
      "need that long before they see a bad version, and without the old instances nothing can go back",
  ],
  [
    "a shift that takes too long",
    "traffic: { shift: linear, stepPercent: 10, waitSeconds: 1800 }",
    "traffic.waitSeconds is 1800, but with linear, all waits and the start of the instances an update would take " +
      "20400 seconds; SageMaker gives up after 14400; wait less, or use larger steps",
  ],
  [
    "latencies out of order",
    "tests: { load: { p50Ms: 400, p99Ms: 200 } }",
    "tests.load.p50Ms is 400, but tests.load.p95Ms is 300; give a value that is not above it",
    "tests.load.p95Ms is 300, but tests.load.p99Ms is 200; give a value that is not above it",
  ],
  [
    "what serverless endpoints do not have",
    "inference: serverless\nshadow: { version: 3, percent: 20 }",
    "networkIsolation is true, but SageMaker offers serverless endpoints neither in a VPC nor isolated; write false " +
      "if the model may run so, or use realtime",
    "traffic.shift is canary, but SageMaker has no deployment guardrails for serverless endpoints; use all-at-once, " +
      "or use realtime",
    "capture.percent is 100, but SageMaker captures nothing for serverless endpoints; write 0, or use realtime",
    "shadow.version is 3, but only realtime endpoints have a shadow variant, and inference is serverless; remove " +
      "shadow, or use realtime",
  ],
  [
    "more provisioned concurrency than concurrency",
    `${SERVERLESS}serverless: { provisionedConcurrency: 11 }`,
    "serverless.provisionedConcurrency is 11, but serverless.maxConcurrency is 10; give a value that is not above it",
  ],
  [
    "capture of asynchronous endpoints",
    "inference: asynchronous",
    "capture.percent is 100, but SageMaker captures nothing for asynchronous endpoints; write 0: requests of a model that the landing zone watches are kept without it",
  ],
  [
    "a shift in steps of one instance",
    `${ASYNCHRONOUS}instances: { minimum: 0, maximum: 1 }`,
    "traffic.shift is canary, but instances.maximum is 1: a part of one instance cannot be shifted; use all-at-once, " +
      "or at least two instances",
  ],
  [
    "a shadow of batch",
    "inference: batch\nshadow: { version: 3, percent: 20 }",
    "shadow.version is 3, but only realtime endpoints have a shadow variant, and inference is batch; remove shadow, " +
      "or use realtime",
  ],
];

describe("a model's settings fail with", () => {
  for (const [what, own, ...messages] of REFUSED) {
    it(what, () => {
      assert.deepEqual(problems(own), messages);
    });
  }
});

describe("a model's settings may have", () => {
  for (const [what, own] of [
    ["burstable instances that are not scaled", "instances: { type: ml.t2.medium, minimum: 2, maximum: 2 }"],
    ["no instance for asynchronous", `${ASYNCHRONOUS}instances: { minimum: 0 }`],
    [
      "one instance for asynchronous, without steps",
      `${ASYNCHRONOUS}instances: { minimum: 0, maximum: 1 }\ntraffic: { shift: all-at-once }`,
    ],
    [
      "as much provisioned concurrency as concurrency",
      `${SERVERLESS}serverless: { provisionedConcurrency: 10 }`,
    ],
    [
      "the longest shift that SageMaker waits for",
      "traffic: { shift: linear, stepPercent: 10, waitSeconds: 1200 }",
    ],
  ] as const) {
    it(what, () => {
      assert.doesNotThrow(() => modelSettings({ model: "churn", defaults: ALIKE, own }, "production"));
    });
  }
});
