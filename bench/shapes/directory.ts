import { objectId, randomNumbers } from "./random";

type Json = Record<string, unknown>;

/** Users, 10% of them guests, and groups that each contain some users and one or two later groups. */
export function directory(users: number, groups: number): { users: Json[]; groups: Json[]; namedLocations: Json[] } {
  const pick = randomNumbers(11);
  return {
    users: Array.from({ length: users }, (_, number) => ({
      id: objectId("a", number),
      userPrincipalName: number % 10 === 0 ? `u${number}_x#EXT#@contoso.example` : `u${number}@contoso.example`,
      userType: number % 10 === 0 ? "Guest" : "Member",
      accountEnabled: number % 50 !== 0,
    })),
    groups: Array.from({ length: groups }, (_, number) => ({
      id: objectId("c", number),
      displayName: `Group ${number}`,
      members: [
        ...Array.from({ length: Math.min(users, 40) }, () => ({ id: objectId("a", pick(users)) })),
        ...(number + 1 < groups
          ? [{ id: objectId("c", number + 1 + pick(groups - number - 1)), "@odata.type": "#microsoft.graph.group" }]
          : []),
      ],
    })),
    namedLocations: locations(40, 20),
  };
}

/** Named locations with IPv4 ranges, some of them overlapping. */
export function locations(count: number, ranges: number): Json[] {
  const pick = randomNumbers(13);
  return Array.from({ length: count }, (_, number) => ({
    "@odata.type": "#microsoft.graph.ipNamedLocation",
    id: objectId("d", number),
    displayName: `Location ${number}`,
    isTrusted: number % 2 === 0,
    ipRanges: Array.from({ length: ranges }, () => ({
      "@odata.type": "#microsoft.graph.iPv4CidrRange",
      cidrAddress: `${1 + pick(220)}.${pick(256)}.${pick(256)}.0/${20 + pick(9)}`,
    })),
  }));
}
