import { directory, locations } from "./directory";
import { mixedPolicies } from "./policies";
import { boxes, chain, longFilter, manyRanges } from "./worst";

type Json = Record<string, unknown>;

const withoutDirectory = (policies: number): Json => ({
  policies: mixedPolicies(policies, 0),
  namedLocations: locations(40, 20),
});

/** Policies that all name groups: nothing covers everybody, so that each user has to be looked at. */
const withDirectory = (users: number): Json => ({
  policies: mixedPolicies(2000, 5000)
    .filter(({ conditions }) => JSON.stringify(conditions).includes("includeGroups"))
    .slice(0, 240),
  ...directory(users, 5000),
});

/** What is measured: a title, and the tenant in Graph's words. */
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
];
