import type * as pulumi from "@pulumi/pulumi";

export type * from "./input/branchPolicy";
export type * from "./input/buildDefinition";

/** Template that a pipeline may extend. */
export interface CheckRequiredTemplateRequiredTemplate {
  /** `project/repository` for Azure Repos. */
  readonly repositoryName: pulumi.Input<string>;
  /** Full ref, such as `refs/tags/v1`: a branch can be moved. */
  readonly repositoryRef: pulumi.Input<string>;
  /**
   * `azuregit`, `github`, `githubenterprise` or `bitbucket`.
   * @default "azuregit"
   */
  readonly repositoryType?: pulumi.Input<string>;
  /** From the root of the repository. */
  readonly templatePath: pulumi.Input<string>;
}

/** How a repository gets its first content. */
export interface GitInitialization {
  /** `Clean` (a README.md on the default branch), `Import` or `Uninitialized`. */
  readonly initType: pulumi.Input<string>;
  /** With `username`, for a private source. Give a secret. Excludes `serviceConnectionId`. */
  readonly password?: pulumi.Input<string>;
  /** For a private source. Excludes `username` and `password`. */
  readonly serviceConnectionId?: pulumi.Input<string>;
  /** `Git`, with `initType` `Import`. */
  readonly sourceType?: pulumi.Input<string>;
  /** With `initType` `Import`; it must be reachable from Azure DevOps. */
  readonly sourceUrl?: pulumi.Input<string>;
  readonly username?: pulumi.Input<string>;
}

/** Azure Key Vault that a group reads its values from. */
export interface VariableGroupKeyVault {
  readonly name: pulumi.Input<string>;
  /** @default 20 */
  readonly searchDepth?: pulumi.Input<number>;
  /** Azure service connection that may read the vault. */
  readonly serviceEndpointId: pulumi.Input<string>;
}

/** Variable of a group: `value`, or `isSecret` with `secretValue`. */
export interface VariableGroupVariable {
  /** Set by the service for Key Vault variables. */
  readonly contentType?: pulumi.Input<string>;
  /** Set by the service for Key Vault variables. */
  readonly enabled?: pulumi.Input<boolean>;
  /** Set by the service for Key Vault variables. */
  readonly expires?: pulumi.Input<string>;
  /** @default false */
  readonly isSecret?: pulumi.Input<boolean>;
  /** Unique in the group. */
  readonly name: pulumi.Input<string>;
  /** Give a secret. It cannot be read back. */
  readonly secretValue?: pulumi.Input<string>;
  readonly value?: pulumi.Input<string>;
}
