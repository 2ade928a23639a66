import { directory, locations } from "./directory";
import { mixedPolicies } from "./policies";
import { homeTenants, leavingOutGroups, peoplePlacesDevices, scatteredHomeTenants, withoutMembers } from "./slow";
import {
  allDifferent,
  boxes,
  chain,
  filtersAndPlaces,
  guestsAndSeats,
  longFilter,
  manyRanges,
  rings,
  unreadPairs,
} from "./worst";

type Json = Record<string, unknown>;

const withoutDirectory = (policies: number): Json => ({
  policies: mixedPolicies(policies, 0),
  namedLocations: locations(40, 20),
});

/** Policies that all name groups. None covers everyone, so the prover must look at each user. */
const withDirectory = (users: number): Json => ({
  policies: mixedPolicies(2000, 5000)
    .filter(({ conditions }) => JSON.stringify(conditions).includes("includeGroups"))
    .slice(0, 240),
  ...directory(users, 5000),
});

/** The slowest of many that were tried. */
const SCATTERED = [
  { seed: 1, policies: 185, users: 200, groups: 5, unread: 92, filter: [4, 8, 7] },
  { seed: 2, policies: 240, users: 1000, groups: 200, unread: 78, filter: [3, 10, 9] },
  { seed: 3, policies: 300, users: 1000, groups: 200, unread: 80, filter: [2, 9, 4] },
] as const;

/** The same with unknown members of the groups. The second one reaches the bound. */
const MEMBERS_NOT_KNOWN = [
  { seed: 44, policies: 192, users: 1000, groups: 20, unread: 130, filter: [3, 14, 6] },
  { seed: 477, policies: 203, users: 1000, groups: 5, unread: 130, filter: [2, 9, 8] },
] as const;

/** The measured tenants: a title, and the tenant's objects. */
export const SHAPES: readonly { readonly title: string; readonly tenant: () => Json }[] = [
  ...[10, 100, 240, 1000].map((count) => ({ title: `${count} mixed policies`, tenant: () => withoutDirectory(count) })),
  ...[1_000, 10_000, 100_000, 500_000].map((users) => ({
    title: `240 policies, ${users.toLocaleString("en")} users in 5,000 nested groups`,
    tenant: () => withDirectory(users),
  })),
  { title: "240 policies that each cover another box", tenant: () => boxes(240) },
  { title: "a device filter with 30 parts", tenant: () => longFilter(30) },
  { title: "195 locations with 2,000 ranges each", tenant: manyRanges },
  { title: "5,000 groups, each inside the next", tenant: () => chain(5000, 1000) },
  { title: "5,000 groups in rings, 4,800 of them excluded", tenant: () => rings(5000) },
  { title: "240 policies, 100,000 users in other groups each", tenant: () => allDifferent(100_000) },
  { title: "240 policies about other places and devices for each of 100 users", tenant: filtersAndPlaces },
  { title: "195 pairs of locations that can't be read", tenant: () => unreadPairs(195) },
  { title: "195 policies that each leave out 60 home tenants of their own", tenant: () => homeTenants(195, 60) },
  { title: "195 policies that each leave out 300 home tenants of their own", tenant: () => homeTenants(195, 300) },
  { title: "195 policies that each leave out 300 of 6,000 home tenants", tenant: () => scatteredHomeTenants(195, 300) },
  ...SCATTERED.map((shape) => ({
    title: `${shape.policies} policies about places, devices and ${shape.users.toLocaleString("en")} people`,
    tenant: () => peoplePlacesDevices(shape),
  })),
  ...MEMBERS_NOT_KNOWN.map((shape) => ({
    title: `${shape.policies} policies about places, devices and groups whose members aren't known`,
    tenant: () => withoutMembers(peoplePlacesDevices(shape)),
  })),
  { title: "12 guests and 11 seats, as device filters", tenant: () => guestsAndSeats(12) },
  {
    title: "12 guests and 11 seats, each policy leaving out one of 40 groups whose members aren't known",
    tenant: () => leavingOutGroups(guestsAndSeats(12), 40),
  },
];
