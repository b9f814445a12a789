import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** The one inline policy of a role. */
export interface InlinePolicy {
  readonly name: string;
  readonly document: pulumi.Input<string>;
}

/**
 * Gives a role its policy.
 *
 * @returns the role's ARN, known only once the policy is there: what uses the role never runs without permissions
 */
export function attachInlinePolicy(
  name: string,
  role: aws.iam.Role,
  { name: policyName, document }: InlinePolicy,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const policy = new aws.iam.RolePolicy(
    `${name}-policy`,
    { role: role.name, name: policyName, policy: document },
    { parent },
  );
  return pulumi.all([role.arn, policy.id]).apply(([roleArn]) => roleArn);
}
