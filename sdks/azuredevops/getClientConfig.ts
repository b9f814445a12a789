import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface GetClientConfigResult {
  /** GUID of the organization, part of the token issuer `https://vstoken.dev.azure.com/<id>`. */
  readonly id: string;
  readonly name: string;
  readonly organizationUrl: string;
  /** Identity that owns the organization. */
  readonly ownerId: string;
  readonly status: string;
  /** Entra tenant behind the organization. */
  readonly tenantId: string;
}

const token = "azuredevops:index/getClientConfig:getClientConfig";

/** Organization that the provider is set to. */
export function getClientConfig(opts?: pulumi.InvokeOptions): Promise<GetClientConfigResult> {
  return pulumi.runtime.invoke(token, {}, utilities.invokeOptions(opts)) as Promise<GetClientConfigResult>;
}

/** Organization that the provider is set to. */
export function getClientConfigOutput(
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetClientConfigResult> {
  return pulumi.runtime.invokeOutput(token, {}, utilities.invokeOptions(opts));
}
