import assert from "node:assert/strict";
import { join } from "node:path";

import type { PolicyDocument, StatementJson } from "../../permissions/graph/documents";
import { documentsOf } from "../../permissions/graph/documents";
import { listOf } from "../../permissions/graph/values";
import * as clouds from "../../simulator/clouds";
import { startAnalyzer } from "../../simulator/rehearsal/analyzer";
import type { Graph } from "../../simulator/rehearsal/graph";
import { formatGraph } from "../../simulator/rehearsal/graph";
import type { Rehearsal } from "../../simulator/rehearsal/run";
import { rehearse } from "../../simulator/rehearsal/run";
import { yamlBlock } from "../support/docs";
import {
  ofType,
  one,
  readSample,
  rehearsed,
  rehearseWith,
  ROOT,
  type Sample,
  text,
} from "../support/rehearsed";
import { AWS, PROVIDERS } from "../support/types";

const PAGE = "docs/teams.md";

type Resources = Graph["resources"];

/** A setting of a stack, as text, with what the page adds to it. */
function withBlock(stack: Sample, key: string): Record<string, string> {
  const before = JSON.parse(readSample(stack).config[key] ?? "{}") as Record<string, unknown>;
  return { [key]: JSON.stringify({ ...before, ...(yamlBlock(PAGE, key)[key] as object) }) };
}

function addedTo(before: Graph, after: Graph): Resources {
  const known = new Set(before.resources.map(({ urn }) => urn));
  return after.resources.filter(({ urn }) => !known.has(urn));
}

function changedFrom(before: Graph, after: Graph): string[] {
  const inputs = new Map(before.resources.map((resource) => [resource.urn, text(resource.inputs)]));
  return after.resources
    .filter(({ urn, inputs: now }) => inputs.has(urn) && inputs.get(urn) !== text(now))
    .map(({ name }) => name)
    .sort();
}

/** What a provider makes, by type: where, and the name by which the cloud knows it, else the logical one. */
function named(resources: Resources): Record<string, string[]> {
  const byType: Record<string, string[]> = {};
  for (const { custom, type, name, inputs, provider } of resources) {
    if (custom) {
      const known = inputs.name ?? inputs.modelPackageGroupName ?? name;
      (byType[type.replace(/^.*:/, "")] ??= []).push(`${provider?.account ?? ""} ${text(known)}`);
    }
  }
  return Object.fromEntries(Object.entries(byType).map(([type, names]) => [type, names.sort()]));
}

describe("docs/teams.md: a second model", () => {
  let prod: Rehearsal;
  let more: Rehearsal;

  before(async function () {
    prod = await rehearsed("full");
    more = await rehearseWith("full", withBlock("full", "mlops:models"));
  });

  it("creates what the page says, and nothing else", () => {
    const [automation, staging, production] = ["200000000002", "200000000003", "200000000004"];
    const model = "contoso-ml delivery-model-build-upsell";
    const workers = ["dataScientist", "leadDataScientist"];
    assert.deepEqual(named(addedTo(prod.graph, more.graph)), {
      ModelPackageGroup: [`${automation} fraud-upsell`],
      ModelPackageGroupPolicy: [`${automation} fraud-upsell`],
      Repository: [automation, staging, production].map((account) => `${account} mlops/fraud/upsell`),
      RepositoryPolicy: [`${automation} automation-upsell-images-policy`],
      LifecyclePolicy: [
        `${automation} automation-upsell-images`,
        `${staging} staging-replicas-upsell`,
        `${production} production-replicas-upsell`,
      ],
      Parameter: [`${automation} /mlops/fraud/automation/build/upsell`],
      Dashboard: [`${automation} automation-dashboards-model-upsell`],
      LogMetricFilter: [`${automation} mlops-fraud-automation-upsell-deployments`],
      Git: ["contoso-ml model-build-upsell"],
      RepositorySeed: [`${model}-seed`],
      GitPermissions: workers.flatMap((who) => [`${model}-access-${who}`, `${model}-access-${who}-main`]),
      BuildDefinition: ["contoso-ml Model Build upsell"],
      BuildDefinitionPermissions: workers.map((who) => `${model}-pipeline-access-${who}`),
      PipelineAuthorization: [`${model}-pipeline-connection`, `${model}-pipeline-environment`],
      BranchPolicyMinReviewers: [`${model}-main-reviewers`],
      BranchPolicyCommentResolution: [`${model}-main-comments`],
      BranchPolicyBuildValidation: [`${model}-main-validation`],
    });
  });

  it("takes nothing away, and changes the five things that name models one by one", () => {
    assert.deepEqual(named(addedTo(more.graph, prod.graph)), {});
    assert.deepEqual(changedFrom(prod.graph, more.graph), [
      "approval-function-role-policy",
      "approval-rule",
      "automation-replication",
      "notices-function",
      "notices-versions-rule",
    ]);
  });
});

describe("docs/teams.md: a second team", () => {
  let organization: Rehearsal;
  let larger: Rehearsal;
  let fraud: Rehearsal;
  let risk: Rehearsal;

  before(async function () {
    organization = await rehearsed("organization");
    larger = await rehearseWith("organization", withBlock("organization", "mlops:teams"));
    fraud = await rehearsed("full");
    risk = await rehearseTeam(larger);
  });

  /** The accounts that the organization stack made, and those in the stack file of the first team. */
  function accountsOf(team: "fraud" | "risk"): string[] {
    const ids = (larger.outputs.accountIds as Record<string, Record<string, string>>)[team] ?? {};
    const inFile = team === "fraud" ? accountsIn(fraud.graph) : [];
    return [...Object.values(ids), ...inFile];
  }

  it("gets accounts, budgets and a deployer, and leaves what is there as it is", () => {
    const planes = ["automation", "development", "production", "staging"];
    const management = "100000000001";
    assert.deepEqual(named(addedTo(organization.graph, larger.graph)), {
      Account: planes.map((plane) => `${management} risk-${plane}`),
      Budget: planes.map((plane) => `${management} mlops-risk-${plane}`),
      StackSet: [`${management} mlops-risk-deployer`],
      StackSetInstance: [`${management} risk-deployer-accounts`],
    });
    assert.deepEqual(named(addedTo(larger.graph, organization.graph)), {});
    assert.deepEqual(changedFrom(organization.graph, larger.graph), []);
  });

  it("gets a deployer that knows this team only", () => {
    const name = "risk-deployer";
    const { inputs } = one(larger.graph.resources, AWS.cloudformation.StackSet, name);
    assertSilentAbout(text(inputs.templateBody), "fraud", accountsOf("fraud"));
  });

  it("acts in the accounts that the organization stack made for it", () => {
    assert.deepEqual(accountsIn(risk.graph).sort(), accountsOf("risk").sort());
  });

  it("has nothing of the first team in its graph: no ARN, no name, no account", () => {
    // Left out: what it reads of the organization stack, and tests of seeded scripts, which are the same for all teams.
    const resources = risk.graph.resources.filter(
      ({ external, inputs }) => !external && !text(inputs.file ?? "").startsWith("tests/"),
    );
    assert.ok(resources.length > 500, "hardly any resource: the test looks at nothing");
    assertSilentAbout(formatGraph({ ...risk.graph, resources }), "fraud", accountsOf("fraud"));
  });

  it("is in no policy of the first team", () => {
    const documents = documentsOf(fraud.graph);
    assert.ok(documents.length > 100, "hardly any document: the test looks at nothing");
    assertSilentAbout(
      documents.map((document) => document.text).join("\n"),
      "risk-|/risk",
      accountsOf("risk"),
    );
  });

  it("binds what others may do to organization and role, but for images, logs, metrics, callers of the API and labels", () => {
    for (const { graph } of [fraud, risk]) {
      const foreign = documentsOf(graph)
        // They name accounts that the settings name, whosever they are.
        .filter(
          ({ resource }) =>
            resource.type !== AWS.apigateway.RestApiPolicy && !resource.name.includes("-ground-truth-"),
        )
        .flatMap((document) => foreignStatements(document, accountsIn(graph)));
      const unbound = foreign.filter(
        ({ Condition = {} }) =>
          Condition.StringEquals?.["aws:PrincipalOrgID"] !== "o-a1b2c3d4e5" ||
          Condition.ArnEquals?.["aws:PrincipalArn"] === undefined,
      );
      assert.deepEqual(unbound.map(({ Sid }) => Sid).sort(), [
        "MetricsOfTheseAccounts",
        "ReplicateImages",
        "ReplicateImages",
        "SubscribeFromTheseAccounts",
      ]);
      // Labels arrive for one of the teams only.
      const always = foreign.map(({ Sid }) => Sid).filter((sid) => !String(sid).startsWith("Monitors"));
      assert.deepEqual([...new Set(always)].sort(), [
        "ClaimVersions",
        "FromStudio",
        "ListObjects",
        "ListState",
        "MetricsOfTheseAccounts",
        "MoveStages",
        "PullByConsumers",
        "ReadByConsumers",
        "ReadDescription",
        "ReadEvaluations",
        "ReadGroup",
        "ReadObjects",
        "ReadPolicyPack",
        "ReadVersions",
        "ReplicateImages",
        "RolesOfConsumers",
        "SeeClaims",
        "StateOfProduction",
        "StateOfStaging",
        "SubscribeFromTheseAccounts",
        "UseByRolesOfOtherAccounts",
      ]);
    }
  });

  it("passes the guardrails, and so does the organization with it", async () => {
    const analyzer = startAnalyzer(join(ROOT, "policy"));
    try {
      for (const { resources, project, settings } of [risk, larger]) {
        const { violations, undecided } = await analyzer.analyze(resources, { project, settings });
        assert.deepEqual({ violations, undecided }, { violations: [], undecided: [] });
      }
    } finally {
      analyzer.stop();
    }
  });

  it("keeps its pipeline away from the state of others", () => {
    const policy = one(risk.graph.resources, AWS.iam.RolePolicy, "automation-infrastructure-policy");
    const { Statement } = JSON.parse(text(policy.inputs.policy)) as { Statement: StatementJson[] };
    const objects = (sid: string): string[] =>
      listOf(Statement.find(({ Sid }) => Sid === sid)?.Resource).map((arn) =>
        arn.replace(/^.*:::[^/]*\//, ""),
      );
    assert.deepEqual(objects("ReadSharedState"), [
      ".pulumi/meta.yaml",
      ".pulumi/stacks/mlops/organization.json",
    ]);
    assert.deepEqual(objects("ReadAndWriteOwnState"), [
      ".pulumi/stacks/mlops/risk.json",
      ".pulumi/stacks/mlops/risk.json.bak",
      ".pulumi/stacks/mlops/risk.pulumi-tags",
      ".pulumi/backups/mlops/risk/*",
      ".pulumi/history/mlops/risk/*",
      ".pulumi/locks/organization/mlops/risk/*",
    ]);
  });
});

/** The copy of samples/full.yaml with the keys of the page, above the organization stack with the team in it. */
function rehearseTeam(organization: Rehearsal): Promise<Rehearsal> {
  const { config, secretKeys } = readSample("full");
  const changes = Object.entries(yamlBlock(PAGE, "mlops:team")).map(([key, value]) => [
    key,
    JSON.stringify(value),
  ]);
  const team = Object.fromEntries(changes) as Record<string, string>;
  return rehearse({
    program: ROOT,
    settings: { stack: "risk", config: { ...config, ...team }, secretKeys },
    clouds,
    outputsOf: (stack) =>
      Promise.resolve(stack === "organization/mlops/organization" ? organization.outputs : undefined),
  });
}

function accountsIn(graph: Graph): string[] {
  return ofType(graph, PROVIDERS.aws).flatMap(
    ({ inputs }) => JSON.parse(text(inputs.allowedAccountIds)) as string[],
  );
}

/** Statements that allow something to other accounts than the one that the document is in. */
function foreignStatements({ resource, content }: PolicyDocument, own: readonly string[]): StatementJson[] {
  const here = resource.provider?.account ?? "";
  return content.Statement.filter(({ Effect, Principal }) => {
    const { AWS = [] } = (Principal ?? {}) as { AWS?: string | string[] };
    const accounts = listOf(AWS).map((principal) => /\d{12}/.exec(principal)?.[0] ?? principal);
    const others =
      Effect === "Allow" ? accounts.filter((account) => account !== here && account !== "*") : [];
    const strangers = others.filter((account) => !own.includes(account));
    assert.deepEqual(strangers, [], `${resource.name} names an account of somebody else`);
    return others.length > 0;
  });
}

function assertSilentAbout(document: string, name: string, accounts: readonly string[]): void {
  assert.ok(accounts.length >= 4, "no accounts to look for");
  const found = document.match(new RegExp(`.{0,60}(${[name, ...accounts].join("|")}).{0,60}`, "gi")) ?? [];
  assert.deepEqual(found, []);
}
