import type { Problem } from "./problems";
import { listAt, problem, recordAt, valueAt } from "./problems";
import { API_STAGES } from "./schema/inference-api";

const API = ["inferenceApi"];

/** What the settings of the inference API need of each other, and of the models. */
export function inferenceApiComplete(raw: unknown): Problem[] {
  if (typeof valueAt(raw, API) !== "object") {
    return [];
  }
  return [
    ...ownSettings(raw),
    ...callersSign(raw),
    ...waysOfPrivateAccess(raw),
    ...domainsArePublic(raw),
    ...guarded(raw),
    ...modelsExist(raw),
    ...kindsAreOfFeatures(raw),
  ];
}

/** Each kind of authorization has settings of its own, which mean nothing with another one. */
function ownSettings(raw: unknown): Problem[] {
  const given = valueAt(raw, [...API, "authorization"]) ?? "iam";
  const chosen = typeof given === "string" ? given : "another one";
  return (
    [
      ["jwt", "jwt"],
      ["apiKeys", "apiKey"],
    ] as const
  ).flatMap(([key, needed]) => {
    const own = valueAt(raw, [...API, key]);
    if (chosen === needed && own === undefined) {
      return [
        problem(
          [...API, key],
          undefined,
          `given, since authorization is ${needed}`,
          `add ${key}, or choose another authorization`,
        ),
      ];
    }
    return chosen !== needed && own !== undefined
      ? [
          problem(
            [...API, key],
            own,
            `left out, since authorization is ${chosen}`,
            `remove ${key}, or say authorization: ${needed}`,
          ),
        ]
      : [];
  });
}

/** A token says who calls; accounts and roles are known of signed requests only. */
function callersSign(raw: unknown): Problem[] {
  const callers = valueAt(raw, [...API, "callers"]);
  return callers !== undefined && valueAt(raw, [...API, "authorization"]) === "jwt"
    ? [
        problem(
          [...API, "callers"],
          callers,
          "left out, since authorization is jwt",
          "let the identity provider decide who gets a token, or use iam",
        ),
      ]
    : [];
}

function waysOfPrivateAccess(raw: unknown): Problem[] {
  const isPrivate = valueAt(raw, [...API, "access"]) === "private";
  const endpoints = valueAt(raw, [...API, "vpcEndpoints"]);
  if (!isPrivate) {
    return endpoints === undefined
      ? []
      : [
          problem(
            [...API, "vpcEndpoints"],
            endpoints,
            "left out, since access is regional",
            "remove them, or say access: private",
          ),
        ];
  }
  return API_STAGES.filter((stage) => valueAt(raw, [...API, "vpcEndpoints", stage]) === undefined).map(
    (stage) =>
      problem(
        [...API, "vpcEndpoints", stage],
        undefined,
        "a list of VPC endpoint ids, since access is private",
        `name the endpoints through which callers reach ${stage}`,
      ),
  );
}

/** Domains of private interfaces are of another kind, which each VPC endpoint has to be joined with. */
function domainsArePublic(raw: unknown): Problem[] {
  const domains = valueAt(raw, [...API, "domains"]);
  return domains !== undefined && valueAt(raw, [...API, "access"]) === "private"
    ? [
        problem(
          [...API, "domains"],
          domains,
          "left out, since access is private",
          "remove the domains: VPC endpoints have a name of their own",
        ),
      ]
    : [];
}

/** The guardrail apigw-waf holds in production; here it speaks up before anything is planned. */
function guarded(raw: unknown): Problem[] {
  const open =
    valueAt(raw, [...API, "access"]) !== "private" && valueAt(raw, [...API, "waf", "rules"]) === "none";
  return open && valueAt(raw, ["profile"]) === "production"
    ? [
        problem(
          [...API, "waf", "rules"],
          "none",
          "managed, since the profile is production and access is regional",
          "keep the web ACL, or say access: private",
        ),
      ]
    : [];
}

function modelsExist(raw: unknown): Problem[] {
  const processing = valueAt(raw, [...API, "processing"]);
  const models = valueAt(raw, ["models"]);
  if (
    typeof processing !== "object" ||
    processing === null ||
    typeof models !== "object" ||
    models === null
  ) {
    return [];
  }
  const known = Object.keys(models);
  return Object.keys(processing)
    .filter((model) => !known.includes(model))
    .map((model) =>
      problem(
        [...API, "processing", model],
        model,
        `one of mlops:models (${known.join(", ")})`,
        "add the model to mlops:models, or respell it",
      ),
    );
}

/** A kind of no feature is mostly a name misspelt: the feature itself would count as a number. */
function kindsAreOfFeatures(raw: unknown): Problem[] {
  return Object.entries(recordAt(raw, [...API, "processing"]) ?? {}).flatMap(([model, settings]) => {
    const known = listAt(settings, ["features"]);
    return Object.entries(recordAt(settings, ["kinds"]) ?? {})
      .filter(([name]) => !known.includes(name))
      .map(([name, kind]) =>
        problem(
          [...API, "processing", model, "kinds", name],
          kind,
          "a kind of one of the model's features",
          "respell the name as it stands in features, or add it there",
        ),
      );
  });
}
