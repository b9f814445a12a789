import type { SchemaProblem } from "../../shared/problems";
import type { Stage } from "./contract-schema";
import { cannotScale, hasNoGuardrails } from "./instances";
import type { ModelSettings } from "./model-file-schema";
import { ALARM_SECONDS, leastInstances, LONGEST_SHIFT_SECONDS, timeoutSeconds } from "./traffic";

/** What no single key shows: values that do not go together, or that AWS does not offer for this type of inference. */
export function ruleProblems(settings: ModelSettings, stage: Stage): SchemaProblem[] {
  switch (settings.inference) {
    case "realtime":
      return [
        ...instanceProblems(settings),
        ...realtimeProblems(settings, stage),
        ...trafficProblems(settings),
        ...testProblems(settings),
      ];
    case "asynchronous":
      return [
        ...instanceProblems(settings),
        ...trafficProblems(settings),
        ...withoutCaptureAndShadow(settings),
      ];
    case "serverless":
      return [
        ...serverlessProblems(settings),
        ...withoutCaptureAndShadow(settings),
        ...testProblems(settings),
      ];
    case "batch":
      return withoutShadow(settings);
  }
}

type Path = readonly string[];

const problem = (path: Path, given: unknown, text: string): SchemaProblem => ({
  path,
  text: `is ${String(given)}, ${text}`,
});

/** The problem if a condition holds, as a list. */
const when = (holds: boolean, path: Path, given: unknown, text: string): SchemaProblem[] =>
  holds ? [problem(path, given, text)] : [];

function instanceProblems({ instances, inference }: ModelSettings): SchemaProblem[] {
  const { type, minimum, maximum } = instances;
  const key = (name: keyof typeof instances) => ["instances", name];
  return [
    ...when(
      minimum > maximum,
      key("minimum"),
      minimum,
      `but instances.maximum is ${maximum}; give a minimum that is not above it`,
    ),
    ...when(
      cannotScale(type) && (minimum < maximum || inference === "asynchronous"),
      key("type"),
      type,
      "but Application Auto Scaling does not take burstable instances; use another type, or as many instances as " +
        "minimum as as maximum",
    ),
    ...when(
      hasNoGuardrails(type),
      key("type"),
      type,
      "but deployment guardrails leave ml.inf1 out: a bad version would not be rolled back; use another type",
    ),
  ];
}

function realtimeProblems({ instances }: ModelSettings, stage: Stage): SchemaProblem[] {
  const least = stage === "production" ? 2 : 1;
  const why =
    stage === "production"
      ? "in production: with one instance, a failing Availability Zone is an outage"
      : "for realtime: only asynchronous endpoints may have none";
  return when(
    instances.minimum < least,
    ["instances", "minimum"],
    instances.minimum,
    `but must be at least ${least} ${why}`,
  );
}

function trafficProblems({ traffic, instances, inference }: ModelSettings): SchemaProblem[] {
  const { shift, stepPercent, waitSeconds, terminationWaitSeconds } = traffic;
  const key = (name: keyof typeof traffic) => ["traffic", name];
  const inSteps = shift !== "all-at-once";
  // An asynchronous endpoint may have none between updates: it starts each with enough.
  const limit = inference === "asynchronous" ? "maximum" : "minimum";
  return [
    ...when(
      inSteps && instances[limit] < leastInstances(traffic),
      key("shift"),
      shift,
      `but instances.${limit} is ${instances[limit]}: a part of one instance cannot be shifted; use all-at-once, or ` +
        "at least two instances",
    ),
    ...when(
      shift === "linear" && stepPercent < 10,
      key("stepPercent"),
      stepPercent,
      "but must be from 10 to 50 where traffic.shift is linear",
    ),
    ...when(
      inSteps && waitSeconds < ALARM_SECONDS,
      key("waitSeconds"),
      waitSeconds,
      `but must be at least ${ALARM_SECONDS}: the alarms need that long before they see a bad version`,
    ),
    ...when(
      !inSteps && terminationWaitSeconds < ALARM_SECONDS,
      key("terminationWaitSeconds"),
      terminationWaitSeconds,
      `but must be at least ${ALARM_SECONDS} where traffic.shift is all-at-once: the alarms need that long before ` +
        "they see a bad version, and without the old instances nothing can go back",
    ),
    ...when(
      timeoutSeconds(traffic) > LONGEST_SHIFT_SECONDS,
      key("waitSeconds"),
      waitSeconds,
      `but with ${shift}, all waits and the start of the instances an update would take ` +
        `${timeoutSeconds(traffic)} seconds; SageMaker gives up after ${LONGEST_SHIFT_SECONDS}; wait less, or use ` +
        "larger steps",
    ),
  ];
}

function serverlessProblems({ serverless, networkIsolation, traffic }: ModelSettings): SchemaProblem[] {
  const { maxConcurrency, provisionedConcurrency = 0 } = serverless;
  return [
    ...when(
      provisionedConcurrency > maxConcurrency,
      ["serverless", "provisionedConcurrency"],
      provisionedConcurrency,
      `but serverless.maxConcurrency is ${maxConcurrency}; give a value that is not above it`,
    ),
    ...when(
      networkIsolation,
      ["networkIsolation"],
      networkIsolation,
      "but SageMaker offers serverless endpoints neither in a VPC nor isolated; write false if the model may run " +
        "so, or use realtime",
    ),
    ...when(
      traffic.shift !== "all-at-once",
      ["traffic", "shift"],
      traffic.shift,
      "but SageMaker has no deployment guardrails for serverless endpoints; use all-at-once, or use realtime",
    ),
  ];
}

function withoutCaptureAndShadow(settings: ModelSettings): SchemaProblem[] {
  const { capture, inference } = settings;
  return [
    ...when(
      capture.percent > 0,
      ["capture", "percent"],
      capture.percent,
      `but SageMaker captures nothing for ${inference} endpoints; write 0${
        inference === "asynchronous"
          ? ": requests of a model that the landing zone watches are kept without it"
          : ", or use realtime"
      }`,
    ),
    ...withoutShadow(settings),
  ];
}

function withoutShadow({ shadow, inference }: ModelSettings): SchemaProblem[] {
  return when(
    shadow !== undefined,
    ["shadow", "version"],
    shadow?.version,
    `but only realtime endpoints have a shadow variant, and inference is ${inference}; remove shadow, or use realtime`,
  );
}

function testProblems({ tests: { load } }: ModelSettings): SchemaProblem[] {
  return [
    ...when(
      load.p50Ms > load.p95Ms,
      ["tests", "load", "p50Ms"],
      load.p50Ms,
      `but tests.load.p95Ms is ${load.p95Ms}; give a value that is not above it`,
    ),
    ...when(
      load.p95Ms > load.p99Ms,
      ["tests", "load", "p95Ms"],
      load.p95Ms,
      `but tests.load.p99Ms is ${load.p99Ms}; give a value that is not above it`,
    ),
  ];
}
