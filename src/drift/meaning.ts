import { isBlock } from "../law/grant";
import type { JsonObject } from "../law/json/json-object";
import { Membership } from "../law/membership/membership";
import type { Advice } from "../law/model/finding";
import type { UserId } from "../law/model/ids";
import type { Exemption, RegisterEntry } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { readTenant } from "../tenant/graph/tenant";
import type { Answer } from "../tenant/live/tenant-problem";
import { type Comparison, compare } from "../verifier/compare";
import { CLIENTS, emergencyAccess } from "../verifier/emergency-access";
import { shutOut } from "../verifier/exempt-people";
import { peopleIn } from "../verifier/exemptions";
import { prove } from "../verifier/prove";
import { registering } from "../verifier/registering";
import type { Change } from "./change";
import type { DriftReport, Effect, Meaning } from "./drift-report";

/** The most changes that are judged one by one. All of them are judged together. */
const MOST_ALONE = 40;

/**
 * Proves the tenant as it is and with every change undone, and compares the two: with all changes, and with each change by itself.
 * @param file the tenant as it is, in which each change can be undone by itself
 * @param inForce the entries of the register that exempt people
 * @param notKnown parts of the tenant that could not be read
 */
export function meaningOf(
  report: DriftReport,
  file: JsonObject,
  inForce: readonly Pick<RegisterEntry, "kind" | "principal">[],
  notKnown: readonly Advice[],
): Answer<Meaning, Advice> {
  const exemptions = inForce.map(({ principal }) => principal);
  const changes = report.changes.filter(({ undo }) => undo !== undefined);
  const [actual, should] = [without([], file), without(changes, file)];
  if (actual === undefined || should === undefined) return { kind: "failed", problem: UNREADABLE };
  const together = effectOf(should, actual, exemptions);
  const alone = changes
    .slice(0, MOST_ALONE)
    .map((one) => [one, changes.length === 1 ? together : effectAlone(one, changes, file, exemptions)] as const);
  const [verdict, coded] = [prove(actual, exemptions), prove(should, exemptions)];
  const accounts = inForce.flatMap(({ kind, principal }) => (kind === "break-glass" ? [principal] : []));
  const meaning: Meaning = {
    verdict,
    tenant: actual,
    exemptions,
    asCoded: coded.kind,
    blocksOthers: verdict.blocked !== false && !coded.blocked,
    ...blockedIn(actual, should, accounts, together),
    together,
    alone: new Map(alone),
    notKnown,
  };
  return { kind: "read", value: meaning };
}

/** What a change does by itself; `undefined` if a tenant with it, or without it, can't be read. */
function effectAlone(change: Change, changes: readonly Change[], file: JsonObject, exemptions: readonly Exemption[]) {
  const undone = isNewObject(change) ? changes : changes.filter((other) => !isNewObject(other));
  const [before, after] = [undone, undone.filter((other) => other !== change)].map((some) => without(some, file));
  return before && after && effectOf(before, after, exemptions);
}

/** Whether a change is a new object that a changed policy may name, such as a location: the policy is judged with it. */
const isNewObject = ({ kind, list }: Change): boolean => kind === "added" && list !== "policies";

/** The sign-ins that policies block in the actual tenant and not in the tenant as it should be, and the break-glass accounts among them. */
function blockedIn(actual: Tenant, should: Tenant, accounts: readonly Exemption[], { shutOut }: Effect) {
  const blocking = (tenant: Tenant) => ({ ...tenant, policies: tenant.policies.filter(({ grant }) => isBlock(grant)) });
  const { closed } = compare(blocking(should), blocking(actual));
  const breakGlass = peopleIn(accounts, new Membership(actual));
  // A comparison lists only some ways. So accounts that none of them is about are compared alone.
  const users = actual.users?.filter(
    ({ id }) => breakGlass.has(id) && !closed.some(({ people }) => people.includes(id)),
  );
  const alone = users?.length ? compare({ ...blocking(should), users }, { ...blocking(actual), users }).closed : [];
  const ways = [...alone.filter(({ people }) => people.length > 0), ...closed];
  const blocked = ways.filter(({ signIn }) => CLIENTS.includes(signIn.clientApp));
  const people = new Set([...shutOut, ...blocked.flatMap((way) => (way.certain ? way.people : []))]);
  const isClosed = (id: UserId, tenant: Tenant) => emergencyAccess(tenant, id).kind === "closed";
  const stopped = [...breakGlass].filter((id) => people.has(id) || (isClosed(id, actual) && !isClosed(id, should)));
  return { blocked, breakGlassStopped: stopped.length };
}

/** The tenant in a file with these changes undone; `undefined` if it can't be read. */
function without(changes: readonly Change[], file: JsonObject): Tenant | undefined {
  const read = readTenant(changes.reduce((sum, { undo }) => undo?.(sum) ?? sum, file));
  return read.ok ? read.tenant : undefined;
}

/** What changes from one tenant to the other, for all people and for those that the register exempts. */
export function effectOf(before: Tenant, after: Tenant, exemptions: readonly Exemption[]): Effect {
  const comparison = compare(before, after, exemptions);
  return {
    kind: kindOf(comparison),
    opened: comparison.opened,
    shutOut: shutOut(before, after, exemptions),
    registering: compare(registering(before), registering(after), exemptions).opened.length > 0,
  };
}

function kindOf({ kind, opened, closed }: Comparison): Effect["kind"] {
  if (opened.some(({ certain }) => certain)) return "weakens";
  if (opened.length > 0) return "mayWeaken";
  if (kind === "unknown") return "unknown";
  return closed.length > 0 ? "strengthens" : "neutral";
}

const UNREADABLE: Advice = {
  message: "could not judge what the drift means: the tenant's objects can't be read",
  help: "run `npm run -s azmfa -- snapshot --out tenant.json`, then `npm run -s azmfa -- prove tenant.json`, which says which",
};
