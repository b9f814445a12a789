import type { LandingZoneSettings } from "./landing-zone";
import { landingZoneSchema } from "./landing-zone";
import type { OrganizationSettings } from "./organization";
import { organizationSchema } from "./organization";

/** The two kinds of stack, by the value of the setting `kind`. */
export const SCHEMAS = { organization: organizationSchema, "landing-zone": landingZoneSchema } as const;

export type StackKind = keyof typeof SCHEMAS;
export type Settings = OrganizationSettings | LandingZoneSettings;
