import assert from "node:assert/strict";
import { types } from "../../policy/harness/types";
import { rules } from "../../policy/pack";
import trial from "../../policy/trial.json";
import type { Finding, ResourceRecord } from "../support/analyzer";
import { servePack } from "../support/policy-pack";
import type { ServedPack } from "../support/policy-pack";
import { node } from "./rule-table";

const TRIAL_KEY: ResourceRecord = {
  type: types.key,
  name: "data",
  provider: { name: "development" },
  props: { enableKeyRotation: true, deletionWindowInDays: 7 },
};
const REVIEWERS = node(types.adoMinReviewers, "main", {
  settings: { reviewerCount: 1, lastPusherCannotApprove: true },
});
const PROVIDERS = ["staging", "production"].map((stage) =>
  node(types.awsProvider, stage, {
    allowedAccountIds: ["111111111111"],
    defaultTags: { tags: { Environment: stage } },
  }),
);

function verdicts(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ policy, level }) => `${level} ${policy}`).sort();
}

describe("the built pack, served as the engine does", () => {
  let pack: ServedPack;

  before(async () => {
    pack = await servePack();
  });

  after(() => pack.stop());

  it("announces every rule with its level", async () => {
    const info = (await pack.info()).toObject();
    assert.equal(info.name, "mlops-guardrails");
    assert.deepEqual(
      info.policiesList.map(({ name }) => name),
      rules.map(({ name }) => name),
    );
  });

  it("is strict when it gets no config", async () => {
    assert.deepEqual(verdicts(await pack.analyze(TRIAL_KEY)), [
      "mandatory kms-deletion-window",
      "mandatory stateful-protected",
    ]);
    assert.deepEqual(verdicts(await pack.analyze(REVIEWERS)), ["mandatory ado-min-reviewers"]);
    assert.deepEqual(verdicts(await pack.analyzeStack(PROVIDERS)), ["mandatory tag-matches-account"]);
  });

  it("lets a trial share an account, review alone and delete what it made", async () => {
    await pack.configure(trial);
    assert.deepEqual(verdicts(await pack.analyze(TRIAL_KEY)), ["advisory stateful-protected"]);
    assert.deepEqual(verdicts(await pack.analyze(REVIEWERS)), []);
    assert.deepEqual(verdicts(await pack.analyzeStack(PROVIDERS)), []);
  });

  it("keeps every other rule strict in a trial", () => {
    const loosened = rules.filter(({ level }) => level === "mandatory-in-production").map(({ name }) => name);
    const levels = Object.entries(trial).filter(([, setting]) => typeof setting === "string");
    assert.deepEqual(
      levels,
      loosened.map((name) => [name, "advisory"]),
    );
  });

  it("holds stages to the accounts that the config gives them", async () => {
    const accounts = { "111111111111": ["staging"] };
    await pack.configure({ "tag-matches-account": { accounts, sharedAccount: true } });
    const [finding, ...others] = await pack.analyzeStack(PROVIDERS);
    assert.deepEqual(others, []);
    assert.match(finding?.message ?? "", /the policy config does not place production in this account/);
    assert.equal(finding?.urn.endsWith("::production"), true);
  });

  it("reads every other setting", async () => {
    await pack.configure({
      "lambda-runtime-supported": { runtimes: ["ruby3.4"] },
      "ado-approval-strict": { maximumTimeoutMinutes: 60 },
    });
    const lambda = node(types.lambda, "one", { runtime: "nodejs22.x" });
    const approval = node(types.adoCheckApproval, "one", { approvers: ["a"], timeout: 61 });
    const provider = { name: "development" };
    assert.deepEqual(verdicts(await pack.analyze({ ...lambda, provider })), [
      "mandatory lambda-runtime-supported",
    ]);
    assert.deepEqual(verdicts(await pack.analyze(approval)), ["mandatory ado-approval-strict"]);
  });

  it("turns what is undecided into a refusal on request", async () => {
    await pack.configure({ "every-rule-decided": "mandatory" });
    const UNKNOWN_ROTATION = {
      enableKeyRotation: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
      deletionWindowInDays: 30,
    };
    await pack.analyze({ ...TRIAL_KEY, protect: true, props: UNKNOWN_ROTATION });
    assert.deepEqual(verdicts(await pack.analyzeStack([])), ["mandatory every-rule-decided"]);
  });
});
