import type { Problem } from "./problems";
import { mostSimilar } from "./problems";

/** Namespaces that the program, and Pulumi itself, read. */
const READ: readonly string[] = ["mlops", "pulumi"];

/** What replaces a key that other programs have, or a namespace; where nothing is said, the key is only to be removed. */
const INSTEAD: Readonly<Record<string, string>> = {
  "aws:region": "keep mlops:region, which says where everything is, and remove this key",
  "aws:assumeRole": "name the role in mlops:deploymentRole, and remove this key",
  "aws:assumeRoles": "name the role in mlops:deploymentRole, and remove this key",
  aws: "remove the key: accounts and role are in mlops:accounts and mlops:deploymentRole, and credentials come from the environment, such as AWS_PROFILE",
  "azuredevops:orgServiceUrl": "keep mlops:azureDevOps.organization, and remove this key",
  "azuredevops:personalAccessToken":
    "remove this key and set the token anew: pulumi config set --secret mlops:azureDevOpsToken",
};

/**
 * Keys of other namespaces: all providers are explicit, so whoever writes `aws:region` believes in something that does
 * nothing. Their values are not shown, since they may be credentials.
 */
export function keysOfOthers(config: Readonly<Record<string, string>>): Problem[] {
  return Object.keys(config).flatMap((key) => {
    const [namespace = "", ...name] = key.split(":");
    if (READ.includes(namespace)) {
      return [];
    }
    const misspelt = mostSimilar(namespace, READ);
    return [
      {
        key,
        given: "a key that this program does not read",
        allowed: "keys of mlops and pulumi: nothing else reaches the explicit providers of this program",
        fix:
          INSTEAD[key] ??
          INSTEAD[namespace] ??
          (misspelt === undefined ? "remove the key" : `did you mean ${misspelt}:${name.join(":")}?`),
      },
    ];
  });
}

/**
 * Secrets that everybody can read who reads the stack file.
 *
 * @param secretKeys - Full keys whose values the stack file holds encrypted.
 */
export function secretsInTheClear(
  config: Readonly<Record<string, string>>,
  secretKeys: readonly string[],
  mustBeSecret: readonly string[],
): Problem[] {
  return mustBeSecret
    .map((name) => `mlops:${name}`)
    .filter((key) => config[key] !== undefined && !secretKeys.includes(key))
    .map((key) => ({
      key,
      given: "text in the clear, which is not repeated here",
      allowed: "an encrypted value: a map with the key secure",
      fix: `revoke it, since whoever reads the stack file has it; set a new one: pulumi config set --secret ${key}`,
    }));
}
