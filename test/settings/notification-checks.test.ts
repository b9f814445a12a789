import assert from "node:assert/strict";

import { notificationsMakeSense } from "../../settings/notification-checks";
import { landingZone, problemsIn, withValue } from "./samples";

const raw = (notifications: unknown, others: object = {}): unknown => ({
  region: "eu-west-1",
  alertEmails: ["oncall@example.com"],
  notifications,
  ...others,
});

describe("who is told, when and where", () => {
  const accepted: readonly (readonly [what: string, raw: unknown])[] = [
    ["no word about it", raw(undefined)],
    ["the defaults", raw({})],
    ["one hour between the steps", raw({ remindAfterHours: 71 })],
    ["what the schema refuses already", raw({ remindAfterHours: "long", escalation: "owner" })],
    ["an escalation to others", raw({ escalation: ["owner@example.com"] })],
    [
      "an escalation to some others",
      raw({ approvals: ["a@example.com"], escalation: ["a@example.com", "b@example.com"] }),
    ],
  ];
  for (const [what, settings] of accepted) {
    it(`make sense: ${what}`, () => {
      assert.deepEqual(notificationsMakeSense(settings), []);
    });
  }

  const refused: readonly (readonly [
    what: string,
    raw: unknown,
    key: string,
    given: string,
    allowed: string,
  ])[] = [
    [
      "both steps at once",
      raw({ remindAfterHours: 24, escalateAfterHours: 24 }),
      "escalateAfterHours",
      "24",
      "more than notifications.remindAfterHours (24)",
    ],
    [
      "a reminder after the default of the other step",
      raw({ remindAfterHours: 100 }),
      "escalateAfterHours",
      "nothing",
      "more than notifications.remindAfterHours (100)",
    ],
    [
      "an escalation before the default reminder",
      raw({ escalateAfterHours: 12 }),
      "escalateAfterHours",
      "12",
      "more than notifications.remindAfterHours (24)",
    ],
    [
      "an escalation to those who decide",
      raw({ approvals: ["A@example.com", "b@example.com"], escalation: ["a@example.com"] }),
      "escalation",
      '["a@example.com"]',
      "at least one address that is not told of approvals anyway",
    ],
    [
      "an escalation to the leads, who decide by default",
      raw({ escalation: ["k@example.com"] }, { people: { leadDataScientist: ["k@example.com"] } }),
      "escalation",
      '["k@example.com"]',
      "at least one address that is not told of approvals anyway",
    ],
    [
      "an escalation to alertEmails, where there are no leads",
      raw({ escalation: ["oncall@example.com"] }, { people: { leadDataScientist: [] } }),
      "escalation",
      '["oncall@example.com"]',
      "at least one address that is not told of approvals anyway",
    ],
  ];
  for (const [what, settings, key, given, allowed] of refused) {
    it(`do not make sense: ${what}`, () => {
      const [found, ...others] = notificationsMakeSense(settings);
      assert.deepEqual(others, []);
      assert.deepEqual(
        [found?.key, found?.given, found?.allowed],
        [`mlops:notifications.${key}`, given, allowed],
      );
    });
  }

  it("are checked with the other settings", () => {
    assert.deepEqual(
      problemsIn(withValue(landingZone(), "notifications", { remindAfterHours: 80 })).map(({ key }) => key),
      ["mlops:notifications.escalateAfterHours"],
    );
  });
});
