import assert from "node:assert/strict";

import { SimulatedProvider } from "../../../../simulator/engine/providers/simulated-provider";

const URN = "urn:pulumi:staging-churn::model-deploy::aws:sagemaker/model:Model::churn";
const INPUTS = { executionRoleArn: "arn:aws:iam::111122223333:role/endpoint" };

describe("the names that a simulated provider gives", () => {
  const provider = new SimulatedProvider();

  it("begin with the logical name", () => {
    assert.match(String(provider.check(URN, {}, INPUTS, "0a").name), /^churn-[0-9a-f]{7}$/);
  });

  it("stay as long as the resource does", () => {
    const before = provider.check(URN, {}, INPUTS, "0a");
    assert.deepEqual(provider.check(URN, before, INPUTS, "0b"), before);
  });

  it("are others for what takes its place, so that both can exist", () => {
    assert.notEqual(provider.check(URN, {}, INPUTS, "0a").name, provider.check(URN, {}, INPUTS, "0b").name);
  });

  it("are those of the program where it gives some", () => {
    const before = provider.check(URN, {}, INPUTS, "0a");
    assert.equal(provider.check(URN, before, { ...INPUTS, name: "mine" }, "0b").name, "mine");
  });

  it("are none where a resource has none", () => {
    const key = "urn:pulumi:staging-churn::model-deploy::aws:kms/key:Key::churn";
    assert.deepEqual(provider.check(key, { description: "a" }, { description: "b" }, "0a"), {
      description: "b",
    });
  });
});

describe("an update that the cloud refuses", () => {
  const provider = new SimulatedProvider();
  provider.configure({ region: "eu-west-1", allowedAccountIds: '["111122223333"]' });
  const domain = "urn:pulumi:prod::mlops::aws:sagemaker/domain:Domain::studio";
  const before = {
    domainName: "studio",
    authMode: "IAM",
    defaultUserSettings: { a: 1 },
    tags: { Team: "a" },
  };
  const update = (change: object, preview = false) =>
    provider.update(domain, before, { ...before, ...change }, preview);

  it("fails, but not in a preview, as nothing is asked there", () => {
    assert.throws(
      () => update({ defaultUserSettings: { a: 2 } }),
      /required for updating domains to VpcOnly/,
    );
    assert.doesNotThrow(() => update({ defaultUserSettings: { a: 2 } }, true));
  });

  it("is none of tags", () => {
    assert.deepEqual(update({ tags: { Team: "b" } }).outputs.tags, { Team: "b" });
  });
});
