import { directory, locations } from "./directory";
import { policy } from "./policies";
import { objectId, randomNumbers } from "./random";

type Json = Record<string, unknown>;

const homeTenant = (number: number): string => objectId("b", number);

/** Guests of listed home tenants, of all types that have one. */
const guestsOf = (members: readonly string[]): Json => ({
  guestOrExternalUserTypes:
    "b2bCollaborationGuest,b2bCollaborationMember,b2bDirectConnectUser,otherExternalUser,serviceProvider",
  externalTenants: {
    "@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
    membershipKind: "enumerated",
    members,
  },
});

/** Each policy leaves out the guests of home tenants of its own, so that all of them together name very many. */
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

/** The same home tenants over and over, each policy leaving out some of them: no two homes are named alike. */
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

/** Policies about places, devices and many kinds of people at once: most people are in a class of their own. */
export function peoplePlacesDevices(policies: number, users: number): Json {
  const pick = randomNumbers(31);
  const several = (kind: string, below: number, count: number): string[] => [
    ...new Set(Array.from({ length: count }, () => objectId(kind, pick(below)))),
  ];
  return {
    policies: Array.from({ length: policies }, (_, number) =>
      policy(number, {
        users: { includeUsers: ["All"], excludeUsers: several("a", users, 20), excludeGroups: several("c", 50, 2) },
        conditions: {
          locations: { includeLocations: ["All"], excludeLocations: several("d", 195, 4) },
          ...(pick(2) === 0
            ? {
                devices: {
                  deviceFilter: {
                    mode: pick(2) === 0 ? "include" : "exclude",
                    rule: `device.extensionAttribute${1 + pick(5)} -eq "${pick(4)}" -or device.model -startsWith "${pick(9)}"`,
                  },
                },
              }
            : {}),
          ...(pick(3) === 0
            ? { signInRiskLevels: ["high", "medium", "low", "none", "hidden"].filter(() => pick(4) > 0) }
            : {}),
        },
      }),
    ),
    ...directory(users, 50),
    namedLocations: locations(195, 20),
  };
}
