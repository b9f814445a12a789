import * as pulumi from "@pulumi/pulumi";
import packageJson from "./package.json";

/**
 * How a property takes part in a resource: `required` and `optional` ones are inputs; a `secret` is an
 * optional input that is encrypted in state and hidden in logs; only the provider sets an `output`.
 */
type Role = "required" | "optional" | "secret" | "output";

type Roles = Readonly<Record<string, Role>>;

/** Role of each property. A table compiles only if it names every property, and with a role that fits. */
export type Properties<Args, State> = {
  readonly [Key in keyof Args | keyof State]: Key extends keyof Args
    ? undefined extends Args[Key]
      ? "optional" | "secret"
      : "required"
    : "output";
};

/** Version of the provider plugin that the engine has to use. */
export const version = packageJson.pulumi.version;

/**
 * What a resource registers: its known inputs, secrets wrapped, and a place for each output. One that is
 * read from the cloud (`opts.id`) registers the state given for the look-up instead.
 *
 * @throws Error that names the resource and each required input that is missing.
 */
export function inputs(
  type: string,
  name: string,
  roles: Roles,
  argsOrState: object | undefined,
  opts: pulumi.CustomResourceOptions | undefined,
): pulumi.Inputs {
  const given = new Map<string, unknown>(Object.entries(argsOrState ?? {}));
  if (opts?.id !== undefined) {
    return Object.fromEntries(Object.keys(roles).map((key) => [key, given.get(key)]));
  }
  // A resource that is only referred to by its urn exists already, so it needs no inputs.
  if (opts?.urn === undefined) {
    checkRequired(type, name, roles, given);
  }
  return Object.fromEntries(
    Object.entries(roles).map(([key, role]) => [key, registered(role, given.get(key))]),
  );
}

/** The caller's options on top of what every resource of this package needs. */
export function options(
  roles: Roles,
  opts: pulumi.CustomResourceOptions | undefined,
  earlierTypes: readonly string[] = [],
): pulumi.CustomResourceOptions {
  const own: pulumi.CustomResourceOptions = {
    version,
    additionalSecretOutputs: namesOf(roles, "secret"),
    aliases: earlierTypes.map((type) => ({ type })),
  };
  return pulumi.mergeOptions(own, opts);
}

/** The caller's options on top of what every function of this package needs. */
export function invokeOptions(opts: pulumi.InvokeOutputOptions | undefined): pulumi.InvokeOutputOptions {
  return { version, ...opts };
}

/** Marks a value as secret; an absent one stays absent. */
function secret(value: unknown): unknown {
  return value === undefined ? undefined : pulumi.secret(value);
}

/** True if `value` is a resource of that type, also if another copy of this package made it. */
export function isInstance(value: unknown, type: string): boolean {
  return (
    typeof value === "object" && value !== null && "__pulumiType" in value && value.__pulumiType === type
  );
}

function checkRequired(type: string, name: string, roles: Roles, given: ReadonlyMap<string, unknown>): void {
  const missing = namesOf(roles, "required").filter((key) => given.get(key) === undefined);
  if (missing.length > 0) {
    const present = [...given.keys()].filter((key) => given.get(key) !== undefined);
    throw new Error(
      `${type} "${name}" lacks required inputs: ${missing.join(", ")} ` +
        `(given: ${present.join(", ") || "none"}); set them in its arguments`,
    );
  }
}

function registered(role: Role, value: unknown): unknown {
  if (role === "output") return undefined;
  return role === "secret" ? secret(value) : value;
}

function namesOf(roles: Roles, role: Role): string[] {
  return Object.keys(roles).filter((key) => roles[key] === role);
}
