/** Layout of Pulumi's own backends in S3, as the engine writes it; several stacks share a bucket. */

/** The backend's description of itself. */
export const STATE_DESCRIPTION = ".pulumi/meta.yaml";

/** The state of a stack, whose outputs others may read. */
export function stateObject(bucketArn: string, project: string, stack: string): string {
  return `${bucketArn}/.pulumi/stacks/${project}/${stack}.json`;
}

/**
 * Everything that belongs to one stack, or to all stacks whose names match a pattern such as `staging-*`. The
 * organization's name in locks is fixed there.
 */
export function stateObjects(bucketArn: string, project: string, stack: string): string[] {
  const state = stateObject(bucketArn, project, stack);
  return [
    state,
    `${state}.bak`,
    // Read at every operation, although few stacks have tags: a refusal ends the operation.
    `${bucketArn}/.pulumi/stacks/${project}/${stack}.pulumi-tags`,
    `${bucketArn}/.pulumi/backups/${project}/${stack}/*`,
    `${bucketArn}/.pulumi/history/${project}/${stack}/*`,
    `${bucketArn}/.pulumi/locks/organization/${project}/${stack}/*`,
  ];
}
