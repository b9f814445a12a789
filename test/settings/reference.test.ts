import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { SchemaNode } from "../../settings/problems";
import { describeSchema } from "../../settings/problems";
import { configurationReference } from "../../settings/reference";
import { SCHEMAS } from "../../settings/schema";

/** Every key below a schema, with what is said of it. */
function keysOf(node: SchemaNode, prefix = ""): [string, SchemaNode][] {
  const named = Object.entries(node.properties ?? {}).map(([key, child]) => [prefix + key, child] as const);
  const inner: (readonly [string, SchemaNode])[] = [
    ...named,
    ...(node.additionalProperties ? [[`${prefix}<name>`, node.additionalProperties] as const] : []),
    ...(node.items ? [[`${prefix}[]`, node.items] as const] : []),
  ];
  return inner.flatMap(([key, child]): [string, SchemaNode][] => [[key, child], ...keysOf(child, `${key}.`)]);
}

/** The kind has one allowed value in each schema: it chooses the schema. */
const explained = (schema: (typeof SCHEMAS)[keyof typeof SCHEMAS]): [string, SchemaNode][] =>
  keysOf(describeSchema(schema)).filter(([key]) => key !== "kind");

describe("docs/configuration.md", () => {
  it("is what the schemas say", () => {
    const page = readFileSync(join(__dirname, "..", "..", "docs", "configuration.md"), "utf8");
    assert.ok(page === configurationReference(), "docs/configuration.md is out of date: run npm run docs");
  });

  it("has a row for every key, and says which are needed and what the others default to", () => {
    const rows = configurationReference().split("\n");
    const rowOf = (key: string): string => rows.find((row) => row.startsWith(`| \`${key}\` |`)) ?? "none";
    assert.equal(
      rowOf("team.name"),
      "| `team.name` | yes |  | at most 12 lower-case letters, digits and single hyphens, beginning with a letter | Name of the team. |",
    );
    assert.match(
      rowOf("network.availabilityZones"),
      /^\| `network\.availabilityZones` \| {2}\| `3` \| 2 or 3 \|/,
    );
    assert.match(rowOf("organizationId"), /^\| `organizationId` \| {2}\| {2}\|/);
    assert.match(rowOf("models.<name>.description"), /^\| `models\.<name>\.description` \| yes \|/);
    assert.match(
      rowOf("azureDevOps.issuers[].audience"),
      /^\| `azureDevOps\.issuers\[\]\.audience` \| yes \|/,
    );
  });

  it("lists no setting that holds a secret", () => {
    const rows = configurationReference().split("\n");
    assert.deepEqual(
      rows.filter((row) => row.startsWith("|") && /token|password|secret`/i.test(row.split("|")[1] ?? "")),
      [],
    );
  });
});

for (const [kind, schema] of Object.entries(SCHEMAS)) {
  describe(`settings of kind ${kind}`, () => {
    for (const [key, { description, allowed, fix }] of explained(schema)) {
      it(`explain ${key}`, () => {
        assert.match(description ?? "", /^\S.*\.$/s, "a description is a sentence");
        assert.match(allowed ?? "", /^\S.*[^.\s]$/s, "allowed completes a sentence");
        assert.match(fix ?? "", /^[a-z].*[^.\s]$/s, "fix is an order, lower-case");
      });
    }
  });
}
