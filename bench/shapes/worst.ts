import { directory, locations } from "./directory";
import { mixedPolicies, policy } from "./policies";
import { objectId, randomNumbers } from "./random";

type Json = Record<string, unknown>;

const PLATFORMS = ["android", "iOS", "windows", "windowsPhone", "macOS", "linux"];
const CLIENTS = ["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "easSupported", "other"];
const RISKS = ["none", "low", "medium", "high", "hidden"];

/** Policies that each cover a random box of several dimensions, so that only many of them together cover everything. */
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

/** A policy with a device filter of many parts. */
export function longFilter(atoms: number): Json {
  const parts = Array.from({ length: atoms }, (_, number) => `device.displayName -contains "${number}x"`);
  const rule = parts.map((part, number) => (number % 2 === 0 ? `(${part}` : `${part})`)).join(" -or ");
  return { policies: [policy(0, { conditions: { devices: { deviceFilter: { mode: "exclude", rule } } } })] };
}

/** As many locations and ranges as a tenant can have, half of them excluded by one policy each. */
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

/** A chain of nested groups that policies name. */
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

/** Policies about different places and devices, and two that together leave no device. Each person is excluded by some policy. */
export function filtersAndPlaces(): Json {
  const pick = randomNumbers(19);
  const filter = (mode: string, rule: string): Json => ({ devices: { deviceFilter: { mode, rule } } });
  const several = (kind: string, below: number, count: number): string[] => [
    ...new Set(Array.from({ length: count }, () => objectId(kind, pick(below)))),
  ];
  const scattered = Array.from({ length: 240 }, (_, number) =>
    policy(number, {
      users: { includeUsers: ["All"], excludeUsers: several("a", 100, 10) },
      conditions: {
        ...filter("include", `device.extensionAttribute${1 + (number % 15)} -eq "${number % 7}"`),
        locations: { includeLocations: several("d", 195, 30), excludeLocations: several("d", 195, 2) },
      },
    }),
  );
  const whole = ["include", "exclude"].map((mode, number) =>
    policy(240 + number, { conditions: filter(mode, 'device.model -eq "a"') }),
  );
  return { policies: [...scattered, ...whole], ...directory(100, 1), namedLocations: locations(195, 200) };
}

/** Locations whose places can't be read. One policy includes each location, and one excludes it. */
export function unreadPairs(count: number): Json {
  const pair = (number: number): Json[] => {
    const here = [objectId("d", number)];
    const clientAppTypes = number % 2 === 0 ? ["browser", "other"] : ["all"];
    return [{ includeLocations: here }, { includeLocations: ["All"], excludeLocations: here }].map((places, side) =>
      policy(number * 2 + side, { conditions: { clientAppTypes, locations: places } }),
    );
  };
  return {
    policies: Array.from({ length: count }, (_, number) => pair(number)).flat(),
    namedLocations: Array.from({ length: count }, (_, number) => ({
      "@odata.type": "#microsoft.graph.ipNamedLocation",
      id: objectId("d", number),
    })),
  };
}

/** Rings of groups, each group inside the next and inside a distant one. Each is excluded by some policy. */
export function rings(length: number): Json {
  const nested = (number: number): Json => ({
    "@odata.type": "#microsoft.graph.group",
    id: objectId("c", number % length),
  });
  return {
    policies: Array.from({ length: 240 }, (_, number) =>
      policy(number, {
        users: {
          includeUsers: ["All"],
          excludeGroups: Array.from({ length: 20 }, (_, one) => objectId("c", number * 20 + one)),
        },
      }),
    ),
    ...directory(length, 1),
    groups: Array.from({ length }, (_, number) => ({
      id: objectId("c", number),
      members: [{ id: objectId("a", number) }, nested(number + 1), nested(number + length / 2)],
    })),
  };
}

/** Users who are all in different groups, and for each group a policy that excludes it. */
export function allDifferent(users: number): Json {
  const pick = randomNumbers(23);
  const some = (values: readonly string[]): string[] => values.filter(() => pick(5) > 0);
  return {
    policies: Array.from({ length: 240 }, (_, number) =>
      policy(number, {
        users: { includeUsers: ["All"], excludeGroups: [objectId("c", number)] },
        conditions: { clientAppTypes: some(CLIENTS), signInRiskLevels: some(RISKS) },
      }),
    ),
    ...directory(users, 1),
    groups: Array.from({ length: 240 }, (_, number) => ({
      id: objectId("c", number),
      members: Array.from({ length: users / 20 }, () => ({ id: objectId("a", pick(users)) })),
    })),
  };
}

/** A device on which each guest needs a seat, with one seat too few (the pigeonhole problem). It is hard for every known method. */
export function guestsAndSeats(guests: number): { readonly policies: readonly Json[] } {
  const sits = (guest: number, seat: number): string => `device.displayName -contains "g${guest}in${seat}x"`;
  const numbers = Array.from({ length: guests }, (_, number) => number);
  const filters = [
    ...numbers.map((guest) => [
      "exclude",
      numbers
        .slice(1)
        .map((seat) => sits(guest, seat))
        .join(" -or "),
    ]),
    ...numbers
      .slice(1)
      .flatMap((seat) =>
        numbers.flatMap((one) =>
          numbers.slice(one + 1).map((other) => ["include", `${sits(one, seat)} -and ${sits(other, seat)}`]),
        ),
      ),
  ];
  return {
    policies: filters.map(([mode, rule], number) =>
      policy(number, { conditions: { devices: { deviceFilter: { mode, rule } } } }),
    ),
  };
}
