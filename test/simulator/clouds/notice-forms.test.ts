import assert from "node:assert/strict";

import { replacementKeys, simulate } from "../../../simulator/clouds";
import type { Forms } from "./samples";
import { assertForms, sample } from "./samples";
import { AWS } from "../../support/types";

const HERE = "eu-west-1:111122223333";

const FORMS: readonly (readonly [type: string, forms: Forms])[] = [
  [
    AWS.scheduler.ScheduleGroup,
    {
      id: "sample-[0-9a-f]{7}",
      arn: `arn:aws:scheduler:${HERE}:schedule-group/sample-[0-9a-f]{7}`,
      state: "ACTIVE",
    },
  ],
  [
    AWS.scheduler.Schedule,
    {
      id: "default/sample-[0-9a-f]{7}",
      arn: `arn:aws:scheduler:${HERE}:schedule/default/sample-[0-9a-f]{7}`,
      groupName: "default",
    },
  ],
  [
    AWS.chatbot.SlackChannelConfiguration,
    {
      id: "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/notices",
      chatConfigurationArn: "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/notices",
      guardrailPolicyArns: "arn:aws:iam::aws:policy/AdministratorAccess",
    },
  ],
  [
    AWS.chatbot.TeamsChannelConfiguration,
    {
      id: "c2a94e7d-5f18-4e63-b0a7-9e1d4c6b8f32",
      chatConfigurationArn:
        "arn:aws:chatbot::111122223333:chat-configuration/microsoft-teams-channel/notices",
    },
  ],
];

describe("schedules and chat channels look like those of AWS", () => {
  for (const [type, forms] of FORMS) {
    it(type, () => {
      assertForms(type, forms);
    });
  }

  it("a schedule lies in the group that it names", () => {
    const { id, outputs } = simulate(
      sample(AWS.scheduler.Schedule, "s", { name: "nightly", groupName: "team" }),
    );
    assert.equal(id, "team/nightly");
    assert.equal(outputs.arn, `arn:aws:scheduler:${HERE}:schedule/team/nightly`);
  });

  for (const expression of [
    "rate(5 minutes)",
    "rate(1 day)",
    "cron(0 3 * * ? *)",
    "cron(15 10 ? * 6L 2026-2028)",
    "at(2026-11-26T06:00:00)",
  ]) {
    it(`a schedule takes ${expression}`, () => {
      assert.doesNotThrow(() =>
        simulate(sample(AWS.scheduler.Schedule, "s", { scheduleExpression: expression })),
      );
    });
  }

  for (const expression of [
    "0 3 * * *",
    "cron(0 3 * * *)",
    "rate(0 hours)",
    "rate(1 week)",
    "at(tomorrow)",
  ]) {
    it(`a schedule refuses ${expression}`, () => {
      assert.throws(
        () => simulate(sample(AWS.scheduler.Schedule, "s", { scheduleExpression: expression })),
        /is neither rate\(\.\.\.\), cron\(\.\.\.\) with six fields nor at\(\.\.\.\)$/,
      );
    });
  }

  it("a channel is refused where the service has no API", () => {
    assert.throws(
      () => simulate(sample(AWS.chatbot.SlackChannelConfiguration, "s", { region: "eu-central-1" })),
      /chatbot has no endpoint in eu-central-1/,
    );
  });

  it("are made anew for another name or group, not for another time", () => {
    assert.deepEqual(replacementKeys(AWS.scheduler.Schedule), ["name", "namePrefix", "groupName", "region"]);
    assert.deepEqual(replacementKeys(AWS.chatbot.SlackChannelConfiguration), [
      "configurationName",
      "slackTeamId",
      "region",
    ]);
  });
});

describe("sinks, links and dashboards look like those of AWS", () => {
  const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  for (const [type, forms] of [
    [AWS.oam.Sink, { id: `arn:aws:oam:${HERE}:sink/${UUID}`, arn: `arn:aws:oam:${HERE}:sink/${UUID}` }],
    [AWS.oam.Link, { id: `arn:aws:oam:${HERE}:link/${UUID}`, label: "111122223333" }],
    [
      AWS.cloudwatch.Dashboard,
      {
        id: "sample",
        dashboardArn: "arn:aws:cloudwatch::111122223333:dashboard/sample",
      },
    ],
  ] as const) {
    it(type, () => {
      assertForms(type, forms);
    });
  }
});
