import { listing, shortened } from "../../text/sentence";
import { type Answer, type Conclusion, failed, type Observation, observation, passed, unknown, worst } from "../answer";
import type { Audited } from "../audited";
import { licence, securityDefaults } from "../besides/licence";
import { asked, type Step } from "../check";
import { partOf } from "../known";

export const conditionalAccess: Step = {
  title: "Security → Conditional Access",
  must: "Conditional Access is licensed, and security defaults are off",
  inBenchmark: true,
  ask: asked({
    look: (audited) => [securityDefaults.ask(audited), licence.ask(audited)],
    evidence: (answers) => answers.flatMap(({ evidence }) => evidence),
    conclude: atWorst,
  }),
};

function atWorst(answers: readonly Answer[]): Conclusion {
  const because = answers.map((answer) => answer.because).join(" ");
  const [first = "", ...rest] = answers.flatMap((answer) => ("todo" in answer ? answer.todo : []));
  switch (worst(answers)) {
    case "failed":
      return failed(because, first, ...rest);
    case "unknown":
      return unknown(because, first, ...rest);
    default:
      return passed(because);
  }
}

/** How long each list is that decides about sign-ins; a list that isn't there has no length. */
const LENGTH_OF = {
  users: ({ tenant }: Audited) => tenant.users?.length,
  groups: ({ tenant }: Audited) => tenant.groups?.size,
  roleAssignments: ({ tenant }: Audited) => tenant.roleAssignments?.filter(({ isEligible }) => !isEligible).length,
  policies: ({ tenant }: Audited) => tenant.policies.length,
  namedLocations: ({ tenant }: Audited) => tenant.locations?.size,
};
type DecidingList = keyof typeof LENGTH_OF;

const NAMES: { readonly [L in DecidingList]: string } = {
  users: "users",
  groups: "groups",
  roleAssignments: "role assignments",
  policies: "policies",
  namedLocations: "named locations",
};

export const openEntra: Step = {
  title: "Open Microsoft Entra ID",
  must: "the tenant can be read, with the permissions that the steps need",
  inBenchmark: true,
  ask: asked({
    look: (audited) => readingOf(["users", "groups", "roleAssignments"], audited),
    evidence: (reading, audited) => [...whichTenant(audited), ...lengths(reading)],
    conclude: (reading) => concluded(reading, "The directory's people, groups and role assignments"),
  }),
};

export const security: Step = {
  title: "Security",
  must: "the tenant's policies can be read, and what they refer to",
  inBenchmark: true,
  ask: asked({
    look: (audited) => readingOf(["policies", "namedLocations"], audited),
    evidence: lengths,
    conclude: (reading) => concluded(reading, "The policies and named locations"),
  }),
};

/** How far some lists were read. */
interface Reading {
  readonly lists: readonly { readonly list: DecidingList; readonly length: number | undefined }[];
  /** Of which there is only a part. */
  readonly partial: readonly DecidingList[];
  readonly refused: Audited["facts"]["notRead"];
}

function readingOf(lists: readonly DecidingList[], audited: Audited): Reading {
  const isAmong = (name: string): boolean => lists.some((list) => list === name);
  return {
    lists: lists.map((list) => ({ list, length: LENGTH_OF[list](audited) })),
    partial: lists.filter((list) => audited.tenant.partlyKnown?.some(({ field }) => field === list)),
    refused: audited.facts.notRead.filter(({ key, part }) => isAmong(key) && part !== "owners"),
  };
}

function lengths({ lists }: Reading): readonly Observation[] {
  return lists.map(({ list, length }) =>
    observation(undefined, NAMES[list], length?.toLocaleString("en-US") ?? "not known"),
  );
}

function whichTenant({ facts: { readAt, organization } }: Audited): readonly Observation[] {
  const { id = "", displayName } = partOf(organization) ?? {};
  const name = displayName ?? id;
  return [
    ...(partOf(organization) === undefined
      ? []
      : [observation({ kind: "tenant", id, name }, "tenant", name || "not known")]),
    ...(readAt === undefined ? [] : [observation(undefined, "read at", readAt)]),
  ];
}

function concluded({ lists, partial, refused }: Reading, what: string): Conclusion {
  const missing = lists.filter(({ length }) => length === undefined).map(({ list }) => NAMES[list]);
  if (partial.length + refused.length + missing.length === 0) return passed(`${what} can be read.`);
  const reasons = refused.map(({ why }) => shortened(why));
  const roles = [...new Set(refused.flatMap(({ role }) => role ?? []))];
  return unknown(
    partial.length > 0
      ? `Only a part was read of the ${listing(
          partial.map((list) => NAMES[list]),
          "and",
        )}.`
      : `${missing.length > 0 ? `What was read has no ${listing(missing, "or")}` : "Not all of it could be read"}${reasons.length === 0 ? "" : `: ${listing(reasons, "and")}`}.`,
    roles.length > 0
      ? `give whoever reads the tenant the application role ${listing(roles, "and")}, with admin consent`
      : "write the tenant down with `azmfa snapshot`, which reads these lists as a whole",
  );
}
