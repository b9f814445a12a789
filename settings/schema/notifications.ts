import { z } from "zod";

import { email } from "./texts";
import { explained, guid } from "./values";

/** Defaults. */
export const DEFAULT_HOURS = { remind: 24, escalate: 72 } as const;

const emails = (what: string, description: string): z.ZodOptional<z.ZodArray<z.ZodEmail>> =>
  explained(z.array(email(what)).min(1).optional(), {
    description,
    allowed: "a list of at least one e-mail address",
    fix: "write a list, one address a line, or leave it out for the default",
  });

const hours = (fallback: number, description: string, fix: string): z.ZodDefault<z.ZodInt> =>
  explained(z.int().min(1).max(2160).default(fallback), {
    description,
    allowed: "a whole number of hours from 1 to 2160 (90 days)",
    fix,
  });

const slack = explained(
  z
    .strictObject({
      teamId: explained(z.string().regex(/^T[A-Z0-9]{8,20}$/), {
        description: "Id of the Slack workspace.",
        allowed: "an id such as T07EA123LEP",
        fix: "copy it from the console of Amazon Q Developer in chat applications, where the workspace is authorized once",
      }),
      channelId: explained(z.string().regex(/^[CG][A-Z0-9]{8,20}$/), {
        description: "Id of the channel.",
        allowed: "an id such as C07EZ1ABC23",
        fix: "copy the id at the end of the channel's details in Slack, and invite @Amazon Q into the channel",
      }),
    })
    .optional(),
  {
    description:
      "Slack channel that shows the same notices. An administrator authorizes the workspace once, in the console of the automation account.",
    allowed: "teamId and channelId",
    fix: "give both ids, or leave it out",
  },
);

const teams = explained(
  z
    .strictObject({
      tenantId: guid("Entra tenant of the Microsoft team."),
      teamId: guid("Id of the Microsoft team."),
      channelId: explained(z.string().regex(/^19%3[aA][A-Za-z0-9_-]{1,128}%40thread\.(tacv2|skype)$/), {
        description: "Id of the channel, as the link to the channel has it.",
        allowed: "an id such as 19%3Ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2",
        fix: "copy the part between /channel/ and the next slash of the link to the channel",
      }),
    })
    .optional(),
  {
    description:
      "Channel of Microsoft Teams that shows the same notices. An administrator authorizes the team once, in the console of the automation account.",
    allowed: "tenantId, teamId and channelId",
    fix: "give the three ids, or leave it out",
  },
);

export const notifications = explained(
  z
    .strictObject({
      approvals: emails(
        "Address of somebody who decides.",
        "Who is told that a model version waits for a decision, and reminded. Default: people.leadDataScientist, or alertEmails if there is none. AWS asks each address to confirm once.",
      ),
      escalation: emails(
        "Address of somebody else.",
        "Who is told when nobody decides for escalateAfterHours. Default: team.owner.",
      ),
      builders: emails(
        "Address of somebody who builds.",
        "Who is told that a version was rejected, or that a SageMaker pipeline failed or was stopped. Default: people.dataScientist, or alertEmails if there is none.",
      ),
      remindAfterHours: hours(
        DEFAULT_HOURS.remind,
        "Age of a waiting version, in hours, at which those who decide are reminded; once a day from then on.",
        "use 24, so that a decision is reminded of the next day",
      ),
      escalateAfterHours: hours(
        DEFAULT_HOURS.escalate,
        "Age at which others are told and an alarm goes off; once a day from then on.",
        "use 72, longer than a weekend",
      ),
      slack,
      teams,
    })
    .prefault({}),
  {
    description: "Who is told what waits for people, and how.",
    allowed:
      "approvals, escalation, builders, remindAfterHours, escalateAfterHours, slack and teams, all optional",
    fix: "leave it out for the defaults",
  },
);
