import type * as pulumi from "@pulumi/pulumi";

import type { Foundation } from "../../components/foundation";
import { LabelDeliveryRole } from "../../components/data/label-delivery-role";
import { monitoredModels } from "../../settings/monitored";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";

export interface LabelDeliveryArgs {
  readonly settings: Pick<LandingZoneSettings, "models">;
  /** The team's own accounts. */
  readonly ownAccounts: readonly string[];
  /** Organization of the accounts. @default none, or a single account */
  readonly organizationId?: string;
}

/** Roles by which services deliver labels, one a model. Children of the plane, named after it. */
export function createLabelDelivery(
  plane: pulumi.ComponentResource,
  name: string,
  foundation: Foundation,
  { settings, ...accounts }: LabelDeliveryArgs,
): void {
  for (const { model, groundTruth } of monitoredModels(settings)) {
    if (groundTruth) {
      const { account } = groundTruth;
      new LabelDeliveryRole(
        `${name}-ground-truth-${model}`,
        { ...foundation, ...accounts, model, ...(account === undefined ? {} : { account }) },
        { parent: plane },
      );
    }
  }
}
