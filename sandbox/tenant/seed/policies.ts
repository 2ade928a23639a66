import type { GraphObject, JsonObject } from "../json";
import { withDefaults } from "../policy/defaults";
import { seedId } from "./ids";

const BREAK_GLASS = [seedId("breakGlass", 1), seedId("breakGlass", 2)];

/** Policies that were there before: none of them asks anybody for MFA on the way to Azure management. */
export function seedPolicies(): readonly GraphObject[] {
  return [
    policy(1, "Block legacy authentication", "enabled", {
      conditions: { ...everyone(["All"]), clientAppTypes: ["exchangeActiveSync", "other"] },
      grantControls: { operator: "OR", builtInControls: ["block"] },
    }),
    policy(2, "MFA for Office 365", "enabled", {
      conditions: { ...everyone(["Office365"]), clientAppTypes: ["all"] },
      grantControls: { operator: "OR", builtInControls: ["mfa"] },
    }),
    policy(3, "MFA for risky sign-ins (being tried)", "enabledForReportingButNotEnforced", {
      conditions: { ...everyone(["All"]), clientAppTypes: ["all"], signInRiskLevels: ["high"] },
      grantControls: { operator: "OR", builtInControls: ["mfa"] },
    }),
    policy(4, "Register security information from headquarters only", "enabled", {
      conditions: {
        users: { includeUsers: ["All"], excludeUsers: BREAK_GLASS },
        applications: { includeUserActions: ["urn:user:registersecurityinfo"] },
        clientAppTypes: ["all"],
        locations: { includeLocations: ["All"], excludeLocations: [seedId("location", 1)] },
      },
      grantControls: { operator: "OR", builtInControls: ["block"] },
    }),
  ];
}

function everyone(includeApplications: readonly string[]): JsonObject {
  return { users: { includeUsers: ["All"], excludeUsers: BREAK_GLASS }, applications: { includeApplications } };
}

function policy(n: number, displayName: string, state: string, rest: JsonObject): GraphObject {
  const id = seedId("policy", n);
  return { ...withDefaults({ displayName, state, ...rest }), id, createdDateTime: "2024-02-01T08:00:00Z" };
}
