import assert from "node:assert/strict";

import { renderDocument } from "../../../components/identity/policy";
import { controls, iamArn, placeAndIdentity } from "../../../components/organizations/account-guardrails";
import type { Denial } from "../../../components/organizations/service-control-policy";
import { valueOf } from "../../support/outputs";

const documentOf = async (statements: readonly Denial[]): Promise<unknown> =>
  JSON.parse(await valueOf(renderDocument(statements)));

describe("controls", () => {
  it("names roles in the partition of the organization", async () => {
    const text = JSON.stringify(await documentOf([...controls("aws-cn"), ...placeAndIdentity("aws-cn", [])]));
    assert.ok(text.includes("arn:aws-cn:iam::*:role/mlops-deployer"));
    assert.ok(!text.includes("arn:aws:"));
  });
});

describe("iamArn", () => {
  it("holds in every account", () => {
    assert.equal(iamArn("aws-us-gov", "role/a"), "arn:aws-us-gov:iam::*:role/a");
  });
});
