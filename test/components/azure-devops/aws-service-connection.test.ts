import assert from "node:assert/strict";

import type { AwsServiceConnectionArgs } from "../../../components/azure-devops/aws-service-connection";
import {
  AwsServiceConnection,
  serviceConnectionSubject,
} from "../../../components/azure-devops/aws-service-connection";
import { DevOpsProject } from "../../../components/azure-devops/dev-ops-project";
import { valueOf } from "../../support/outputs";
import { createdBy, inventory, parentsOf, PROJECT_ID, refused, waitsFor } from "./support";
import { AZURE_DEVOPS } from "../../support/types";

const ARGS: AwsServiceConnectionArgs = {
  projectId: PROJECT_ID,
  connectionName: "model-build",
  description: "Model Build pipelines, automation account",
  roleArn: "arn:aws:iam::222222222222:role/mlops-fraud-automation-model-build",
  after: [],
};
const APPROVAL = { approverOriginIds: ["0e9d8c7b-6a5f-4e3d-a2c1-b0f9e8d7c6b5"], instructions: "Look first." };
const create = (args: Partial<AwsServiceConnectionArgs> = {}) =>
  createdBy((opts) => new AwsServiceConnection("connection", { ...ARGS, ...args }, opts));

describe("AwsServiceConnection", () => {
  it("assumes its role by OIDC and holds no keys", async () => {
    const cloud = await create();
    assert.deepEqual(cloud.one(AZURE_DEVOPS.ServiceEndpointAws, "connection").inputs, {
      projectId: PROJECT_ID,
      serviceEndpointName: "model-build",
      description: "Model Build pipelines, automation account",
      useOidc: true,
      roleToAssume: "arn:aws:iam::222222222222:role/mlops-fraud-automation-model-build",
      roleSessionName: "model-build",
    });
  });

  it("serves runs of the protected main branch only", async () => {
    const cloud = await create();
    assert.deepEqual(cloud.one(AZURE_DEVOPS.CheckBranchControl, "connection-branch").inputs, {
      projectId: PROJECT_ID,
      targetResourceId: cloud.one(AZURE_DEVOPS.ServiceEndpointAws, "connection").id,
      targetResourceType: "endpoint",
      displayName: "Protected main branch only",
      allowedBranches: "refs/heads/main",
      verifyBranchProtection: true,
      ignoreUnknownProtectionStatus: false,
    });
    assert.deepEqual(inventory(cloud), [
      "CheckBranchControl connection-branch",
      "ServiceEndpointAws connection",
    ]);
  });

  it("serves other branches only after approval by somebody else", async () => {
    const cloud = await create({ approval: APPROVAL });
    assert.deepEqual(cloud.one(AZURE_DEVOPS.CheckApproval, "connection-approval").inputs, {
      projectId: PROJECT_ID,
      targetResourceId: cloud.one(AZURE_DEVOPS.ServiceEndpointAws, "connection").id,
      targetResourceType: "endpoint",
      approvers: APPROVAL.approverOriginIds,
      minimumRequiredApprovers: 1,
      requesterCanApprove: false,
      timeout: 10_080,
      instructions: "Look first.",
    });
    assert.deepEqual(inventory(cloud), [
      "CheckApproval connection-approval",
      "ServiceEndpointAws connection",
    ]);
  });

  it("waits for the extension that brings its type", async () => {
    const cloud = await createdBy((opts) => {
      const project = new DevOpsProject(
        "project",
        { projectName: "fraud-ml", description: "", awsToolkit: "install", protect: false },
        opts,
      );
      new AwsServiceConnection("connection", { ...ARGS, after: project.awsToolkit }, opts);
    });
    assert.deepEqual(waitsFor(cloud, cloud.one(AZURE_DEVOPS.ServiceEndpointAws, "connection")), [
      "project-aws-toolkit",
    ]);
  });

  it("gives away id and name", async () => {
    let connection: AwsServiceConnection | undefined;
    const cloud = await createdBy(
      (opts) => (connection = new AwsServiceConnection("connection", ARGS, opts)),
    );
    assert.ok(connection);
    assert.deepEqual(
      [await valueOf(connection.connectionId), await valueOf(connection.connectionName)],
      [cloud.one(AZURE_DEVOPS.ServiceEndpointAws, "connection").id, "model-build"],
    );
  });

  it("is the parent of all it creates", async () => {
    const cloud = await create();
    assert.deepEqual(parentsOf(cloud), [
      cloud.one("mlops:azuredevops:AwsServiceConnection", "connection").urn,
    ]);
  });

  for (const connectionName of ["", "a", "model build", "model/build", "model*", "x".repeat(65)]) {
    it(`refuses the name "${connectionName}" before it creates anything`, async () => {
      const created = await refused(
        (opts) => new AwsServiceConnection("connection", { ...ARGS, connectionName }, opts),
        (run) => {
          assert.throws(run, /^Error: name of the service connection is ".*": give 2 to 64 letters/);
        },
      );
      assert.deepEqual(created, []);
    });
  }

  it("refuses an approval that nobody could give before it creates anything", async () => {
    const approval = { ...APPROVAL, approverOriginIds: [] };
    const created = await refused(
      (opts) => new AwsServiceConnection("connection", { ...ARGS, approval }, opts),
      (run) => {
        assert.throws(run, /^Error: approval of service connection model-build names no group/);
      },
    );
    assert.deepEqual(created, []);
  });
});

describe("serviceConnectionSubject", () => {
  it("is what Azure DevOps writes into the token", () => {
    assert.equal(
      serviceConnectionSubject("Contoso-ML", "Fraud ML", "model-build"),
      "sc://Contoso-ML/Fraud ML/model-build",
    );
  });

  for (const [part, names] of [
    ["organization", ["", "project", "connection"]],
    ["project", ["organization", "a/b", "connection"]],
    ["project", ["organization", "*", "connection"]],
    ["connection", ["organization", "project", "model-?"]],
  ] as const) {
    it(`refuses ${JSON.stringify(names)}, which would trust others too`, () => {
      const [organization, project, connection] = names;
      assert.throws(
        () => serviceConnectionSubject(organization, project, connection),
        new RegExp(`^Error: ${part} of the subject is "`),
      );
    });
  }
});
