import assert from "node:assert/strict";

import { personaPurpose } from "../../components/identity/persona-role";
import { documentsOf } from "../../permissions/graph/documents";
import { PERSONAS } from "../../settings/personas";
import { PLANES } from "../../settings/planes";
import type { Graph } from "../../simulator/rehearsal/graph";
import { personasIn } from "../../planes/persona-roles";
import { page, rowsOf } from "../support/docs";
import { ofType, rehearsed, text } from "../support/rehearsed";
import { AZURE_DEVOPS } from "../support/types";

const PAGE = "docs/identity.md";

/** Words in code style of a cell. */
const codeIn = (cell = ""): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);

/** Who is trusted by each role of prod, by name: what is after the team and the account. */
interface Trust {
  readonly plane: string;
  readonly role: string;
  readonly kind: string;
  /** Subject of a service connection; empty for others. */
  readonly subject: string;
}

function trustsOf(graph: Graph): Trust[] {
  return documentsOf(graph)
    .filter(({ kind }) => kind === "trust")
    .flatMap(({ resource, content }) => {
      const [, plane = "", role = ""] = /^mlops-fraud-([a-z]+)-(.+)$/.exec(text(resource.inputs.name)) ?? [];
      return content.Statement.map(({ Principal, Condition = {} }) => {
        const subject = Object.entries(Condition.StringEquals ?? {}).find(([key]) => key.endsWith(":sub"));
        return {
          plane,
          role,
          kind: Object.keys(Principal as object).join(),
          subject: text(subject?.[1] ?? ""),
        };
      });
    });
}

/** What a persona's group does in Azure DevOps: pairs of its name and of what is named, models as `<model>`. */
function workOf(graph: Graph): Record<"pushes" | "runs" | "approves", string[]> {
  // Not all: an authorization has the id of what it opens.
  const named = ["git:Git", "buildDefinition:BuildDefinition", "environment:Environment", "group:Group"];
  const byId = new Map(
    named
      .flatMap((type) => ofType(graph, `azuredevops:index/${type}`))
      .map(({ id, inputs }) => [id, text(inputs.displayName ?? inputs.name)]),
  );
  const groups = ofType(graph, AZURE_DEVOPS.Group);
  const nameOf = (id: unknown): string => (byId.get(text(id)) ?? "").replace(/(churn|payments)$/, "<model>");
  const pairs = (type: string, permission: string, at: string): string[] =>
    ofType(graph, `azuredevops:index/${type}`)
      .filter(({ inputs }) => (inputs.permissions as Record<string, string>)[permission] === "Allow")
      .map(({ inputs }) => `${nameOf(inputs.principal)}: ${nameOf(inputs[at])}`);
  const approvals = ofType(graph, AZURE_DEVOPS.CheckApproval)
    .filter(({ inputs }) => inputs.targetResourceType === "environment")
    .flatMap(({ inputs }) =>
      groups
        .filter(({ outputs }) => (inputs.approvers as unknown[]).includes(outputs.originId))
        .map((group) => `${text(group.inputs.displayName)}: ${nameOf(inputs.targetResourceId)}`),
    );
  return {
    pushes: pairs("gitPermissions:GitPermissions", "GenericContribute", "repositoryId"),
    runs: pairs("buildDefinitionPermissions:BuildDefinitionPermissions", "QueueBuilds", "buildDefinitionId"),
    approves: approvals,
  };
}

describe("docs/identity.md", () => {
  let trusts: Trust[];
  let graph: Graph;

  before(async () => {
    ({ graph } = await rehearsed("full"));
    trusts = trustsOf(graph);
  });

  it("has a row for each persona, and says none where it has no role", () => {
    const rows = rowsOf(PAGE, "role");
    assert.deepEqual(
      rows.map(([role]) => codeIn(role)[0]),
      PERSONAS.map(personaPurpose),
    );
    PERSONAS.forEach((persona, index) => {
      const [, ...cells] = rows[index] ?? [];
      assert.deepEqual(
        PLANES.filter((_, column) => cells[column] === "none"),
        PLANES.filter((plane) => !personasIn(plane).includes(persona)),
        persona,
      );
    });
  });

  it("shows the policy of a permission set, which fits the roles of the persona", () => {
    const [, json = ""] = /```json\n([^]*?)```/.exec(page(PAGE)) ?? [];
    const { Statement } = JSON.parse(json) as { Statement: { Action: string; Resource: string }[] };
    assert.deepEqual(
      Statement.map(({ Action }) => Action),
      ["sts:AssumeRole"],
    );
    const pattern = new RegExp(`^${(Statement[0]?.Resource ?? "").replaceAll("*", ".*")}$`);
    const roles = trusts.filter(({ role }) => role === "data-scientist");
    assert.equal(new Set(roles.map(({ plane }) => plane)).size, 3);
    for (const { plane, role } of roles) {
      assert.match(`arn:aws:iam::200000000001:role/mlops-fraud-${plane}-${role}`, pattern);
    }
  });

  it("says what each group of Azure DevOps pushes to, starts and approves", () => {
    const rows = rowsOf(PAGE, "group");
    const written = (column: number): string[] =>
      rows.flatMap((row) => codeIn(row[column]).map((what) => `${codeIn(row[0]).join("")}: ${what}`));
    const { pushes, runs, approves } = workOf(graph);
    const people = runs.filter((pair) => !pair.startsWith("Deployment triggers: "));
    assert.deepEqual(
      [1, 2, 3].map((column) => written(column).sort()),
      [pushes, people, approves].map((pairs) => [...new Set(pairs)].sort()),
    );
    assert.deepEqual(
      rows.map(([group]) => codeIn(group).join("")),
      PERSONAS.map(
        (persona) =>
          ofType(graph, AZURE_DEVOPS.Group).find(({ name }) => name === `delivery-people-${persona}`)?.inputs
            .displayName,
      ),
    );
  });

  it("names the service connection of every role that one may take", () => {
    const written = rowsOf(PAGE, "pipeline").map(([, connection, role = ""]) => [
      codeIn(connection)[0],
      codeIn(role)[0],
      / in (\w+)/.exec(role)?.[1],
    ]);
    const real = trusts
      .filter(({ kind }) => kind === "Federated")
      .map(({ subject, role, plane }) => [subject.replace("sc://contoso-ml/fraud-ml/", ""), role, plane]);
    assert.deepEqual(written.map(String).sort(), real.map(String).sort());
  });

  it("names every role that a service takes", () => {
    const written = rowsOf(PAGE, "account").flatMap(([accounts = "", roles]) => {
      const planes = accounts === "each" ? PLANES : accounts.split(", ");
      return planes.flatMap((plane) => codeIn(roles).map((role) => `${plane} ${role}`));
    });
    const real = trusts
      .filter(({ kind }) => kind === "Service")
      // One a model.
      .map(({ plane, role }) => `${plane} ${role.replace(/^monitoring-.*$/, "monitoring-<model>")}`);
    assert.deepEqual(written.sort(), [...new Set(real)].sort());
  });

  it("leaves out no role: the others are those of people, and two for roles of other accounts", () => {
    const people = PERSONAS.map(personaPurpose);
    const others = trusts.filter(
      ({ kind, role }) => !["Federated", "Service"].includes(kind) && !people.includes(role),
    );
    assert.deepEqual(
      [...new Set(others.map(({ plane, role }) => `${plane} ${role}`))],
      ["automation feature-reader", "development ground-truth-churn"],
    );
  });
});
