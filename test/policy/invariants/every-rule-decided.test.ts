import assert from "node:assert/strict";
import { types } from "../../../policy/harness/types";
import { everyRuleDecided } from "../../../policy/invariants/every-rule-decided";
import { createPolicies } from "../../../policy/pack";
import { kmsRotation } from "../../../policy/rules/kms/kms-rotation";
import { s3Versioning } from "../../../policy/rules/s3/s3-versioning";
import { analyzeProgram, analyzeStack, UNKNOWN } from "../../support/analyzer";
import type { Finding, ResourceRecord } from "../../support/analyzer";
import { node } from "../rule-table";

const bucket = node(types.bucket, "data", {});
const versioning = (status: string): ResourceRecord =>
  node(types.bucketVersioning, "versioning", { versioningConfiguration: { status } }, { bucket });
const key = (rotation: unknown): ResourceRecord => node(types.key, "data", { enableKeyRotation: rotation });

function verdict(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ policy }) => policy === everyRuleDecided.name);
}

describe("every-rule-decided", () => {
  it("is silent when every rule reached a verdict", async () => {
    const policies = createPolicies([kmsRotation, s3Versioning, everyRuleDecided]);
    assert.deepEqual(await analyzeProgram(policies, [key(true), bucket, versioning("Enabled")]), []);
  });

  it("counts in one line what resource rules and graph rules left undecided", async () => {
    const policies = createPolicies([kmsRotation, s3Versioning, everyRuleDecided]);
    const found = verdict(await analyzeProgram(policies, [key(UNKNOWN), bucket, versioning(UNKNOWN)]));
    assert.deepEqual(
      found.map(({ level, urn, message }) => [level, urn, message.split("\n")[1]]),
      [["advisory", "", "stack: 2 checks of kms-rotation, s3-versioning are undecided at preview"]],
    );
  });

  it("forgets what a later call decides", async () => {
    const policies = createPolicies([kmsRotation, everyRuleDecided]);
    assert.equal(verdict(await analyzeProgram(policies, [key(UNKNOWN)])).length, 1);
    assert.deepEqual(verdict(await analyzeProgram(policies, [key(true)])), []);
  });

  it("knows nothing of another pack", async () => {
    await analyzeProgram(createPolicies([kmsRotation]), [key(UNKNOWN)]);
    assert.deepEqual(await analyzeStack(createPolicies([everyRuleDecided]), []), []);
  });
});
