import assert from "node:assert/strict";

import type { PlaneName } from "../../settings/planes";
import { PLANES } from "../../settings/planes";
import type { PersonaRolesArgs } from "../../planes/persona-roles";
import { PersonaRoles, personasIn } from "../../planes/persona-roles";
import { CONSUMERS, create, document, json, KEY_ARN, ONLY_CONSUMERS } from "../support/fixtures";
import { scopeOf } from "../support/planes";
import { AWS } from "../support/types";

const DASHBOARDS = "ReadDashboards ListSinks ReadLinkedAccounts";
const READ_BUILDS = `Browse ${DASHBOARDS} ReadJobs ReadPipelines ReadRegistry ReadImages ReadArtifacts ListArtifacts DecryptArtifacts ReadLogs`;
const READ_SERVING = "Browse ReadEndpoints ReadLogs ReadAlarms";
const OPERATE = "ReadAlarms TakeFailedMessages SendMessagesBack ReencryptMessages StopJobs";
const KEEP_SECRETS = "KeepSecrets RotateSecrets RunRotations EncryptSecrets";
const AUDIT = "AuditAccount AuditRoles AuditBuckets AuditKeys AuditSecrets";

/** Statements by plane and persona: a persona that is missing has no role there. */
const STATEMENTS: Readonly<Record<PlaneName, Readonly<Record<string, string>>>> = {
  development: {
    "data-scientist": "Browse ReadJobs ReadPipelines ReadLogs",
    "lead-data-scientist": "Browse ReadJobs ReadPipelines ReadLogs",
    "ml-engineer": `Browse ReadJobs ReadPipelines ReadLogs ${OPERATE}`,
    "platform-administrator": `Browse ReadJobs ReadPipelines ReadLogs ${OPERATE} ${KEEP_SECRETS} ${AUDIT}`,
    auditor: `Browse ReadJobs ReadPipelines ${AUDIT}`,
  },
  automation: {
    "data-scientist": READ_BUILDS,
    "lead-data-scientist": `${READ_BUILDS} ApproveVersions`,
    "ml-engineer": `${READ_BUILDS} ${OPERATE} EndShadowEndpoints`,
    "platform-administrator": `Browse ${DASHBOARDS} ReadJobs ReadPipelines ReadRegistry ReadImages ReadLogs ${OPERATE} EndShadowEndpoints ${AUDIT}`,
    auditor: `Browse ${DASHBOARDS} ReadJobs ReadPipelines ReadRegistry ReadImages ${AUDIT}`,
  },
  staging: {
    "data-scientist": READ_SERVING,
    "lead-data-scientist": READ_SERVING,
    "ml-engineer": `${READ_SERVING} InvokeEndpoints ReadCapture ListCapture DecryptCapture`,
    "platform-administrator": `${READ_SERVING} ${AUDIT}`,
    auditor: `Browse ReadEndpoints ${AUDIT}`,
  },
  production: {
    "ml-engineer": READ_SERVING,
    "platform-administrator": `${READ_SERVING} ${AUDIT}`,
    auditor: `Browse ReadEndpoints ${AUDIT}`,
  },
};

const args = (plane: PlaneName): PersonaRolesArgs => ({
  scope: { ...scopeOf(plane), plane },
  kmsKeyArn: KEY_ARN,
  permissionsBoundaryArn: "arn:aws:iam::200000000002:policy/boundary",
  permissionSets: {
    dataScientist: "DataScientist",
    leadDataScientist: "LeadDataScientist",
    mlEngineer: "MlEngineer",
    platformAdministrator: "PlatformAdministrator",
    auditor: "Auditor",
  },
});

const rolesOf = (personaArgs: PersonaRolesArgs) =>
  create((options) => new PersonaRoles("people", personaArgs, options), personaArgs.scope);

const sidsOf = (policy: unknown): string =>
  (policy as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid).join(" ");

describe("roles of people", () => {
  for (const plane of PLANES) {
    it(`are these in ${plane}`, async () => {
      const { cloud } = await rolesOf(args(plane));
      const statements = cloud
        .byType(AWS.iam.RolePolicy)
        .map((policy): [string, string] => [
          policy.name.replace(/^people-|-policy$/g, ""),
          sidsOf(json(policy)),
        ]);
      assert.deepEqual(Object.fromEntries(statements), STATEMENTS[plane]);
      assert.equal(personasIn(plane).length, statements.length);
    });
  }

  it("give an auditor the whole setup of production and none of its data", async () => {
    const { cloud } = await rolesOf(args("production"));
    const { Statement } = json(cloud.one(AWS.iam.RolePolicy, "people-auditor-policy")) as {
      Statement: { Action: string[] | string }[];
    };
    const actions = Statement.flatMap(({ Action }) => Action);
    const data = ["s3:GetObject", "kms:Decrypt", "secretsmanager:GetSecretValue", "logs:GetLogEvents"];
    assert.deepEqual(
      actions.filter((action) => data.includes(action)),
      [],
    );
    assert.deepEqual(
      actions.filter((action) => !/:(Describe|Get|List|Lookup|Search)/.test(action)),
      [],
    );
  });

  it("add what a part brings to the personas that it names", async () => {
    const extra = { sid: "UseTracking", actions: ["sagemaker:ListModels"], resources: ["*"] };
    const { cloud } = await rolesOf({ ...args("automation"), extra: { dataScientist: [extra] } });
    const withIt = cloud
      .byType(AWS.iam.RolePolicy)
      .filter((policy) => sidsOf(json(policy)).endsWith(" UseTracking"))
      .map(({ name }) => name);
    assert.deepEqual(withIt, ["people-data-scientist-policy"]);
  });

  it("open the data scientist's role, and no other, to notebooks", async () => {
    const { cloud } = await rolesOf({ ...args("automation"), notebooks: CONSUMERS });
    const open = cloud
      .byType(AWS.iam.Role)
      .filter((role) => sidsOf(json(role, "assumeRolePolicy")).includes("FromStudio"));
    assert.deepEqual(
      open.map(({ name }) => name),
      ["people-data-scientist"],
    );
    const [role] = open;
    assert.ok(role);
    const { Statement } = json(role, "assumeRolePolicy") as { Statement: unknown[] };
    assert.deepEqual(
      document(Statement[1] as object),
      document({
        Sid: "FromStudio",
        Effect: "Allow",
        Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
        ...ONLY_CONSUMERS,
      }),
    );
  });
});
