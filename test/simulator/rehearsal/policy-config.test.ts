import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  AnalyzerInfo,
  EnforcementLevel,
  PolicyConfigSchema,
  PolicyInfo,
} from "@pulumi/pulumi/proto/analyzer_pb";

import {
  configureRequest,
  policySettings,
  readPolicyConfig,
} from "../../../simulator/rehearsal/policy-config";
import { toStruct } from "../../../simulator/rehearsal/values";

const schema = new PolicyConfigSchema().setProperties(
  toStruct({ days: { type: "number", default: 7 }, name: { type: "string" } }),
);
const pack = new AnalyzerInfo()
  .setName("pack")
  .setPoliciesList([
    new PolicyInfo()
      .setName("strict")
      .setEnforcementlevel(EnforcementLevel.MANDATORY)
      .setConfigschema(schema),
    new PolicyInfo().setName("mild").setEnforcementlevel(EnforcementLevel.ADVISORY),
  ]);

describe("settings of a policy pack", () => {
  const settings = (config: Readonly<Record<string, unknown>>): unknown =>
    Object.fromEntries(policySettings(pack, config));

  it("are the pack's own without a config", () => {
    assert.deepEqual(settings({}), {
      strict: { level: EnforcementLevel.MANDATORY, properties: { days: 7 } },
      mild: { level: EnforcementLevel.ADVISORY, properties: {} },
    });
  });

  it("take a level for all policies, and one by name before that", () => {
    assert.deepEqual(settings({ all: "disabled", strict: { enforcementLevel: "remediate", days: 9 } }), {
      strict: { level: EnforcementLevel.REMEDIATE, properties: { days: 9 } },
      mild: { level: EnforcementLevel.DISABLED, properties: {} },
    });
  });

  it("travel as one message", () => {
    const map = configureRequest(policySettings(pack, {})).getPolicyconfigMap();
    assert.deepEqual(
      [...map.entries()].map(([name, config]) => [name, config.getProperties()?.toJavaScript()]),
      [
        ["mild", {}],
        ["strict", { days: 7 }],
      ],
    );
  });

  it("refuse an unknown level", () => {
    assert.throws(() => policySettings(pack, { mild: "soft" }), {
      name: "RefusedError",
      message: 'policy config: mild has level "soft"; allowed are advisory, mandatory, remediate, disabled',
    });
    assert.throws(() => policySettings(pack, { mild: 1 }), /mild has level 1/);
  });
});

describe("reading a policy config", () => {
  const folder = mkdtempSync(join(tmpdir(), "policy-config-"));
  const write = (content: string): string => {
    const file = join(folder, "config.json");
    writeFileSync(file, content);
    return file;
  };

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("takes an object by policy name", () => {
    assert.deepEqual(readPolicyConfig(write('{"mild":"mandatory"}')), { mild: "mandatory" });
  });

  it("refuses a missing file, text that is no JSON, and JSON that is no object", () => {
    assert.throws(() => readPolicyConfig(join(folder, "none.json")), /cannot read policy config .*ENOENT/);
    assert.throws(() => readPolicyConfig(write("{")), /cannot read policy config/);
    assert.throws(() => readPolicyConfig(write("[]")), /must be an object of settings by policy name$/);
  });
});
