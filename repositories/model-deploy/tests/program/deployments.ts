import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import type { DeployConfig } from "../../program/config";
import { contractOf } from "../../program/contract";
import type { Contract, Stage } from "../../program/contract-schema";
import { deploy } from "../../program/deploy";
import { modelSettings } from "../../program/model-file";
import { endpointName } from "../../program/names";
import type { ModelVersion } from "../../program/version";

/** models/defaults.yaml of this repository. */
export const DEFAULTS = readFileSync(join(__dirname, "..", "..", "models", "defaults.yaml"), "utf8");

/** The contract of staging, as it lies in Systems Manager. */
export const SAMPLE_CONTRACT = readFileSync(join(__dirname, "sample-contract.json"), "utf8");

export const sampleContract: Contract = contractOf(JSON.parse(SAMPLE_CONTRACT));

/** Version 7 of model churn, with an image of the model's own. */
export const VERSION: ModelVersion = {
  arn: "arn:aws:sagemaker:eu-west-1:222222222222:model-package/credit-churn/7",
  group: "credit-churn",
  version: 7,
  image: "222222222222.dkr.ecr.eu-west-1.amazonaws.com/mlops-credit-churn:build-7",
  modelDataUrl: "s3://mlops-credit-automation-artifacts/runs/7/model.tar.gz",
  contentType: "text/csv",
};

/** What the program registers, as the engine receives it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** URN and id. */
  readonly provider: string;
}

export interface Deployed {
  readonly resources: readonly Registered[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The inputs of the only resource of a type and, where there are some, a name. */
  readonly inputs: (type: string, name?: string) => Registered["inputs"];
  readonly one: (type: string, name?: string) => Registered;
}

export interface Changes extends Partial<Pick<DeployConfig, "instances" | "version">> {
  readonly stage?: Stage;
  readonly contract?: Partial<Contract>;
}

/** Lets the program deploy model churn, and records it. Ids are `<name>-id`; nothing else is answered. */
export async function deployed(own: string, changes: Changes = {}): Promise<Deployed> {
  const { stage = "staging", contract = {}, ...rest } = changes;
  const resources: Registered[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, provider }) => {
        const given = inputs as Registered["inputs"] & { readonly name?: string };
        resources.push({ type, name, inputs: given, provider: provider ?? "" });
        const physical = given.name ?? `${name}-0a1b2c3`;
        return { id: `${name}-id`, state: { ...given, name: physical, arn: `arn:of:${physical}` } };
      },
      call: ({ token }) => {
        throw new Error(`nothing answers ${token}`);
      },
    },
    "model-deploy",
    `${stage}-churn`,
    false,
  );
  const config: DeployConfig = {
    stage,
    model: "churn",
    name: endpointName("credit", stage, "churn"),
    contract: { ...sampleContract, environment: stage, ...contract },
    version: VERSION,
    settings: modelSettings({ model: "churn", defaults: DEFAULTS, own }, stage),
    ...rest,
  };
  const outputs = (await plain(pulumi.output(deploy(config)))) as Deployed["outputs"];
  await pulumi.runtime.disconnect();
  const one = (type: string, name?: string): Registered => {
    const found = resources.filter(
      (each) => each.type === type && (name === undefined || each.name === name),
    );
    const [first] = found;
    if (first === undefined || found.length > 1) {
      throw new Error(`there are ${found.length} of ${type} ${name ?? ""}, not one`);
    }
    return first;
  };
  return { resources, outputs, one, inputs: (type, name) => one(type, name).inputs };
}

function plain(output: pulumi.Output<unknown>): Promise<unknown> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** Types and names, sorted, without stack and provider. */
export function listed({ resources }: Deployed): string[] {
  return resources
    .filter(({ type }) => type.startsWith("aws:"))
    .map(({ type, name }) => `${type.slice(type.indexOf("/") + 1).split(":")[1] ?? ""} ${name}`)
    .sort();
}
