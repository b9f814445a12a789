import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";

import type { Verdicts } from "../../../simulator/rehearsal/analyzer";
import { buildGraph } from "../../../simulator/rehearsal/graph";
import { report } from "../../../simulator/rehearse/report";
import { secret } from "../../../simulator/rehearsal/values";
import { recorded } from "../rehearsal/recorded";
import { AWS, AZURE_DEVOPS, PROVIDERS } from "../../support/types";

const clean: Verdicts = { rules: 2, resources: 7, violations: [], undecided: [], advisory: [] };
const acting = (plane: string, account: string): Parameters<typeof recorded>[1] => ({
  provider: `urn:pulumi:dev::fixture::pulumi:providers:aws::${plane}`,
  place: { account, region: "eu-west-1", partition: "aws" },
});
const bucket = { type: AWS.s3.Bucket };
const graph = buildGraph(
  "fixture",
  { stack: "dev", config: {}, secretKeys: [] },
  [
    recorded("fixture-dev", {
      type: "pulumi:pulumi:Stack",
      custom: false,
      outputs: { token: secret("hidden"), ids: ["a"], address: "https://x" },
    }),
    recorded("group", { type: "fixture:index:Group", custom: false }),
    recorded("one", { type: PROVIDERS.aws }),
    recorded("bucket", { ...bucket, ...acting("one", "111111111111") }),
    recorded("second", { ...bucket, ...acting("one", "111111111111") }),
    recorded("role", { type: AWS.iam.Role, ...acting("one", "111111111111") }),
    recorded("project", { type: AZURE_DEVOPS.Project, ...acting("two", "contoso") }),
    recorded("other", { type: "pulumi:pulumi:StackReference", external: true }),
  ],
  "",
);

describe("the report of a rehearsal", () => {
  const text = (verdicts: Verdicts, unsettled: readonly string[] = []): string =>
    stripVTControlCharacters(
      report({ graph, messages: [], verdicts, told: {}, whole: new Set(), unsettled }),
    );

  it("shows a clean stack: planes, outputs without secret values, verdicts", () => {
    assert.equal(
      text(clean),
      `fixture/dev: 4 resources of 1 component in 2 planes
  plane  account       region     resources  services
  one    111111111111  eu-west-1          3  s3 2, iam 1
  two    contoso       eu-west-1          1  Project 1

Outputs
  address: https://x
  ids: ["a"]
  token: [secret]

Guardrails: 2 rules over 7 resources
  0 violations, 0 undecided, 0 advisory

dev: fine, no violation of 2 rules
next: pulumi up --stack dev --policy-pack policy (docs/bootstrap.md)
`,
    );
  });

  it("shows each finding with rule, resource and message, what blocks first", () => {
    const finding = {
      rule: "no-bucket",
      resource: `urn:pulumi:dev::fixture::a$aws:s3/bucket:Bucket::bucket`,
    };
    const shown = text({
      ...clean,
      violations: [{ ...finding, message: "Buckets are bad.\nwhy: because" }],
      undecided: [{ ...finding, message: "who knows" }],
      advisory: [{ rule: "nice", resource: null, message: "hm" }],
    });
    assert.ok(
      shown.endsWith(`Guardrails: 2 rules over 7 resources
  violation no-bucket: aws:s3/bucket:Bucket bucket
    Buckets are bad.
    why: because
  undecided no-bucket: aws:s3/bucket:Bucket bucket
    who knows
  advisory nice: the stack
    hm
  1 violation, 1 undecided, 1 advisory

dev: refused, 1 violation of 1 rule
next: mend what is refused above, and rehearse again
`),
      shown,
    );
  });

  it("refuses a stack that every later preview would show as changed, and names what", () => {
    const shown = text(clean, ["azuredevops:index/user:User ada: licensingSource"]);
    assert.ok(
      shown.endsWith(`Inputs that the cloud answers otherwise
  azuredevops:index/user:User ada: licensingSource

dev: refused, 1 resource that every preview would show as changed
next: mend what is refused above, and rehearse again
`),
      shown,
    );
  });

  it("shows what the program said, how a push becomes a model and how an approval goes on, if anything", () => {
    const shown = stripVTControlCharacters(
      report({
        graph,
        messages: [{ severity: "warning", text: "take care" }],
        verdicts: clean,
        told: {
          build: { summary: "in short", lines: ["pushed", "registered"] },
          approval: { summary: "approved and deployed", lines: ["approved", "deployed"] },
        },
        whole: new Set(["build"] as const),
        unsettled: [],
      }),
    );
    assert.match(shown, /\nMessages of the program\n {2}warning: take care\n\n/);
    assert.match(
      shown,
      /\nModel build\n {2}pushed\n {2}registered\n\nApproval event\n {2}approved and deployed\n\ndev: fine/,
    );
    assert.doesNotMatch(text(clean), /Messages|Model build|Approval/);
  });

  it("shows a stack that creates nothing", () => {
    const empty = { ...graph, resources: [] };
    const shown = report({
      graph: empty,
      messages: [],
      verdicts: clean,
      told: {},
      whole: new Set(),
      unsettled: [],
    });
    assert.match(
      stripVTControlCharacters(shown),
      /^fixture\/dev: 0 resources of 0 components in 0 planes\n {2}nothing\n/,
    );
  });
});
