import { locations } from "./directory";
import { mixedPolicies, policy } from "./policies";
import { objectId, randomNumbers } from "./random";

type Json = Record<string, unknown>;

const PLATFORMS = ["android", "iOS", "windows", "windowsPhone", "macOS", "linux"];
const CLIENTS = ["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "easSupported", "other"];
const RISKS = ["none", "low", "medium", "high", "hidden"];

/** Each policy covers a random box of several dimensions, so that only many of them together cover anything. */
export function boxes(count: number): Json {
  const pick = randomNumbers(17);
  const most = (values: readonly string[]): string[] => values.filter(() => pick(4) > 0);
  return {
    policies: Array.from({ length: count }, (_, number) =>
      policy(number, {
        conditions: {
          clientAppTypes: most(CLIENTS),
          platforms: { includePlatforms: ["all"], excludePlatforms: most(PLATFORMS).slice(0, 1 + pick(3)) },
          signInRiskLevels: most(RISKS),
          userRiskLevels: most(RISKS),
        },
      }),
    ),
  };
}

/** One policy with a device filter of many parts. */
export function longFilter(atoms: number): Json {
  const parts = Array.from({ length: atoms }, (_, number) => `device.displayName -contains "${number}x"`);
  const rule = parts.map((part, number) => (number % 2 === 0 ? `(${part}` : `${part})`)).join(" -or ");
  return { policies: [policy(0, { conditions: { devices: { deviceFilter: { mode: "exclude", rule } } } })] };
}

/** The most locations and ranges that a tenant can have, half of them excluded by one policy each. */
export function manyRanges(): Json {
  return {
    policies: Array.from({ length: 100 }, (_, number) =>
      policy(number, {
        conditions: {
          locations: { includeLocations: ["All"], excludeLocations: [objectId("d", number), "AllTrusted"] },
        },
      }),
    ),
    namedLocations: locations(195, 2000),
  };
}

/** Groups inside groups, one in the other, all of them named by policies. */
export function chain(length: number, users: number): Json {
  return {
    policies: mixedPolicies(240, length),
    users: Array.from({ length: users }, (_, number) => ({
      id: objectId("a", number),
      userPrincipalName: `u${number}`,
    })),
    groups: Array.from({ length }, (_, number) => ({
      id: objectId("c", number),
      members: [{ id: objectId("a", number % users) }, ...(number > 0 ? [{ id: objectId("c", number - 1) }] : [])],
    })),
    namedLocations: locations(40, 20),
  };
}
