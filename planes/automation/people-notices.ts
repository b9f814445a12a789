import type { Audiences } from "../../components/events/people-notices";
import { PeopleNotices } from "../../components/events/people-notices";
import { roleArn } from "../../components/identity/consumers";
import { personaPurpose } from "../../components/identity/persona-role";
import { monitoredModels } from "../../settings/monitored";
import { BUCKETS, FUNCTIONS } from "../../settings/names";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { bucketName } from "../../settings/scope";
import type { AutomationPlane } from "./automation-plane";
import type { Context } from "../context";
import { retrainedModels } from "./retraining";
import { functionCode } from "../../assets/function-code";

/** Tells people what waits for them; see settings/schema/notifications.ts. */
export function peopleNotices({ settings, scopes }: Context, automation: AutomationPlane): PeopleNotices {
  const scope = scopes.automation;
  const { remindAfterHours, escalateAfterHours, slack, teams } = settings.notifications;
  return new PeopleNotices(
    "notices",
    {
      ...automation.foundation,
      models: Object.keys(settings.models),
      buildsPublisherRoleArns:
        retrainedModels(settings).length > 0 ? [roleArn(scope, FUNCTIONS.guardRetraining)] : [],
      alarmsTellBuilders: monitoredModels(settings).length > 0,
      emails: audiences(settings),
      remindAfterHours,
      escalateAfterHours,
      slack,
      teams,
      approverRoleArn: roleArn(scope, personaPurpose("leadDataScientist")),
      artifactBucketName: bucketName(scope, BUCKETS.artifacts),
      code: functionCode("announce-approvals"),
    },
    { parent: automation },
  );
}

function audiences({
  notifications,
  people,
  alertEmails,
  team,
}: Pick<LandingZoneSettings, "notifications" | "people" | "alertEmails" | "team">): Audiences {
  const or = (addresses: readonly string[]): readonly string[] =>
    addresses.length > 0 ? addresses : alertEmails;
  return {
    approvals: notifications.approvals ?? or(people.leadDataScientist),
    escalations: notifications.escalation ?? [team.owner],
    builds: notifications.builders ?? or(people.dataScientist),
  };
}
