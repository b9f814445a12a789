import { expect } from "../../engine/sandbox/check";
import { MODELS } from "./models";
import { sampleContract } from "./repository";
import type { DeploySession, Update } from "./session";
import { stackSettings } from "./settings";

/** Takes a line for the person who watches. */
export type Tell = (line: string) => void;

const MODEL = "churn";

/** What takes the place of what: the rest is made around these. */
const CHAIN = ["Model", "EndpointConfiguration", "Endpoint", "Target", "Schedule"];

/** A program of the same stack that makes what no guardrail lets through. */
const UNENCRYPTED_TOPIC = `
import * as aws from "@pulumi/aws";
import { readConfig } from "./program/config";
import { awsProvider } from "./program/provider";
new aws.sns.Topic("fault", {}, { provider: awsProvider(readConfig()) });
`;

/** Label, the model's own file, the version. */
const DEPLOYMENTS: readonly (readonly [label: string, own: string, version: number])[] = [
  ["realtime, version 7", MODELS["realtime-canary"], 7],
  ["version 8", MODELS["realtime-canary"], 8],
  ["another type of instances", "instances: { type: ml.m5.xlarge }\n", 8],
  ["serverless", MODELS["serverless-warm"], 8],
  ["asynchronous", MODELS["async-from-zero"], 8],
  ["batch", MODELS.batch, 8],
  ["realtime again", MODELS["realtime-canary"], 8],
];

/**
 * What the pipeline does with one model over time: the first version, the next, each type of inference, and the end.
 * After each change, the same again must change nothing.
 *
 * @throws BrokenPromise at the first thing that is not as it should be
 */
export async function playDeployments(session: DeploySession, tell: Tell): Promise<void> {
  const contract = sampleContract();
  for (const [label, own, version] of DEPLOYMENTS) {
    const settings = stackSettings({ contract, stage: "staging", model: MODEL, version });
    const update = await session.up(MODEL, own, settings);
    expectFine(label, update);
    tell(`${label}: ${chain(update)}`);
    const second = await session.up(MODEL, own, settings);
    expectFine(`${label}, once more`, second);
    expect(second.steps.length === 0, `${label}, once more, changed: ${second.steps.join(", ")}`);
  }
  const fault = await session.previewOther(UNENCRYPTED_TOPIC);
  expect(fault.refusal !== undefined, "a topic without a key was let through");
  tell(`a topic without a key: refused by ${fault.violations.join(", ")}`);
  const end = await session.destroy();
  expectFine("destroy", end);
  tell(`destroy: ${chain(end)}`);
}

function expectFine(what: string, { refusal, violations }: Update): void {
  expect(
    refusal === undefined && violations.length === 0,
    `${what} failed: ${[...violations, refusal ?? ""].join("\n")}`,
  );
}

/** The steps of the chain, in their order: `create Model, create EndpointConfiguration`. */
function chain({ steps }: Update): string {
  return steps
    .map((step) => step.split(" "))
    .map(([op = "", type = ""]) => ({ op, type: type.split(":").at(-1) ?? "" }))
    .filter(({ op, type }) => op !== "replace" && CHAIN.includes(type))
    .map(({ op, type }) => `${op} ${type}`)
    .join(", ");
}
