import { isBlock } from "../law/grant";
import type { JsonObject } from "../law/json/json-object";
import { Membership } from "../law/membership/membership";
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
import { leastToUndo } from "../verifier/undo";
import type { Undo, UndoableChange } from "./change";
import {
  changesIn,
  type DriftReport,
  type Effect,
  type Meaning,
  type Problem,
  type Remedy,
  type RepairPlan,
} from "./drift-report";
import { isFixedByUp } from "./policy-fields";

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
  notKnown: readonly Problem[],
): Answer<Meaning, Problem> {
  const exemptions = inForce.map(({ principal }) => principal);
  const changes = changesByUndo(report);
  const undos = [...changes.keys()];
  const without = (undone: readonly Undo[]) => tenantIn(undone.reduce((sum, undo) => undo(sum), file));
  const [actual, should] = [tenantIn(file), without(undos)];
  if (actual === undefined || should === undefined) return { kind: "failed", problem: UNREADABLE };
  const together = effectOf(should, actual, exemptions);
  const alone = new Map<Undo, Effect>();
  for (const undo of undos.slice(0, MOST_ALONE)) {
    const tenant = without(undos.filter((other) => other !== undo));
    if (tenant) alone.set(undo, undos.length === 1 ? together : effectOf(should, tenant, exemptions));
  }
  const after = (steps: readonly Remedy[]): Comparison | undefined => {
    const undone = steps.flatMap(undosOf);
    const tenant = without(undos.filter((undo) => undone.includes(undo)));
    return tenant && compare(should, tenant, exemptions);
  };
  const undo = together.opened.length > 0 ? whatToDoFirst(stepsFor(report.policies, changes), alone, after) : undefined;
  const [verdict, coded] = [prove(actual, exemptions), prove(should, exemptions)];
  const verdicts = { verdict, asCoded: coded.kind, blocksOthers: verdict.blocked !== false && !coded.blocked };
  const accounts = inForce.flatMap(({ kind, principal }) => (kind === "break-glass" ? [principal] : []));
  const of = { tenant: actual, exemptions, ...blockedIn(actual, should, accounts) };
  return { kind: "read", value: { ...verdicts, ...of, together, alone, undo, notKnown } };
}

/** Who can't sign in any more, and which sign-ins pass every block of the tenant as it should be and not of the actual one. */
function blockedIn(actual: Tenant, should: Tenant, accounts: readonly Exemption[]) {
  const blocking = (tenant: Tenant) => ({ ...tenant, policies: tenant.policies.filter(({ grant }) => isBlock(grant)) });
  const { closed } = compare(blocking(should), blocking(actual));
  const breakGlass = peopleIn(accounts, new Membership(actual));
  // A comparison lists only some ways. So accounts that none of them is about are compared alone.
  const users = actual.users?.filter(
    ({ id }) => breakGlass.has(id) && !closed.some(({ people }) => people.includes(id)),
  );
  const alone = users?.length ? compare({ ...blocking(should), users }, { ...blocking(actual), users }).closed : [];
  const ways = [...alone.filter(({ people }) => people.length > 0), ...closed];
  const isClosed = (id: UserId, tenant: Tenant) => emergencyAccess(tenant, id).kind === "closed";
  return {
    blocked: ways.filter(({ signIn }) => CLIENTS.includes(signIn.clientApp)),
    breakGlass,
    lockedOut: [...breakGlass].filter((id) => isClosed(id, actual) && !isClosed(id, should)),
  };
}

/** Two changes may share a function that undoes them. The later one is kept: the snapshot knows more than the code. */
const changesByUndo = (report: DriftReport): ReadonlyMap<Undo, UndoableChange> =>
  new Map(changesIn(report).flatMap((change) => ("undo" in change ? [[change.undo, change] as const] : [])));

function tenantIn(file: JsonObject): Tenant | undefined {
  const read = readTenant(file);
  return read.ok ? read.tenant : undefined;
}

const undosOf = ({ undoes }: { readonly undoes: readonly UndoableChange[] }): readonly Undo[] =>
  undoes.map(({ undo }) => undo);

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

const UNREADABLE: Problem = {
  message: "could not judge what the drift means: the tenant's objects can't be read",
  help: "run `npm run -s azmfa -- snapshot --out tenant.json`, then `npm run -s azmfa -- prove tenant.json`, which says which",
};

/** The steps that close what the drift opens: those that undo what opens something by itself or, if that isn't enough, all steps. */
function whatToDoFirst(
  all: readonly Remedy[],
  alone: Meaning["alone"],
  after: (steps: readonly Remedy[]) => Comparison | undefined,
): RepairPlan | undefined {
  const mayOpen = ({ undo }: UndoableChange): boolean =>
    !["neutral", "strengthens"].includes(alone.get(undo)?.kind ?? "");
  const suspects = all.filter(({ undoes }) => (undoes as readonly UndoableChange[]).some(mayOpen));
  for (const steps of [suspects, all]) {
    const comparison = after(steps);
    if (steps.length === 0 || comparison === undefined || comparison.opened.length > 0) continue;
    const least = leastToUndo(steps, comparison, after);
    return { steps: least.undone.flatMap(withItsCondition), after: least.comparison.kind };
  }
  return undefined;
}

/** `pulumi up` with what has to come before it. The last of these steps comes first. */
const withItsCondition = (step: Remedy): readonly Remedy[] =>
  step.kind === "pulumiUp" && step.undoes.some((change) => "repair" in change && change.repair === "refused")
    ? [step, { kind: "securityDefaultsOff", undoes: [] }]
    : [step];

/** What can be done about the changes. Each step undoes all its changes. The search leaves out steps in this order: by hand first. */
function stepsFor(policies: DriftReport["policies"], changes: ReadonlyMap<Undo, UndoableChange>): readonly Remedy[] {
  const byUp = [...changes.values()].flatMap((change) => ("repair" in change && isFixedByUp(change) ? [change] : []));
  const requests = policies.flatMap(({ policy, changes: all, request }): readonly Remedy[] => {
    const fields = all.filter((change) => change.kind === "field");
    return request === undefined || fields.every(isFixedByUp) ? [] : [{ kind: "request", policy, undoes: fields }];
  });
  const planned: readonly Remedy[] = [
    ...requests,
    ...(byUp.length === 0 ? [] : [{ kind: "pulumiUp", undoes: byUp } as const]),
  ];
  const covered = new Set(planned.flatMap(undosOf));
  const byHand = [...changes].filter(([undo]) => !covered.has(undo));
  return [...byHand.map(([, change]): Remedy => ({ kind: "byHand", undoes: [change] })), ...planned];
}
