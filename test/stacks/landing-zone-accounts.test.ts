import assert from "node:assert/strict";

import { imageAccountsOfAws } from "../../components/containers/image-accounts";
import { EVERY_PART, landed, SINGLE } from "../support/landed";
import type { MockedCloud, RecordedResource } from "../support/mocks";
import { resourcesOf } from "../support/planes";
import { AWS } from "../support/types";

const role = (account: string, name: string): string =>
  `arn:aws:iam::20000000000${account}:role/mlops-fraud-${name}`;

interface Held {
  readonly name: string;
  readonly account: string;
  readonly statements: readonly { readonly Condition?: Readonly<Record<string, Record<string, unknown>>> }[];
}

const ofAws = (cloud: MockedCloud): RecordedResource[] =>
  resourcesOf(cloud).filter(({ type }) => type.startsWith("aws:"));

/** Documents of AWS with who holds them; endpoints of networks let nobody in. */
function documents(cloud: MockedCloud): Held[] {
  return ofAws(cloud)
    .filter(({ type }) => type !== AWS.ec2.VpcEndpoint)
    .flatMap(({ name, place, inputs }) =>
      Object.values(inputs)
        .filter((value): value is string => typeof value === "string" && value.includes('"Statement"'))
        .map((text) => JSON.parse(text) as { Statement: Held["statements"] })
        .map(({ Statement }) => ({ name, account: place?.account ?? "none", statements: Statement })),
    );
}

/** Roles that a statement names as principals; those of people are patterns, and not among them. */
const rolesIn = ({ Condition }: Held["statements"][number]): string[] =>
  [Condition?.ArnEquals?.["aws:PrincipalArn"] ?? []].flat() as string[];

/** Names of the documents that let a role in, by role. */
function lettingIn(
  cloud: MockedCloud,
  counts: (role: string, held: Held) => boolean,
): Record<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const held of documents(cloud)) {
    for (const role of held.statements.flatMap(rolesIn).filter((one) => counts(one, held))) {
      found.set(role, (found.get(role) ?? new Set<string>()).add(held.name));
    }
  }
  return Object.fromEntries([...found].map(([role, names]) => [role, [...names].sort()]));
}

const fromElsewhere = (role: string, { account }: Held): boolean => !role.includes(`::${account}:`);

describe("landingZoneStack with every part, in four accounts", () => {
  let cloud: MockedCloud;

  before(async () => {
    ({ cloud } = await landed(EVERY_PART));
  });

  it("lets roles of one account into another, each for its purpose and by name", () => {
    const found = lettingIn(cloud, fromElsewhere);
    const models = ["automation-artifacts-policy", "automation-churn-images-policy", "automation-key"];
    const notebooks = ["automation-environments-training-policy", "automation-people-data-scientist"];
    const deploys = [
      "automation-churn-versions-policy",
      "automation-deploy-state-bucket-policy",
      "automation-deploy-state-key",
    ];
    const watched = [
      ...["production-key", "production-capture-policy"],
      ...["development-key", "development-data-policy"],
    ];
    assert.deepEqual(found, {
      [role("1", "development-studio-data-scientist")]: notebooks,
      [role("1", "development-studio-lead-data-scientist")]: notebooks,
      [role("1", "development-studio-ml-engineer")]: notebooks,
      [role("2", "automation-processing")]: ["development-data-policy", "development-key"],
      [role("2", "automation-training")]: ["development-data-policy", "development-key"],
      [role("2", "automation-monitoring-churn")]: watched.sort(),
      [role("3", "staging-endpoint")]: [...models, "automation-features-reader"].sort(),
      [role("4", "production-endpoint")]: [...models, "automation-features-reader"].sort(),
      [role("3", "staging-model-deploy")]: [
        ...deploys,
        "automation-artifacts-policy",
        "automation-key",
      ].sort(),
      [role("3", "staging-batch-transform")]: ["automation-churn-versions-policy"],
      [role("4", "production-batch-transform")]: ["automation-churn-versions-policy"],
      [role("4", "production-model-deploy")]: deploys,
    });
    const roles = cloud
      .byType(AWS.iam.Role)
      .map(({ place, inputs }) => `arn:aws:iam::${String(place?.account)}:role/${String(inputs.name)}`);
    for (const reader of Object.keys(found)) {
      assert.ok(roles.includes(reader), `${reader} is a role of the stack`);
    }
  });

  it("binds every such statement to the organization", () => {
    const shared = documents(cloud).flatMap((held) =>
      held.statements
        .filter((statement) => rolesIn(statement).some((role) => fromElsewhere(role, held)))
        .map(({ Condition }) => Condition?.StringEquals?.["aws:PrincipalOrgID"]),
    );
    assert.deepEqual([...new Set(shared)], ["o-a1b2c3d4e5"]);
  });

  it("lets nobody else in but whoever delivers labels, as one of the organization or with the external id", () => {
    const outside = documents(cloud).filter(({ statements }) =>
      JSON.stringify(statements).includes("arn:aws:iam::210000000005:root"),
    );
    assert.deepEqual(
      outside.map(({ name, statements }) => [name, statements.map(({ Condition }) => Condition)]),
      [
        [
          "development-ground-truth-churn",
          [
            { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
            { StringEquals: { "sts:ExternalId": "fraud-churn-labels" } },
          ],
        ],
      ],
    );
  });

  it("has the logs of jobs in every account where jobs run", () => {
    assert.deepEqual(jobLogs(cloud), [
      "200000000001 /aws/sagemaker/ProcessingJobs",
      "200000000001 /aws/sagemaker/TrainingJobs",
      "200000000001 /aws/sagemaker/TransformJobs",
      "200000000002 /aws/sagemaker/ProcessingJobs",
      "200000000002 /aws/sagemaker/TrainingJobs",
      "200000000002 /aws/sagemaker/TransformJobs",
      "200000000003 /aws/sagemaker/TransformJobs",
      "200000000004 /aws/sagemaker/TransformJobs",
    ]);
  });
});

describe("landingZoneStack with every part, in a single account", () => {
  let cloud: MockedCloud;

  before(async () => {
    ({ cloud } = await landed({
      ...EVERY_PART,
      ...SINGLE,
      "models.churn.monitoring.groundTruth": {},
      deploymentRole: undefined,
      infrastructurePipeline: undefined,
    }));
  });

  it("lets no other account in, and reaches none but those of AWS that publish images", () => {
    const text = JSON.stringify(ofAws(cloud).map(({ inputs }) => inputs));
    assert.doesNotMatch(text, /aws:PrincipalOrgID|aws:ResourceOrgID/);
    const accounts = [...text.matchAll(/arn:aws:[a-z-]+:[a-z0-9-]*:(\d{12})/g)].map(([, account]) => account);
    assert.deepEqual(
      [...new Set(accounts)].sort(),
      ["300000000001", ...imageAccountsOfAws("eu-west-1")].sort(),
    );
    assert.deepEqual(cloud.byType(AWS.cloudwatch.LogDestination), []);
  });

  it("lets notebooks take the data scientist's role: trust is needed even within an account", () => {
    const only = ["automation-people-data-scientist"];
    const ofStudio = (role: string): boolean => role.includes("studio");
    assert.deepEqual(lettingIn(cloud, ofStudio), {
      "arn:aws:iam::300000000001:role/mlops-fraud-development-studio-lead-data-scientist": only,
      "arn:aws:iam::300000000001:role/mlops-fraud-development-studio-data-scientist": only,
      "arn:aws:iam::300000000001:role/mlops-fraud-development-studio-ml-engineer": only,
    });
  });

  it("copies no images, and has the logs of jobs once", () => {
    assert.deepEqual(
      ["replicationConfiguration:ReplicationConfiguration", "registryPolicy:RegistryPolicy"].flatMap((type) =>
        cloud.byType(`aws:ecr/${type}`),
      ),
      [],
    );
    assert.deepEqual(jobLogs(cloud), [
      "300000000001 /aws/sagemaker/ProcessingJobs",
      "300000000001 /aws/sagemaker/TrainingJobs",
      "300000000001 /aws/sagemaker/TransformJobs",
    ]);
  });
});

/** Account and name of the log groups of jobs. */
function jobLogs(cloud: MockedCloud): string[] {
  return cloud
    .byType(AWS.cloudwatch.LogGroup)
    .filter(({ inputs }) => String(inputs.name).endsWith("Jobs"))
    .map(({ place, inputs }) => `${String(place?.account)} ${String(inputs.name)}`)
    .sort();
}
