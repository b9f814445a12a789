import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { searchLogs } from "../../../components/observability/search-domain";
import type { Statement } from "../../../components/identity/policy";
import type {
  AutomationParts,
  AutomationPartsArgs,
  AutomationSettings,
} from "../../../planes/automation/optional-parts";
import { createAutomationParts } from "../../../planes/automation/optional-parts";
import { featureStoreReadStatements, featureStoreWriteStatements } from "../../../access/feature-store";
import { mlflowTrackStatements, mlflowUseStatements } from "../../../access/mlflow";
import { CONSUMERS, create, json, KEY_ARN, ONLY_CONSUMERS, scope, tree } from "../../support/fixtures";
import { foundation } from "../../support/foundation";
import type { MockedCloud } from "../../support/mocks";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const NOTHING: AutomationSettings = {
  images: {},
  imageReplication: "none",
  featureGroups: {},
  mlflow: undefined,
  openSearch: undefined,
};
const IMAGES = { training: { description: "For training steps" } };
const FEATURE_GROUPS = {
  customers: {
    description: "Customers",
    recordIdentifier: "id",
    eventTime: "time",
    features: { id: "String", time: "String" },
    onlineStore: true,
  },
} as const;
const MLFLOW = { size: "Small" } as const;
const OPEN_SEARCH = { instanceType: "r7g.large.search", nodes: 2, volumeGiB: 50 };

class Plane extends pulumi.ComponentResource {
  readonly parts: AutomationParts;

  constructor(args: AutomationPartsArgs, opts: pulumi.ComponentResourceOptions) {
    super("test:Plane", "automation", {}, opts);
    this.parts = createAutomationParts(this, "automation", foundation(), args);
  }
}

async function parts(settings: Partial<AutomationSettings>, changes: Partial<AutomationPartsArgs> = {}) {
  const args = { settings: { ...NOTHING, ...settings }, logSenders: [], ...changes };
  const { cloud, component } = await create((options) => new Plane(args, options));
  return { cloud, parts: component.parts };
}

/** The parts themselves, without what is in them. */
const partsOf = (cloud: MockedCloud): string[] =>
  tree(cloud)
    .filter((line) => line.includes("mlops:part:"))
    .map((line) => line.replace("automation > mlops:part:", ""));

/** What every builder gets, and what administrators get; auditors get nothing. */
const personas = (builder: readonly Statement[], administrator: readonly Statement[]) => ({
  dataScientist: builder,
  leadDataScientist: builder,
  mlEngineer: builder,
  platformAdministrator: administrator,
});

describe("createAutomationParts", () => {
  it("makes the logs of jobs, and nothing else that nobody asked for", async () => {
    const { cloud, parts: made } = await parts({});
    assert.deepEqual(partsOf(cloud), ["JobLogs automation-logs"]);
    assert.deepEqual(made, {
      jobStatements: [],
      processingStatements: [],
      personaStatements: personas([], []),
      logDestinationArn: undefined,
    });
  });

  for (const [settings, part] of [
    [{ images: IMAGES }, "EnvironmentImages automation-environments"],
    [{ featureGroups: FEATURE_GROUPS }, "FeatureStore automation-features"],
    [{ mlflow: MLFLOW }, "ExperimentTracking automation-mlflow"],
    [{ openSearch: OPEN_SEARCH }, "LogInsight automation-insight"],
  ] as const) {
    it(`makes ${part} by itself where it is asked for`, async () => {
      const { cloud } = await parts(settings);
      assert.deepEqual(partsOf(cloud), ["JobLogs automation-logs", part].sort());
    });
  }

  it("lets processing steps read and write features, and builders read them", async () => {
    const { parts: made } = await parts({ featureGroups: FEATURE_GROUPS });
    const read = featureStoreReadStatements(scope());
    assert.deepEqual(made.jobStatements, []);
    assert.deepEqual(made.processingStatements, [...read, ...featureStoreWriteStatements(scope())]);
    assert.deepEqual(made.personaStatements, personas(read, []));
  });

  it("lets jobs and builders track experiments, and builders and administrators search logs", async () => {
    const { parts: made } = await parts({ mlflow: MLFLOW, openSearch: OPEN_SEARCH });
    const search = searchLogs(scope());
    assert.deepEqual(made.jobStatements, mlflowTrackStatements(scope()));
    assert.deepEqual(made.processingStatements, []);
    assert.deepEqual(
      made.personaStatements,
      personas([...mlflowUseStatements(scope(), KEY_ARN), search], [search]),
    );
  });

  it("lets consumers of another account read online features, and endpoints and notebooks there pull approved images", async () => {
    const policies = AWS.ecr.RepositoryPolicy;
    const settings = { images: IMAGES, featureGroups: FEATURE_GROUPS };
    const lettingIn = (document: unknown): unknown => {
      const [{ Principal, Condition } = {}, ...others] = (
        document as { Statement: { Principal?: unknown; Condition?: unknown }[] }
      ).Statement;
      assert.deepEqual(others, []);
      return { Principal, Condition };
    };
    const serving = await parts(settings, { consumers: CONSUMERS });
    const reader = serving.cloud.one(AWS.iam.Role, "automation-features-reader");
    assert.deepEqual(lettingIn(json(reader, "assumeRolePolicy")), ONLY_CONSUMERS);
    const [served] = serving.cloud.byType(policies);
    assert.deepEqual(lettingIn(json(served ?? assert.fail("no policy"))), ONLY_CONSUMERS);
    const copied = await parts({ ...settings, imageReplication: "models" }, { consumers: CONSUMERS });
    assert.deepEqual(copied.cloud.byType(policies), [], "endpoints take copies of models' images");
    const other = "arn:aws:iam::200000000001:role/notebooks";
    const both = await parts(settings, {
      consumers: CONSUMERS,
      notebooks: { ...CONSUMERS, roleArns: [other] },
    });
    const [pulled] = both.cloud.byType(policies);
    assert.deepEqual(
      (lettingIn(json(pulled ?? assert.fail("no policy"))) as { Condition: { ArnEquals: object } }).Condition
        .ArnEquals,
      { "aws:PrincipalArn": [...CONSUMERS.roleArns, other] },
    );
    const exploring = await parts(settings, { notebooks: CONSUMERS });
    const [images] = exploring.cloud.byType(policies);
    assert.deepEqual(lettingIn(json(images ?? assert.fail("no policy"))), ONLY_CONSUMERS);
    const here = await parts(settings, { notebooks: { roleArns: CONSUMERS.roleArns } });
    assert.deepEqual(here.cloud.byType(policies), []);
  });

  it("searches the logs of all jobs, for whoever builds or operates, and those of other accounts", async () => {
    const senders = [{ account: "200000000003" }, { account: "200000000004" }];
    const { cloud, parts: made } = await parts({ openSearch: OPEN_SEARCH }, { logSenders: senders });
    assert.deepEqual(
      cloud.byType(AWS.cloudwatch.LogSubscriptionFilter).map(({ inputs }) => inputs.logGroup),
      ["ProcessingJobs", "TrainingJobs", "TransformJobs"].map((group) => `/aws/sagemaker/${group}`),
    );
    const { input } = cloud.one(AWS.lambda.Invocation, "automation-insight-setup-run").inputs;
    assert.deepEqual(
      (JSON.parse(String(input)) as { readers: unknown }).readers,
      ["data-scientist", "lead-data-scientist", "ml-engineer", "platform-administrator"].map(
        (persona) => `arn:aws:iam::200000000002:role/mlops-fraud-automation-${persona}`,
      ),
    );
    assert.equal(
      await valueOf(made.logDestinationArn ?? assert.fail("no destination")),
      "arn:aws:logs:eu-west-1:200000000002:destination:mlops-fraud-automation-ml-logs",
    );
  });

  it("takes logs from nowhere else where there are no other accounts", async () => {
    const { parts: made } = await parts({ openSearch: OPEN_SEARCH });
    assert.equal(made.logDestinationArn, undefined);
  });
});
