import { objectId, randomNumbers } from "./random";

const AZURE_MANAGEMENT = "797f4846-ba00-4fd7-ba43-dac1f8f63013";

type Json = Record<string, unknown>;

/** A policy that requires MFA from everyone everywhere, with some changes. */
export function policy(number: number, changes: { conditions?: Json; users?: Json; grantControls?: Json } = {}): Json {
  return {
    id: objectId("e", number),
    displayName: `Policy ${number}`,
    state: "enabled",
    conditions: {
      clientAppTypes: ["all"],
      applications: { includeApplications: [AZURE_MANAGEMENT] },
      users: { includeUsers: ["All"], ...changes.users },
      ...changes.conditions,
    },
    grantControls: { operator: "OR", builtInControls: ["mfa"], ...changes.grantControls },
  };
}

const PLATFORMS = ["android", "iOS", "windows", "windowsPhone", "macOS", "linux"];
const CLIENTS = ["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "other"];
const RISKS = ["none", "low", "medium", "high", "hidden"];

const ATTRIBUTES = ["model", "manufacturer", "displayName", "trustType"];

/** Policies with all kinds of conditions in a fixed mixture, one or two in each. Half of the policies name groups. */
export function mixedPolicies(count: number, groups: number): Json[] {
  const pick = randomNumbers(7);
  const some = (values: readonly string[]): string[] => values.filter(() => pick(2) === 0);
  const kinds: readonly (() => Json)[] = [
    () => ({ platforms: { includePlatforms: ["all"], excludePlatforms: some(PLATFORMS) } }),
    () => ({ clientAppTypes: [...some(CLIENTS), "browser"] }),
    () => ({ signInRiskLevels: [...some(RISKS), "high"] }),
    () => ({ userRiskLevels: [...some(RISKS), "none"] }),
    () => ({ locations: { includeLocations: ["All"], excludeLocations: [objectId("d", pick(40))] } }),
    () => ({ devices: { deviceFilter: { mode: "exclude", rule: `device.${ATTRIBUTES[pick(4)]} -eq "${pick(9)}"` } } }),
    () => ({ authenticationFlows: { transferMethods: "deviceCodeFlow" } }),
    () => ({}),
  ];
  return Array.from({ length: count }, (_, number) => {
    const conditions = { ...kinds[pick(kinds.length)]?.(), ...kinds[pick(kinds.length)]?.() };
    if (groups === 0 || pick(2) === 0) return policy(number, { conditions });
    const named = [objectId("c", pick(groups)), objectId("c", pick(groups))];
    const users = pick(2) === 0 ? { includeUsers: [], includeGroups: named } : { excludeGroups: named };
    return policy(number, { conditions, users });
  });
}
