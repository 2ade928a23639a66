import { directory, locations } from "./directory";
import { policy } from "./policies";
import { objectId, randomNumbers } from "./random";

type Json = Record<string, unknown>;

const homeTenant = (number: number): string => objectId("b", number);

/** Guests of all types from the listed home tenants. */
const guestsOf = (members: readonly string[]): Json => ({
  guestOrExternalUserTypes:
    "b2bCollaborationGuest,b2bCollaborationMember,b2bDirectConnectUser,otherExternalUser,serviceProvider",
  externalTenants: {
    "@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
    membershipKind: "enumerated",
    members,
  },
});

/** Policies that each exclude guests from other home tenants, so that together they name very many. */
export function homeTenants(policies: number, homes: number): Json {
  return {
    policies: Array.from({ length: policies }, (_, number) =>
      policy(number, {
        users: {
          excludeGuestsOrExternalUsers: guestsOf(
            Array.from({ length: homes }, (_, one) => homeTenant(number * homes + one)),
          ),
        },
      }),
    ),
  };
}

/** Policies that each exclude guests from some of the same home tenants, so that no two tenants are treated alike. */
export function scatteredHomeTenants(policies: number, homes: number): Json {
  const pick = randomNumbers(29);
  return {
    policies: Array.from({ length: policies }, (_, number) =>
      policy(number, {
        users: {
          excludeGuestsOrExternalUsers: guestsOf([
            ...new Set(Array.from({ length: homes }, () => homeTenant(pick(homes * 20)))),
          ]),
        },
      }),
    ),
  };
}

/** The numbers of people, places and devices, and how policies name them. */
interface Scattered {
  readonly seed: number;
  readonly policies: number;
  readonly users: number;
  readonly groups: number;
  /** The number of locations, of 195, whose places can't be read. */
  readonly unread: number;
  /** The largest number of comparisons in a device filter, and the numbers of attributes and values. */
  readonly filter: readonly [comparisons: number, attributes: number, values: number];
}

/** Policies about different places, devices and people, so that hardly any two people are treated alike. */
export function peoplePlacesDevices({ seed, policies, users, groups, unread, filter }: Scattered): Json {
  const pick = randomNumbers(seed);
  const several = (kind: string, below: number, count: number): string[] => [
    ...new Set(Array.from({ length: count }, () => objectId(kind, pick(below)))),
  ];
  const [comparisons, attributes, values] = filter;
  const comparison = (): string =>
    `device.extensionAttribute${1 + pick(attributes)} ${["-eq", "-ne", "-startsWith", "-contains"][pick(4)]} "${pick(values)}"`;
  const rule = (): string =>
    Array.from({ length: 1 + pick(comparisons) }, comparison).join(pick(2) === 0 ? " -or " : " -and ");
  const filtered = (): Json => ({
    devices: { deviceFilter: { mode: pick(2) === 0 ? "include" : "exclude", rule: rule() } },
  });
  const named = locations(195, 20).map((location, number) =>
    number % 195 < unread ? withoutPlaces(location) : location,
  );
  return {
    policies: Array.from({ length: policies }, (_, number) =>
      policy(number, {
        users: { excludeUsers: several("a", users, 20), excludeGroups: several("c", groups, 2) },
        conditions: {
          locations: {
            includeLocations: pick(4) > 0 ? several("d", 195, 23) : ["All"],
            excludeLocations: several("d", 195, 7),
          },
          ...(pick(2) === 0 ? filtered() : {}),
          ...(pick(4) === 0 ? { clientAppTypes: ["browser", "other"].slice(pick(2)) } : {}),
        },
      }),
    ),
    ...directory(users, groups),
    namedLocations: named,
  };
}

const withoutPlaces = ({ "@odata.type": type, id }: Json): Json => ({ "@odata.type": type, id });

/** A tenant's policies without its users and groups, as in an export of the policies alone. */
export const withoutMembers = ({ groups: _groups, users: _users, ...rest }: Json): Json => rest;

/** The same policies, each of which also excludes one of some groups. */
export function leavingOutGroups(tenant: { readonly policies: readonly Json[] }, groups: number): Json {
  return {
    policies: tenant.policies.map((one, number) => ({
      ...one,
      conditions: {
        ...(one["conditions"] as Json),
        users: { includeUsers: ["All"], excludeGroups: [objectId("c", number % groups)] },
      },
    })),
  };
}
