import assert from "node:assert/strict";
import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { GetProductsCommand, PricingClient } from "@aws-sdk/client-pricing";
import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  ListEndpointsCommand,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { mockClient } from "aws-sdk-client-mock";
import { look, scheduled, TOPIC_ARN } from "./support";

const NAME = "mlops-fraud-staging-churn";
const NOW = new Date("2026-11-26T05:00:00Z");
const RESOURCE = `endpoint/${NAME}/variant/AllTraffic`;

/** As AWS's price list answers, in text. */
const product = (usd: string, unit = "Hrs"): string =>
  JSON.stringify({
    product: { productFamily: "ML Instance", attributes: { instanceName: "ml.m5.large" } },
    terms: { OnDemand: { "A.B": { priceDimensions: { "A.B.C": { unit, pricePerUnit: { USD: usd } } } } } },
  });

describe("function find-idle-endpoints, what AWS answers", () => {
  const sageMaker = mockClient(SageMakerClient);
  const cloudWatch = mockClient(CloudWatchClient);
  const scaling = mockClient(ApplicationAutoScalingClient);
  const pricing = mockClient(PricingClient);
  const sns = mockClient(SNSClient);
  const mocks = [sageMaker, cloudWatch, scaling, pricing, sns];

  beforeEach(() => {
    for (const mock of mocks) mock.reset();
    sageMaker.on(ListEndpointsCommand).resolves({
      Endpoints: [
        {
          EndpointName: NAME,
          EndpointArn: "arn",
          CreationTime: NOW,
          LastModifiedTime: NOW,
          EndpointStatus: "InService",
        },
      ],
    });
    serves({ AsyncInferenceConfig: { OutputConfig: {} } });
    cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [] });
    pricing.on(GetProductsCommand).resolves({ PriceList: [product("0.1270000000")] });
    scaling.on(DescribeScalableTargetsCommand).resolves({ ScalableTargets: [{} as never] });
    scaling.on(DescribeScalingPoliciesCommand).resolves({
      ScalingPolicies: [{ PolicyType: "TargetTrackingScaling" }, { PolicyType: "StepScaling" }] as never,
    });
    scaling.on(RegisterScalableTargetCommand).resolves({});
    sns.on(PublishCommand).resolves({});
  });
  after(() => {
    for (const mock of mocks) mock.restore();
  });

  const serves = (more: object, variant: object = { CurrentInstanceCount: 2 }): void => {
    sageMaker.on(DescribeEndpointCommand).resolves({
      EndpointName: NAME,
      EndpointConfigName: `${NAME}-1`,
      CreationTime: new Date(NOW.getTime() - 7.5 * 24 * 3_600_000),
      ProductionVariants: [{ VariantName: "AllTraffic", ...variant }],
      ...more,
    });
    sageMaker.on(DescribeEndpointConfigCommand).resolves({
      ProductionVariants: [{ VariantName: "AllTraffic", InstanceType: "ml.m5.large" }],
    } as never);
  };

  const told = async (environment: Readonly<Record<string, string>> = {}): Promise<string | undefined> => {
    const config = { region: "eu-west-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } };
    await look(
      {
        sageMaker: new SageMakerClient(config),
        cloudWatch: new CloudWatchClient(config),
        scaling: new ApplicationAutoScalingClient(config),
        pricing: new PricingClient(config),
        sns: new SNSClient(config),
      },
      scheduled(NOW),
      environment,
    );
    const [call] = sns.commandCalls(PublishCommand);
    assert.ok(call === undefined || call.args[0].input.TopicArn === TOPIC_ARN);
    return call?.args[0].input.Message;
  };
  const SCALE = { ACTION: "scaleToZero" };
  const lowered = () => scaling.commandCalls(RegisterScalableTargetCommand).map(({ args }) => args[0].input);

  it("says what a day costs: instances, hours, price of the Region", async () => {
    assert.match((await told()) ?? "", /about 6\.10 USD a day/);
    assert.deepEqual(pricing.commandCalls(GetProductsCommand)[0]?.args[0].input, {
      ServiceCode: "AmazonSageMaker",
      Filters: [
        { Type: "TERM_MATCH", Field: "productFamily", Value: "ML Instance" },
        { Type: "TERM_MATCH", Field: "component", Value: "Hosting" },
        { Type: "TERM_MATCH", Field: "instanceName", Value: "ml.m5.large" },
        { Type: "TERM_MATCH", Field: "regionCode", Value: "eu-west-1" },
      ],
    });
  });

  for (const [what, answer] of Object.entries({
    "has no such product": [],
    "has two prices": [product("0.1"), product("0.2")],
    "counts by another unit": [product("0.1", "Quantity")],
    "has another form": ["{}", "no JSON"],
  })) {
    it(`says that the price is not known where the list ${what}`, async () => {
      pricing.on(GetProductsCommand).resolves({ PriceList: answer });
      assert.match((await told()) ?? "", /price unknown/);
    });
  }

  it("tells without a price where the list does not answer", async () => {
    pricing.on(GetProductsCommand).rejects(new Error("denied"));
    assert.match((await told()) ?? "", /price unknown/);
  });

  it("lowers the minimum of an asynchronous endpoint, and nothing else of it", async () => {
    assert.match((await told(SCALE)) ?? "", /it now ends its instances until a request comes/);
    assert.deepEqual(lowered(), [
      {
        ServiceNamespace: "sagemaker",
        ResourceId: RESOURCE,
        ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
        MinCapacity: 0,
      },
    ]);
  });

  it("changes nothing where settings say notify", async () => {
    assert.ok(await told());
    assert.deepEqual(lowered(), []);
  });

  it("lowers nothing of an endpoint that answers at once", async () => {
    serves({});
    assert.match((await told(SCALE)) ?? "", /not scaled to zero: only asynchronous endpoints/);
    assert.deepEqual(lowered(), []);
  });

  it("lowers nothing where no scaling is set up, or no request could start an instance again", async () => {
    scaling.on(DescribeScalingPoliciesCommand).resolves({ ScalingPolicies: [] });
    assert.match((await told(SCALE)) ?? "", /no request could start it again: deploy the model once more/);
    sns.resetHistory();
    scaling.on(DescribeScalableTargetsCommand).resolves({ ScalableTargets: [] });
    assert.match((await told(SCALE)) ?? "", /it does not scale/);
    assert.deepEqual(lowered(), []);
  });

  it("says nothing of what costs nothing: no instance, serverless without provisioned concurrency", async () => {
    serves({}, { CurrentInstanceCount: 0 });
    assert.equal(await told(), undefined);
    serves({}, { CurrentServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } });
    assert.equal(await told(), undefined);
  });

  it("tells of provisioned concurrency", async () => {
    serves(
      {},
      { CurrentServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5, ProvisionedConcurrency: 2 } },
    );
    sageMaker.on(DescribeEndpointConfigCommand).resolves({
      ProductionVariants: [{ VariantName: "AllTraffic" }],
    });
    assert.match((await told()) ?? "", /provisioned concurrency of 2\n {2}price unknown/);
  });
});
