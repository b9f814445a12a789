import type { Problem } from "./problems";
import { problem, valueAt } from "./problems";
import { DEFAULT_HOURS } from "./schema/notifications";

const NOTIFICATIONS = ["notifications"];

/** Who is told, and after how long: rules between several settings. */
export function notificationsMakeSense(raw: unknown): Problem[] {
  return [...remindFirst(raw), ...tellOthers(raw)];
}

/** Whoever decides is reminded before others are told. */
function remindFirst(raw: unknown): Problem[] {
  const given = valueAt(raw, [...NOTIFICATIONS, "escalateAfterHours"]);
  const escalate = given ?? DEFAULT_HOURS.escalate;
  const remind = valueAt(raw, [...NOTIFICATIONS, "remindAfterHours"]) ?? DEFAULT_HOURS.remind;
  return typeof escalate === "number" && typeof remind === "number" && escalate <= remind
    ? [
        problem(
          [...NOTIFICATIONS, "escalateAfterHours"],
          given,
          `more than notifications.remindAfterHours (${remind})`,
          "raise it, or remind earlier: whoever decides should have a chance before others are told",
        ),
      ]
    : [];
}

/** Telling the same people again is no escalation. */
function tellOthers(raw: unknown): Problem[] {
  const escalation = addressesAt(raw, [...NOTIFICATIONS, "escalation"]);
  const approvals = firstGiven([
    addressesAt(raw, [...NOTIFICATIONS, "approvals"]),
    addressesAt(raw, ["people", "leadDataScientist"]),
    addressesAt(raw, ["alertEmails"]),
  ]);
  return escalation.length > 0 && escalation.every((address) => approvals.includes(address))
    ? [
        problem(
          [...NOTIFICATIONS, "escalation"],
          valueAt(raw, [...NOTIFICATIONS, "escalation"]),
          "at least one address that is not told of approvals anyway",
          "name somebody else, such as the owner of the team",
        ),
      ]
    : [];
}

function firstGiven(lists: readonly (readonly string[])[]): readonly string[] {
  return lists.find((list) => list.length > 0) ?? [];
}

/** Addresses in one spelling; none where there is no list. */
function addressesAt(raw: unknown, path: readonly string[]): string[] {
  const value = valueAt(raw, path);
  return Array.isArray(value) ? value.map((address) => String(address).toLowerCase()) : [];
}
