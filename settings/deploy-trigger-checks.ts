import type { Problem } from "./problems";
import { problem, valueAt } from "./problems";
import { APPLICATION_IDS } from "./schema/deploy-trigger";

const PATH = ["azureDevOps", "deployTrigger"];

/** Each way of signing in needs its keys, and no others: a key that does nothing would be believed. */
export function deployTriggerComplete(raw: unknown): Problem[] {
  const trigger = valueAt(raw, PATH);
  if (typeof trigger !== "object" || trigger === null) {
    return [];
  }
  const signIn = valueAt(trigger, ["signIn"]) ?? "federated";
  return [...applicationIds(trigger, signIn), ...endOf(trigger, signIn)];
}

function applicationIds(trigger: object, signIn: unknown): Problem[] {
  return Object.entries(APPLICATION_IDS).flatMap(([key, description]) => {
    const given = valueAt(trigger, [key]);
    if (signIn === "personalAccessToken") {
      return given === undefined
        ? []
        : [
            problem(
              [...PATH, key],
              given,
              "nothing, since signIn is personalAccessToken",
              "remove the key: a personal access token acts as a person, and no application is used",
            ),
          ];
    }
    return given === undefined
      ? [
          problem(
            [...PATH, key],
            undefined,
            "a GUID such as 8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11",
            `add the key. ${description}`,
          ),
        ]
      : [];
  });
}

function endOf(trigger: object, signIn: unknown): Problem[] {
  const given = valueAt(trigger, ["expires"]);
  const stored = signIn === "clientSecret" || signIn === "personalAccessToken";
  if (stored === (given !== undefined)) {
    return [];
  }
  return stored
    ? [
        problem(
          [...PATH, "expires"],
          undefined,
          `the day on which the credential ends, since signIn is ${signIn}`,
          "add the day, so that an alarm comes before it",
        ),
      ]
    : [
        problem(
          [...PATH, "expires"],
          given,
          "nothing, since the function signs in by its role",
          "remove the key, or say by signIn which credential ends",
        ),
      ];
}
