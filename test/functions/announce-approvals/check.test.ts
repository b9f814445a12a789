import assert from "node:assert/strict";
import { DeleteTopicCommand } from "@aws-sdk/client-sns";
import { ScanCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { motoMissing } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import { failed } from "../events";
import { CHECK, ENVIRONMENT, EVALUATION, versionArn, World } from "./support";

const HOUR = 3_600_000;
const GROUP = "fraud-churn";

describeUnless(motoMissing(), "function announce-approvals, asked every hour", () => {
  let world: World;
  let registered: number;

  beforeEach(async () => {
    world = await World.start();
    await world.putEvaluation(EVALUATION);
    await world.register(GROUP);
    registered = Date.now();
  });
  afterEach(async () => {
    await world.stop();
  });

  /** Makes the check so many hours after the version was registered. */
  const check = (hours: number): ReturnType<World["handle"]> => {
    world.now = new Date(registered + hours * HOUR);
    return world.handle(CHECK);
  };
  const subjects = async (): Promise<string[]> =>
    (await world.received()).map(({ audience, subject }) => `${audience}: ${subject}`);
  const waited = (hours: number, version = 1): string =>
    `[fraud] churn version ${version} has waited for ${hours} hours`;

  /** Lets a day pass for the claims that last a day: DynamoDB and Powertools have a clock of their own. */
  const nextDay = async (): Promise<void> => {
    const { Items = [] } = await world.dynamoDb.send(new ScanCommand({ TableName: "claims" }));
    for (const { id, expiration } of Items) {
      if (id === undefined) continue;
      const earlier = Number(expiration?.N) - 24 * 3600 - 60;
      await world.dynamoDb.send(
        new UpdateItemCommand({
          TableName: "claims",
          Key: { id },
          UpdateExpression: "SET expiration = :earlier",
          ExpressionAttributeValues: { ":earlier": { N: String(earlier) } },
        }),
      );
    }
  };

  it("says nothing of a version that has not waited for long", async () => {
    await check(23.9);
    assert.deepEqual(await subjects(), []);
  });

  it("reminds those who decide once a day, with all that a decision needs", async () => {
    await check(24.1);
    const [notice, ...others] = await world.received();
    assert.deepEqual(others, []);
    assert.deepEqual([notice?.audience, notice?.subject], ["approvals", waited(24)]);
    assert.match(notice?.text ?? "", /auc {9}0\.8612 {6}0\.8500 {5}\+0\.0112/);
    assert.match(notice?.text ?? "", /--model-approval-status Approved/);

    await check(25.1);
    assert.deepEqual(await subjects(), []);
    await nextDay();
    await check(48.2);
    await check(48.3);
    assert.deepEqual(await subjects(), [`approvals: ${waited(48)}`]);
  });

  it("tells others as well when it takes too long, once a day", async () => {
    await check(72.1);
    assert.deepEqual(await subjects(), [`approvals: ${waited(72)}`, `escalations: ${waited(72)}`]);
    await check(73);
    assert.deepEqual(await subjects(), []);
    await nextDay();
    await check(96.5);
    assert.deepEqual(await subjects(), [`approvals: ${waited(96)}`, `escalations: ${waited(96)}`]);
  });

  it("stops when somebody has decided", async () => {
    await world.decide(GROUP, 1, "Approved", "better");
    const { lines } = await check(100);
    assert.deepEqual(await subjects(), []);
    assert.deepEqual(
      lines.flatMap(({ OldestPendingApprovalHours: hours = [], PendingApprovals: versions = [] }) =>
        [hours, versions].flat(),
      ),
      [0, 0, 0, 0, 0, 0],
    );
  });

  it("measures the oldest version and how many there are, of each model and of all", async () => {
    await world.register("fraud-payments");
    await world.register("fraud-payments");
    const { lines } = await check(30);
    const metrics = lines.filter(({ _aws }) => _aws !== undefined);
    assert.deepEqual(
      metrics.map(({ service, Model, OldestPendingApprovalHours: hours, PendingApprovals: versions }) => [
        service,
        Model,
        Math.round(hours ?? versions ?? 0),
      ]),
      [
        ["announce-approvals", "churn", 30],
        ["announce-approvals", "churn", 1],
        ["announce-approvals", "payments", 30],
        ["announce-approvals", "payments", 2],
        ["announce-approvals", undefined, 30],
        ["announce-approvals", undefined, 3],
      ],
    );
    assert.deepEqual(
      metrics.map(({ _aws }) => _aws?.CloudWatchMetrics),
      [["service", "Model"], ["service", "Model"], ["service"]].flatMap((dimensions) =>
        ["OldestPendingApprovalHours", "PendingApprovals"].map((Name) => [
          { Namespace: "mlops/fraud", Dimensions: [dimensions], Metrics: [{ Name, Unit: "Count" }] },
        ]),
      ),
    );
  });

  it("sees all versions, more than one page of them", async () => {
    for (let count = 1; count < 103; count += 1) await world.register(GROUP);
    await check(30);
    const told = await subjects();
    assert.equal(told.length, 103);
    assert.ok(
      told.includes(`approvals: ${waited(30, 103)}`) || told.includes(`approvals: ${waited(29, 103)}`),
    );
  });

  it("tells of the others when one topic is gone, keeps the message, and tells the rest later", async () => {
    await world.sns.send(new DeleteTopicCommand({ TopicArn: ENVIRONMENT.ESCALATIONS_TOPIC_ARN }));
    await world.register(GROUP);
    const { result, lines } = await check(80);
    assert.deepEqual(result, failed("message-1"));
    assert.match(
      String(lines.at(-1)?.detail),
      new RegExp(`^${versionArn(GROUP, 1)}: .*; ${versionArn(GROUP, 2)}: `),
    );
    assert.equal((await subjects()).filter((line) => line.startsWith("approvals")).length, 2);

    await world.hear("escalations");
    const again = await check(80);
    assert.deepEqual(again.result, failed());
    const told = await subjects();
    assert.deepEqual(
      told.map((line) => line.split(":")[0]),
      ["escalations", "escalations"],
    );
  });
});
