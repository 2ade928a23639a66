import { CONDITIONS, DIMENSIONS, jsonKey } from "../law/conditions";
import type { Circumstances, Dimension } from "../law/model/dimensions";
import { OUTSIDER_TYPES, type Principal } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import type { IsoDate } from "../text/iso-date";
import { agentsOf } from "../verifier/agents";
import type { ChangedBypass } from "../verifier/compare";
import type { JudgedRegister } from "../verifier/exemptions";
import type { Bypass, Dependency, Width } from "../verifier/verdict";
import { asOfDay, assumptionsBehind, type Judgement, unknownsOf } from "../words/judgement";
import { type DirectoryNames, describePrincipal, directoryNames } from "../words/principal";
import { formatterOf } from "../words/sign-in";
import type { JudgedComparison } from "./change";

/** The verdict in the shape and key order that `docs/verdicts.md` promises. */
export function verdictObject(judgement: Judgement, otherDay: IsoDate | undefined): object {
  const { file, tenant, verdict, register, elapsedMs } = judgement;
  const names = directoryNames(tenant);
  const { count, blocked } = agentsOf(tenant);
  return {
    file,
    verdict: verdict.kind,
    uncovered: {
      users: verdict.uncovered.users,
      classes: verdict.uncovered.classes,
      externals: verdict.uncovered.outsiders,
    },
    bypasses: verdict.bypasses.map((bypass) => bypassInJson(bypass, names)),
    unknowns: unknownsOf(verdict.unknowns),
    ifUnknownGroupsEmpty: judgement.ifUnknownGroupsEmpty,
    settledBy: verdict.settledBy,
    restsOn: verdict.restsOn.map(({ policy, displayName, people }) => ({ policy, displayName, people })),
    blocksEverybody: verdict.blocked === "all",
    agents: { count, blocked },
    assumed: judgement.assumed,
    incomplete: !verdict.isWhole,
    ...registerInJson(register),
    assumptions: [...assumptionsBehind(judgement), ...(otherDay === undefined ? [] : [asOfDay(otherDay)])],
    elapsedMs: Math.round(elapsedMs),
  };
}

/** The comparison in the shape and key order that `docs/verdicts.md` promises. */
export function changeObject(judged: JudgedComparison): object {
  const { before, after, comparison, register, elapsedMs } = judged;
  const namesBefore = directoryNames(before.tenant);
  const namesAfter = directoryNames(after.tenant);
  return {
    before: before.file,
    after: after.file,
    comparison: comparison.kind,
    opened: comparison.opened.map((bypass) => changedInJson(bypass, namesAfter)),
    closed: comparison.closed.map((bypass) => changedInJson(bypass, namesBefore)),
    unknowns: unknownsOf(comparison.unknowns),
    ...registerInJson(register),
    elapsedMs: Math.round(elapsedMs),
  };
}

/** A bypass that exists on one side only, and what must hold for it if it isn't certain. */
export function changedInJson(bypass: ChangedBypass, names: DirectoryNames): object {
  const { hangsOn, certain } = bypass;
  return { ...bypassInJson(bypass, names), ...(certain ? {} : { certain }), hangsOn: hangsOn.map(dependencyInJson) };
}

const dependencyInJson = (dependency: Dependency): object => ({
  kind: dependency.kind,
  id: dependency.id,
  policies: dependency.policies,
  holds: dependency.holds,
  ...(dependency.kind === "content" ? { policy: dependency.policy } : {}),
});

/** One bypass: who, how, how wide, and why. */
const bypassInJson = (bypass: Bypass, names: DirectoryNames): object => ({
  who: whoInJson(bypass.signIn.principal, names),
  signIn: signInInJson(bypass.signIn, names.tenant),
  needs: bypass.needs,
  alsoTrueFor: widthInJson(bypass.alsoTrueFor, names.tenant),
  because: bypass.because.map(({ policy, displayName, reason }) => ({ policy, displayName, reason })),
  hangsOn: bypass.hangsOn.map(({ kind, id, policies }) => ({ kind, id, policies })),
});

/** Who signs in. If the users aren't known, people are classes, and `displayName` has the id that the file names. */
function whoInJson(principal: Principal, names: DirectoryNames): object {
  const { type } = principal.identity;
  if (principal.kind === "person" && names.tenant.users !== undefined) {
    const user = names.userOf(principal.id);
    return {
      kind: "user",
      id: principal.id,
      displayName: user?.displayName ?? principal.id,
      disabled: user?.disabled ?? false,
    };
  }
  const kind = OUTSIDER_TYPES.some((outsider) => outsider === type) ? "external" : "class";
  return { kind, id: type, displayName: describePrincipal(principal, names), disabled: false };
}

/** The dimensions in the order of the JSON. The device has the longest words, so it is last. */
const IN_ORDER: readonly Dimension[] = [...DIMENSIONS.filter((dimension) => dimension !== "device"), "device"];

/** One sign-in, with network and device in words. */
export const signInInJson = (signIn: Circumstances, tenant: Tenant): object =>
  inOrder((dimension, write) => write(signIn[dimension]), tenant);

/** How wide the bypass is: `"any"` or the values, under the same keys. */
const widthInJson = (width: Width, tenant: Tenant): object =>
  inOrder((dimension, write) => (width[dimension] === "any" ? "any" : width[dimension]?.map(write)), tenant);

type Write<D extends Dimension> = (value: Circumstances[D]) => unknown;

/** What is said of each dimension, if anything is. */
function inOrder(entry: <D extends Dimension>(dimension: D, write: Write<D>) => unknown, tenant: Tenant): object {
  const formatter = formatterOf(tenant);
  const written = <D extends Dimension>(dimension: D) =>
    entry(dimension, (value) => CONDITIONS[dimension].inJson?.(value, formatter) ?? value);
  const entries = IN_ORDER.map((dimension) => [jsonKey(dimension), written(dimension)] as const);
  return Object.fromEntries(entries.filter(([, said]) => said !== undefined));
}

/** Who is exempt, and which register entries are overdue or unused. */
function registerInJson(register: JudgedRegister | undefined): object {
  return {
    exempt: (register?.inForce ?? []).map(({ principal: { id }, kind }) => ({ id, kind })),
    register: {
      stale: (register?.stale ?? []).map(({ principal }) => principal.id),
      overdue: (register?.overdue ?? []).map(({ principal }) => principal.id),
    },
  };
}
