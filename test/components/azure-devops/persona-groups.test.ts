import assert from "node:assert/strict";

import type { PersonaGroupsArgs } from "../../../components/azure-devops/persona-groups";
import { PersonaGroups } from "../../../components/azure-devops/persona-groups";
import { PERSONAS } from "../../../settings/personas";
import { valueOf } from "../../support/outputs";
import { createdBy, parentsOf, PROJECT_ID, refused, waitsFor } from "./support";
import { AZURE_DEVOPS } from "../../support/types";

const NOBODY: PersonaGroupsArgs["people"] = {
  dataScientist: [],
  leadDataScientist: [],
  mlEngineer: [],
  platformAdministrator: [],
  auditor: [],
};
const create = (people: Partial<PersonaGroupsArgs["people"]>) =>
  createdBy(
    (opts) => new PersonaGroups("people", { projectId: PROJECT_ID, people: { ...NOBODY, ...people } }, opts),
  );

describe("PersonaGroups", () => {
  it("creates a group of the project for each persona", async () => {
    const cloud = await create({});
    assert.deepEqual(
      PERSONAS.map((persona) => cloud.one(AZURE_DEVOPS.Group, `people-${persona}`).inputs),
      [
        { scope: PROJECT_ID, displayName: "Data Scientists", description: "Build models." },
        {
          scope: PROJECT_ID,
          displayName: "Lead Data Scientists",
          description: "Build models and approve model versions in the registry.",
        },
        {
          scope: PROJECT_ID,
          displayName: "ML Engineers",
          description: "Operate deployments and approve them for production.",
        },
        {
          scope: PROJECT_ID,
          displayName: "Platform Administrators",
          description: "Change the landing zone itself.",
        },
        {
          scope: PROJECT_ID,
          displayName: "Auditors",
          description: "Read how everything is set up and who did what; no data, no changes.",
        },
      ],
    );
    assert.equal(cloud.byType(AZURE_DEVOPS.Group).length, PERSONAS.length);
  });

  it("admits a person once, whatever the personas and the capitals", async () => {
    const cloud = await create({
      dataScientist: ["ada@example.com", "grace@example.com"],
      leadDataScientist: ["Ada@Example.com"],
    });
    const users = cloud.byType(AZURE_DEVOPS.User);
    assert.deepEqual(users.map(({ name, inputs }) => [name, inputs]).sort(), [
      ["people-ada@example.com", { principalName: "ada@example.com", accountLicenseType: "express" }],
      ["people-grace@example.com", { principalName: "grace@example.com", accountLicenseType: "express" }],
    ]);
  });

  it("leaves people in the organization, with the license that they have there", async () => {
    const cloud = await create({ auditor: ["ada@example.com"] });
    const user = cloud.one(AZURE_DEVOPS.User, "people-ada@example.com");
    assert.equal(user.retainOnDelete, true);
    assert.deepEqual(user.ignoreChanges, ["principalName", "accountLicenseType", "licensingSource"]);
  });

  it("adds members to their groups, and empties none", async () => {
    const cloud = await create({
      dataScientist: ["ada@example.com", "ADA@example.com", "grace@example.com"],
      auditor: ["ada@example.com"],
    });
    const memberships = cloud
      .byType(AZURE_DEVOPS.GroupMembership)
      .sort((left, right) => (left.name < right.name ? -1 : 1));
    assert.deepEqual(
      memberships.map((membership) => [membership.name, waitsFor(cloud, membership)]),
      [
        ["people-auditor-members", ["people-ada@example.com", "people-auditor"]],
        [
          "people-dataScientist-members",
          ["people-ada@example.com", "people-dataScientist", "people-grace@example.com"],
        ],
      ],
    );
    assert.deepEqual(
      memberships.map(({ inputs }) => [inputs.group, (inputs.members as string[]).length, inputs.mode]),
      [
        [cloud.one(AZURE_DEVOPS.Group, "people-auditor").id, 1, "add"],
        [cloud.one(AZURE_DEVOPS.Group, "people-dataScientist").id, 2, "add"],
      ],
    );
  });

  it("gives away descriptor and origin id of every group", async () => {
    let groups: PersonaGroups["groups"] | undefined;
    const cloud = await createdBy((opts) => {
      groups = new PersonaGroups("people", { projectId: PROJECT_ID, people: NOBODY }, opts).groups;
    });
    assert.deepEqual(Object.keys(groups ?? {}), [...PERSONAS]);
    const auditor = groups?.auditor;
    assert.ok(auditor);
    assert.equal(await valueOf(auditor.descriptor), cloud.one(AZURE_DEVOPS.Group, "people-auditor").id);
    assert.match(await valueOf(auditor.originId), /^[0-9a-f-]{36}$/);
  });

  it("is the parent of all it creates", async () => {
    const cloud = await create({ auditor: ["ada@example.com"] });
    assert.deepEqual(parentsOf(cloud), [cloud.one("mlops:azuredevops:PersonaGroups", "people").urn]);
  });

  it("refuses a sign-in name that is no e-mail address before it creates anything", async () => {
    const created = await refused(
      (opts) =>
        new PersonaGroups("people", { projectId: PROJECT_ID, people: { ...NOBODY, auditor: ["ada"] } }, opts),
      (run) => {
        assert.throws(run, {
          message: 'sign-in name "ada" is not an e-mail address: write one such as ada@example.com',
        });
      },
    );
    assert.deepEqual(created, []);
  });
});
