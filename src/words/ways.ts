import type { GroupId } from "../law/model/ids";
import { listing, named, shortened } from "../text/sentence";
import type { Way } from "../verifier/one-sign-in/ways-named";
import { type DirectoryNames, describeRole } from "./principal";

/** By what a policy names somebody: `All users, the group "B" (through "A") and their role …`. */
export const describeWays = (ways: readonly Way[], names: DirectoryNames): string =>
  listing(
    ways.map((way) => describeWay(way, names)),
    "and",
  );

function describeWay(way: Way, names: DirectoryNames): string {
  switch (way.kind) {
    case "everyone":
      return "All users";
    case "id":
      return "their id";
    case "group":
      return `the group ${groupName(way.id, names)}${way.certain ? through(way.chain.slice(0, -1), names) : NOT_KNOWN}`;
    case "role":
      return `${describeRole(way.id)}${way.certain ? through(way.chain, names) : NOT_KNOWN}`;
    case "guest":
      return way.truths.every((truth) => truth === "yes")
        ? "their sort of guest"
        : "guests, of whom they may be one (what isn't known is the sort of guest or the home tenant)";
    case "notUnderstood":
      return `${shortened(way.field)}, which isn't understood`;
  }
}

const NOT_KNOWN = " (whether it holds them isn't known)";

/** From the group that somebody is in to the one inside the named one. */
const through = (chain: readonly GroupId[], names: DirectoryNames): string =>
  chain.length === 0 ? "" : ` (through ${chain.map((id) => groupName(id, names)).join(", in ")})`;

/** A group by its name, where the file has one. */
export const groupName = (id: GroupId, { tenant }: DirectoryNames): string =>
  named(tenant.groups?.get(id)?.displayName ?? id);
