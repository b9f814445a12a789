import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isResourceRule } from "../../policy/harness/rule";
import type { Rule } from "../../policy/harness/rule";
import { createPolicies, rules } from "../../policy/pack";

const PACK = join(__dirname, "../../policy");

function filesUnder(folder: string): readonly string[] {
  return readdirSync(join(PACK, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => basename(file, ".ts"));
}

function names(of: readonly Rule[]): readonly string[] {
  return of.map(({ name }) => name);
}

describe("the policy pack", () => {
  it("holds every file under rules and invariants, once, under the name of the file", () => {
    const files = [...filesUnder("rules"), ...filesUnder("invariants")];
    assert.deepEqual([...names(rules)].sort(), files.sort());
    assert.equal(new Set(names(rules)).size, rules.length);
  });

  it("counts what is undecided last", () => {
    assert.equal(rules.at(-1)?.name, "every-rule-decided");
  });

  it("has no advisory rule but that count, and tells trial from production by two", () => {
    assert.deepEqual(names(rules.filter(({ level }) => level === "advisory")), ["every-rule-decided"]);
    assert.deepEqual(names(rules.filter(({ level }) => level === "mandatory-in-production")), [
      "apigw-waf",
      "opensearch-three-nodes",
      "stateful-protected",
      "sagemaker-endpoint-data-capture",
      "sagemaker-endpoint-guardrail",
      "sagemaker-endpoint-two-instances",
    ]);
  });

  it("lets no rule load a provider SDK", () => {
    const { dependencies } = JSON.parse(readFileSync(join(PACK, "package.json"), "utf8")) as Record<
      string,
      object
    >;
    assert.deepEqual(Object.keys(dependencies ?? {}), ["@pulumi/policy"]);
  });

  for (const rule of rules) {
    describe(rule.name, () => {
      it("has a name of lower-case words", () => {
        assert.match(rule.name, /^[a-z0-9]+(-[a-z0-9]+)+$/);
      });

      it("says what, why and how to fix", () => {
        assert.match(rule.description, /^[A-Z].*\.$/);
        assert.match(rule.remediation, /^[a-z].*[^.]$/);
        assert.match(rule.url, /^https:\/\//);
        assert.ok(rule.controls.length > 0);
        for (const control of rule.controls) {
          assert.match(control, /^(Security Hub|Checkov|PSRule|Well-Architected|NIST-800-53) \S+$/);
        }
      });

      it("explains each setting and has a strict default for it", () => {
        for (const schema of Object.values<{ description?: string; default?: unknown }>({ ...rule.config })) {
          assert.match(schema.description ?? "", /\.$/);
          assert.notEqual(schema.default, undefined);
        }
      });

      it("reaches the SDK with everything that the SDK can show", () => {
        const [policy] = createPolicies([rule]);
        assert.deepEqual(
          [
            policy?.name,
            policy?.description,
            policy?.severity,
            policy?.remediationSteps,
            policy?.url,
            policy?.tags,
          ],
          [
            rule.name,
            rule.description,
            rule.severity,
            rule.remediation,
            rule.url,
            [...rule.controls, rule.level],
          ],
        );
        assert.equal(`${policy?.framework?.name} ${policy?.framework?.reference}`, rule.controls[0]);
        assert.equal(policy?.enforcementLevel, rule.level === "advisory" ? "advisory" : "mandatory");
      });

      if (isResourceRule(rule) && rule.types.length === 1) {
        it("is skipped by the SDK for other types", () => {
          const [policy] = createPolicies([rule]);
          assert.ok(policy && "validateResource" in policy);
          assert.deepEqual(Object.entries(policy.validateResource ?? {}), [["__pulumiType", rule.types[0]]]);
        });
      }
    });
  }
});

describe("the pack's README", () => {
  it("has one row a rule, as the rule declares it", () => {
    const readme = readFileSync(join(PACK, "README.md"), "utf8");
    const rows = readme.split("\n").filter((line) => line.startsWith("| `"));
    const cells = rows.map((row) => row.split("|").map((cell) => cell.trim()));
    assert.deepEqual(
      cells.map(([, name, , severity, level]) => [name, severity, level]).sort(),
      rules.map(({ name, severity, level }) => [`\`${name}\``, severity, level]).sort(),
    );
    assert.deepEqual(
      cells.map(([, name, description]) => [name, description]).sort(),
      rules.map(({ name, description }) => [`\`${name}\``, description]).sort(),
    );
  });
});
