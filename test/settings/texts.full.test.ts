import assert from "node:assert/strict";

import type { ZodType } from "zod";

import { parseSettings } from "../../settings/load";
import type { SchemaNode } from "../../settings/problems";
import { describeSchema } from "../../settings/problems";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { landingZoneSchema } from "../../settings/schema/landing-zone";
import type { OrganizationSettings } from "../../settings/schema/organization";
import { organizationSchema } from "../../settings/schema/organization";
import { landingZoneStack } from "../../stacks/landing-zone";
import { organizationStack } from "../../stacks/organization";
import { EVERY_PART } from "../support/landed";
import { startMocks } from "../support/mocks";
import type { Raw, RawValue } from "./samples";
import { landingZone, organization, withValue } from "./samples";

/** What people write, or paste. */
const NASTY: readonly string[] = [
  "two\nlines",
  "a\ttab",
  "売上",
  "Grüße",
  "o'brien",
  "R&D",
  '"quoted"',
  "<b>bold</b>",
  "x".repeat(300),
  " blanks around ",
  "win 🎉",
  "50 % off, {team} ${aws:username} *?",
  "back\\slash",
  "aws:reserved",
];

/** Settings that name what another setting makes, and what may not be as another is: rules between settings hold them. */
const BOUND_TO_OTHERS: readonly unknown[] = ["recordIdentifier", "eventTime", 1];

type Path = readonly (string | number)[];

/** Every text that settings of this form hold where the schema leaves open what it says. */
function textsOf(value: unknown, node: SchemaNode | undefined, path: Path = []): Path[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => textsOf(item, node?.items, [...path, index]));
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, child]) => {
      const inMap = node?.additionalProperties === false ? undefined : node?.additionalProperties;
      return textsOf(child, node?.properties?.[key] ?? inMap, [...path, key]);
    });
  }
  return typeof value === "string" && node?.enum === undefined ? [path] : [];
}

function changed(raw: Raw, path: Path, value: string): Raw {
  const copy = structuredClone(raw);
  const parent = path.slice(0, -1).reduce<RawValue>((node, step) => (node as Raw)[step] as RawValue, copy);
  (parent as Raw)[path.at(-1) ?? ""] = value;
  return copy;
}

const valueAt = (raw: Raw, path: Path): string =>
  path.reduce<unknown>((node, step) => (node as Raw)[step], raw) as string;

/** The nasty text in place of a value, and in the middle of it. */
const variants = (value: string): string[] =>
  NASTY.flatMap((nasty) => [nasty, `${value.slice(0, 3)}${nasty}${value.slice(3)}`]);

/** As few values as possible that have all of these texts in them. */
function together(values: readonly string[], isTaken: (value: string) => boolean): string[] {
  return values.reduce<string[]>((packed, value) => {
    const last = packed.at(-1);
    const longer = [`${last} ${value}`, `${last}${value}`].find(
      (text) => last !== undefined && isTaken(text),
    );
    return longer === undefined ? [...packed, value] : [...packed.slice(0, -1), longer];
  }, []);
}

/** Settings with as many nasty texts at once as are taken, so often that each taken text is in one of them. */
function nastySettings(raw: Raw, schema: ZodType): Raw[] {
  const taken = textsOf(raw, describeSchema(schema)).map((path) => {
    const isTaken = (value: string): boolean => schema.safeParse(changed(raw, path, value)).success;
    return { path, values: together(variants(valueAt(raw, path)).filter(isTaken), isTaken) };
  });
  const rounds = Math.max(...taken.map(({ values }) => values.length));
  return Array.from({ length: rounds }, (_, round) =>
    taken.reduce((all, { path, values }) => {
      const value = values[round];
      return value === undefined || BOUND_TO_OTHERS.includes(path.at(-1)) ? all : changed(all, path, value);
    }, raw),
  );
}

const INFERENCE_API: RawValue = {
  authorization: "jwt",
  jwt: {
    issuer: "https://login.example.com/tenant",
    audience: "api://models",
    jwksUri: "https://login.example.com/keys",
    scopes: ["models.read"],
  },
  domains: {
    staging: {
      name: "staging.example.com",
      certificateArn: "arn:aws:acm:eu-west-1:200000000003:certificate/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6",
    },
  },
  processing: { churn: { features: ["age", "income"], labels: ["stays", "leaves"] } },
};

const ISSUERS: RawValue = [
  {
    url: "https://login.example.com/issuer",
    audience: "api://AzureADTokenExchange",
    subjects: { "model-build": "sc://contoso-ml/fraud-ml/model-build" },
  },
];

/** A landing zone with every setting that holds text. */
function everyText(): Raw {
  const texts = {
    ...EVERY_PART,
    inferenceApi: INFERENCE_API,
    "azureDevOps.issuers": ISSUERS,
    "people.auditor": ["frances@example.com"],
    permissionSets: { dataScientist: "DataScientist", auditor: "Auditor" },
    notifications: {
      approvals: ["approver@example.com"],
      escalation: ["owner@example.com"],
      builders: ["builder@example.com"],
    },
  };
  const raw = Object.entries(texts).reduce(
    (all, [path, value]) => withValue(all, path, value),
    landingZone(),
  );
  return withValue(raw, "dataSources.azureDataLake.folder", "exports/daily");
}

describe("texts that the settings take", () => {
  it("are taken by AWS in every field of a landing zone that they end up in", async () => {
    const all = nastySettings(everyText(), landingZoneSchema);
    assert.ok(all.length > 2, "hardly anything is taken: the test looks at nothing");
    for (const raw of all) {
      const cloud = startMocks({ stack: "prod" });
      const secrets = { azureDevOpsToken: undefined, azureDataLakeSasToken: undefined };
      await landingZoneStack(parseSettings("prod", raw) as LandingZoneSettings, secrets);
      await cloud.settled();
    }
  });

  it("are taken by AWS in every field of the organization that they end up in", async () => {
    const all = nastySettings(organization(), organizationSchema);
    for (const raw of all) {
      const cloud = startMocks({ stack: "organization" });
      organizationStack(parseSettings("organization", raw) as OrganizationSettings);
      await cloud.settled();
    }
  });

  for (const [path, value] of [
    ["models.churn.description", "Wer kündigt? – 売上 & <Umsatz> 🎉"],
    ["team.costCenter", "Größe 4711 / R+D"],
    ["dataSources.snowflake.database", "売上"],
    ["dataSources.snowflake.user", "o'brien"],
    ["dataSources.azureDataLake.folder", "é"],
  ] as const) {
    it(`leave people their words: ${path} may be ${value}`, () => {
      assert.equal(parseSettings("prod", withValue(everyText(), path, value)).kind, "landing-zone");
    });
  }
});
