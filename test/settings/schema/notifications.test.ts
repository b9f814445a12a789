import assert from "node:assert/strict";

import { parseSettings } from "../../../settings/load";
import type { LandingZoneSettings } from "../../../settings/schema/landing-zone";
import type { Raw, Wrong } from "../samples";
import { itRefuses, landingZone } from "../samples";

const TEAMS = {
  tenantId: "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
  teamId: "d3b05f8e-6a29-4f74-81b8-af2e5d7c9043",
  channelId: "19%3Ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2",
};

const complete = (): Raw => ({
  ...landingZone(),
  notifications: {
    approvals: ["lead@example.com"],
    escalation: ["owner@example.com"],
    builders: ["ada@example.com"],
    remindAfterHours: 12,
    escalateAfterHours: 48,
    slack: { teamId: "T07EA123LEP", channelId: "C07EZ1ABC23" },
    teams: TEAMS,
  },
});

const WRONG: readonly Wrong[] = [
  ["nobody to decide", "notifications.approvals", [], "at least one", "leave it out"],
  [
    "somebody without address",
    "notifications.escalation",
    ["owner"],
    "an e-mail address",
    "one address",
    "notifications.escalation[0]",
  ],
  ["a reminder at once", "notifications.remindAfterHours", 0, "1 to 2160", "use 24"],
  ["hours as text", "notifications.escalateAfterHours", "48", "1 to 2160", "use 72"],
  ["hours in halves", "notifications.remindAfterHours", 1.5, "1 to 2160", "use 24"],
  ["a Slack channel by name", "notifications.slack.channelId", "#ml", "C07EZ1ABC23", "copy the id"],
  ["a Slack workspace by name", "notifications.slack.teamId", "contoso", "T07EA123LEP", "authorized once"],
  ["Slack without a channel", "notifications.slack.channelId", undefined, "C07EZ1ABC23", "Id of the channel"],
  [
    "a Teams channel that is not encoded",
    "notifications.teams.channelId",
    "19:b6ef35dc@thread.tacv2",
    "19%3A",
    "link to the channel",
  ],
  ["a Microsoft team by name", "notifications.teams.teamId", "ml", "a GUID", "copy the id"],
  ["a key that does not exist", "notifications.sms", "+49", "one of approvals", "remove"],
];

describe("settings of notifications", () => {
  itRefuses(complete, WRONG);

  it("have defaults for the times, and leave the rest open", () => {
    assert.deepEqual(parsed(landingZone()).notifications, { remindAfterHours: 24, escalateAfterHours: 72 });
  });

  it("are taken as they are", () => {
    assert.deepEqual(parsed(complete()).notifications, complete().notifications);
  });
});

function parsed(raw: Raw): LandingZoneSettings {
  return parseSettings("prod", raw) as LandingZoneSettings;
}
