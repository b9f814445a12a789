import assert from "node:assert/strict";
import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Clients } from "../../../functions/find-idle-endpoints/create-handler";
import { motoMissing, useMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import { failed } from "../events";
import { look, scheduled } from "./support";

const DAY_MS = 24 * 3_600_000;
const NAME = "mlops-fraud-staging-churn";

describeUnless(motoMissing(), "function find-idle-endpoints, before an AWS emulator", () => {
  const moto = useMoto();
  let clients: Omit<Clients, "pricing"> & { readonly sqs: SQSClient; queueUrl: string };

  beforeEach(async () => {
    const config = {
      region: "eu-west-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      endpoint: moto.url,
    };
    clients = {
      sageMaker: new SageMakerClient(config),
      cloudWatch: new CloudWatchClient(config),
      scaling: new ApplicationAutoScalingClient(config),
      sns: new SNSClient(config),
      sqs: new SQSClient(config),
      queueUrl: "",
    };
    const { sns, sqs } = clients;
    const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: "told" }));
    const { TopicArn } = await sns.send(
      new CreateTopicCommand({ Name: "mlops-fraud-staging-idle-endpoints" }),
    );
    const Endpoint = "arn:aws:sqs:eu-west-1:123456789012:told";
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
    clients.queueUrl = QueueUrl;
  });

  const serve = async (name: string): Promise<void> => {
    const { sageMaker } = clients;
    const ModelName = `${name}-1`;
    const ExecutionRoleArn = "arn:aws:iam::123456789012:role/endpoint";
    await sageMaker.send(new CreateModelCommand({ ModelName, ExecutionRoleArn }));
    await sageMaker.send(
      new CreateEndpointConfigCommand({
        EndpointConfigName: ModelName,
        ProductionVariants: [
          { VariantName: "AllTraffic", ModelName, InstanceType: "ml.m5.large", InitialInstanceCount: 2 },
        ],
      }),
    );
    await sageMaker.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: ModelName }));
  };
  const ask = (name: string, Timestamp: Date, metric = "Invocations") =>
    clients.cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: "AWS/SageMaker",
        MetricData: [
          {
            MetricName: metric,
            Dimensions: [
              { Name: "EndpointName", Value: name },
              { Name: "VariantName", Value: "AllTraffic" },
            ],
            Timestamp,
            Value: 1,
          },
        ],
      }),
    );
  const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);
  const told = async (): Promise<{ Subject: string; Message: string }[]> => {
    const { sqs, queueUrl: QueueUrl } = clients;
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    return Messages.map(({ Body = "" }) => JSON.parse(Body) as { Subject: string; Message: string });
  };
  const lookIn = (days: number) => look({ ...clients, pricing: undefined }, scheduled(inDays(days)));

  it("tells of an endpoint that was never asked, on the day on which it is old enough, and on no other", async () => {
    await serve(NAME);
    for (const days of [6.5, 8.6, 30]) {
      assert.deepEqual((await lookIn(days)).result, failed());
      assert.deepEqual(await told(), [], `after ${days} days`);
    }
    await lookIn(7.5);
    const [notice, ...others] = await told();
    assert.equal(notice?.Subject, `Nobody asks ${NAME}`);
    assert.match(notice.Message, /for 7 days/);
    assert.match(notice.Message, /AllTraffic: 2 x ml\.m5\.large/);
    assert.match(notice.Message, /price unknown/);
    assert.deepEqual(others, []);
  });

  it("says that Model Deploy removes it on the next day, where settings say so", async () => {
    await serve(NAME);
    await look({ ...clients, pricing: undefined }, scheduled(inDays(7.5)), { ACTION: "remove" });
    const [notice] = await told();
    assert.match(notice?.Message ?? "", /Model Deploy removes them from staging tomorrow, from 06:00 UTC on/);
  });

  it("tells of an endpoint a week after its last request, however it was asked", async () => {
    await serve(NAME);
    for (const metric of ["Invocations", "InvocationsProcessed", "InvocationFailures", "ModelLatency"]) {
      await ask(NAME, inDays(20), metric);
      await lookIn(26);
      assert.deepEqual(await told(), [], metric);
      await lookIn(27.5);
      assert.equal((await told()).length, 1, metric);
      await lookIn(28.6);
      assert.deepEqual(await told(), [], metric);
    }
  });

  it("tells of all in one message, and of none that is asked, or another team's", async () => {
    for (const name of [
      NAME,
      "mlops-fraud-staging-payments",
      "mlops-fraud-staging-busy",
      "x-mlops-fraud-staging-y",
    ]) {
      await serve(name);
    }
    await ask("mlops-fraud-staging-busy", inDays(5));
    const { lines } = await lookIn(7.5);
    const [notice] = await told();
    assert.equal(notice?.Subject, "Nobody asks 2 endpoints");
    assert.match(notice.Message, /- mlops-fraud-staging-churn\n/);
    assert.match(notice.Message, /- mlops-fraud-staging-payments\n/);
    assert.doesNotMatch(notice.Message, /busy|x-mlops/);
    assert.ok(lines.some(({ message }) => message === "looked for idle endpoints"));
  });

  it("keeps a message that is no schedule's, and says why", async () => {
    const { result, lines } = await look({ ...clients, pricing: undefined }, { source: "aws.s3" });
    assert.deepEqual(result, failed("message-1"));
    assert.match(lines[0]?.detail ?? "", /^the message does not come from a schedule: source/);
  });
});
