import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { isOffered } from "../../settings/offered";

/** TLS 1.2 and 1.3, with forward secrecy where API Gateway offers a policy for it, for an API and for its domain. */
export function tlsOf(region: string): {
  readonly securityPolicy: string;
  readonly endpointAccessMode?: string;
} {
  return isOffered("securityPolicies", region)
    ? { securityPolicy: "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09", endpointAccessMode: "STRICT" }
    : { securityPolicy: "TLS_1_2" };
}

export interface InferenceApiDomainArgs {
  readonly region: string;
  readonly domainName: string;
  /** Certificate in the API's account and Region. */
  readonly certificateArn: string;
  readonly restApiId: pulumi.Input<string>;
  readonly stageName: pulumi.Input<string>;
}

/** Custom domain of the API. Whoever owns the DNS zone adds the record. */
export class InferenceApiDomain extends pulumi.ComponentResource {
  /** Where a record of the domain has to point to. */
  public readonly target: pulumi.Output<string>;

  constructor(name: string, args: InferenceApiDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:inference:InferenceApiDomain", name, {}, opts);
    const domain = new aws.apigateway.DomainName(
      name,
      {
        domainName: args.domainName,
        regionalCertificateArn: args.certificateArn,
        endpointConfiguration: { types: "REGIONAL" },
        ...tlsOf(args.region),
      },
      { parent: this },
    );
    new aws.apigateway.BasePathMapping(
      `${name}-mapping`,
      { domainName: domain.domainName, restApi: args.restApiId, stageName: args.stageName, basePath: "v1" },
      { parent: this },
    );
    this.target = domain.regionalDomainName;
    this.registerOutputs({ target: this.target });
  }
}
