import { z } from "zod";

import type { Properties, ResourceKind, Session } from "./session";
import { differing } from "./session";

const named = z.object({ publisherId: z.string().min(1), extensionId: z.string().min(1) });

/**
 * The resource type `azure-repos:index:Extension`: an extension that the organization has. It is installed only where it is
 * absent, and it stays when the resource is deleted, since other projects use it too.
 */
export class Extensions implements ResourceKind {
  constructor(private readonly session: Pick<Session, "connect">) {}

  replaces(before: Properties, after: Properties): string[] {
    return differing(before, after, ["extensionId", "publisherId"]);
  }

  async create(
    inputs: Properties,
  ): Promise<{ readonly id: string; readonly outputs: Record<string, string> }> {
    const { publisherId, extensionId } = named.parse(inputs);
    const { extensions } = this.session.connect();
    const found = await extensions.find(publisherId, extensionId);
    if (found === undefined) {
      await extensions.install(publisherId, extensionId);
    } else if (/disabled/i.test(found.installState.flags)) {
      throw new Error(
        `the extension ${publisherId}.${extensionId} is installed, but disabled: enable it under Organization settings, Extensions`,
      );
    }
    return { id: `${publisherId}/${extensionId}`, outputs: { publisherId, extensionId } };
  }
}
