import type { PolicyJson, StatementJson } from "../graph/documents";
import type { Context } from "./context";

/**
 * Condition keys that AWS knows but the simulator does not, since a part of the key is free: claims of our own token
 * issuer, and the encryption context of a key.
 */
const FREE_KEYS = [
  /^[\w.-]+(?:\/[\w.-]+)*:(?:aud|sub)$/,
  /^kms:EncryptionContext:/,
  /^sagemaker:(?:DomainId|UserProfileName)$/,
];

const STAND_IN = "aws:PrincipalTag/stand-in-";

/**
 * Replaces such keys by keys that the simulator takes: in the context, and by the same names in the documents. What a
 * condition compares stays as it is.
 */
export function withStandIns(context: Context): {
  readonly context: Context;
  readonly content: (document: PolicyJson) => PolicyJson;
} {
  const keys = Object.keys(context).filter((key) => FREE_KEYS.some((form) => form.test(key)));
  if (keys.length === 0) {
    return { context, content: (document) => document };
  }
  const standIns = new Map(keys.map((key, index) => [key.toLowerCase(), `${STAND_IN}${index}`]));
  const replace = (key: string): string => standIns.get(key.toLowerCase()) ?? key;
  return {
    context: Object.fromEntries(Object.entries(context).map(([key, value]) => [replace(key), value])),
    content: (document) => ({
      ...document,
      Statement: document.Statement.map((statement) => withVariables(withKeys(statement, replace), standIns)),
    }),
  };
}

function withKeys(statement: StatementJson, replace: (key: string) => string): StatementJson {
  return statement.Condition
    ? {
        ...statement,
        Condition: Object.fromEntries(
          Object.entries(statement.Condition).map(([operator, keys]) => [
            operator,
            Object.fromEntries(Object.entries(keys).map(([key, values]) => [replace(key), values])),
          ]),
        ),
      }
    : statement;
}

/** Policy variables of such keys, in resources and in what conditions compare. */
function withVariables(statement: StatementJson, standIns: ReadonlyMap<string, string>): StatementJson {
  const text = JSON.stringify(statement).replaceAll(/\$\{([\w:]+)\}/g, (variable, key: string) => {
    const standIn = standIns.get(key.toLowerCase());
    return standIn === undefined ? variable : `\${${standIn}}`;
  });
  return JSON.parse(text) as StatementJson;
}
