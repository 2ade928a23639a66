import { targetsAzureManagement } from "../../law/applications";
import type { EvaluationContext } from "../../law/evaluate";
import type { Dimension } from "../../law/model/dimensions";
import type { GroupId, RoleId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { Principal, SignIn } from "../../law/model/sign-in";
import { every, holds, type Reading } from "../../law/model/truth";
import { notUnderstoodIn } from "../not-understood";
import { type BitSet, bitSetWhere, elementsOf, emptyBitSet, setBit } from "../search/bit-set";
import type { CandidatePolicy } from "../search/candidate-policy";
import { Search } from "../search/search";
import { searchSpaceOf, signInAt } from "../search/search-space";
import type { PolicyAnswer } from "./policy-answer";
import { settledPolicy, type ToldSignIn, withTold } from "./told-sign-in";
import type { JudgedPerson } from "./ways-named";

/** What comes of a sign-in. */
export type Outcome =
  /** Nobody gets through without MFA, whatever isn't told. `blocked`: not with it either, by one of the policies that apply. */
  | { readonly kind: "stopped"; readonly blocked: boolean }
  | { readonly kind: "getsIn"; readonly example: SignIn }
  /** `through` and `stopped`: how it can go either way, where that was found. */
  | {
      readonly kind: "depends";
      readonly on: readonly HangsOn[];
      readonly through: SignIn | undefined;
      readonly stopped: SignIn | undefined;
    };

/** What an outcome hangs on. */
export type HangsOn =
  | { readonly kind: "dimension"; readonly dimension: Dimension }
  | { readonly kind: "group"; readonly id: GroupId }
  | { readonly kind: "role"; readonly id: RoleId }
  /** What sort of guest they are, or of which home tenant. */
  | { readonly kind: "identity" }
  | { readonly kind: "content"; readonly policy: Policy["id"]; readonly field: string }
  | { readonly kind: "bound" };

interface Asked {
  readonly person: JudgedPerson;
  readonly told: ToldSignIn;
  readonly settled: EvaluationContext;
  readonly replay: (signIn: SignIn, expected: "stopped" | "through") => SignIn;
}

/** A policy that may stop the sign-in, with what is left of it. */
interface Stopping {
  readonly answer: PolicyAnswer;
  readonly candidate: CandidatePolicy;
}

export function outcomeOf(answers: readonly PolicyAnswer[], { person, told, settled, replay }: Asked): Outcome {
  const stopping = answers.flatMap((answer) => stoppingOf(answer, told, settled));
  const identities = [...person.identities.keys()];
  const cautious = new Look("cautious", stopping);
  const generous = new Look("generous", stopping);
  const signIn = (found: Found): SignIn | undefined =>
    found && withTold(signInAt(found.assignment, principalOf(person, found.identity)), told);
  const through = identities.map((identity) => cautious.through(identity)).find((found) => found !== undefined);
  if (through === undefined && !cautious.isBounded) return { kind: "stopped", blocked: answers.some(blocks) };
  const stoppable = identities.map((identity) => generous.stopped(identity)).find((found) => found !== undefined);
  const example = signIn(through);
  if (stoppable === undefined && !generous.isBounded && example !== undefined)
    return { kind: "getsIn", example: replay(example, "through") };
  const stopped = signIn(identities.map((identity) => cautious.stopped(identity)).find((found) => found !== undefined));
  const isBounded = cautious.isBounded || generous.isBounded;
  return {
    kind: "depends",
    on: [...hangsOn(stopping.map(({ answer }) => answer)), ...(isBounded ? [{ kind: "bound" } as const] : [])],
    through: example && replay(example, "through"),
    stopped: stopped && replay(stopped, "stopped"),
  };
}

/** Whether some sign-in as told gets through under the generous reading, in which whatever may stop it does. */
export function isOpenWhatever(
  answers: readonly PolicyAnswer[],
  { person, told, settled }: Omit<Asked, "replay">,
): boolean {
  const look = new Look(
    "generous",
    answers.flatMap((answer) => stoppingOf(answer, told, settled)),
  );
  return [...person.identities.keys()].every((identity) => look.through(identity) !== undefined);
}

function stoppingOf(answer: PolicyAnswer, told: ToldSignIn, settled: EvaluationContext): readonly Stopping[] {
  if (answer.applies === "no" || answer.canStop === "no") return [];
  const { policy, settled: truth } = settledPolicy(answer.policy, told, settled.tenant);
  const certainty = every([
    answer.canStop,
    truth,
    targetsAzureManagement(policy.applications),
    policy.notUnderstood.length > 0 || policy.conditions.device.kind === "notUnderstood" ? "unclear" : "yes",
  ]);
  return [{ answer, candidate: { policy, context: settled, certainty, tenantIndex: 0 } }];
}

type Found = { readonly identity: number; readonly assignment: Parameters<typeof signInAt>[0] } | undefined;

/** Looks for sign-ins of the person under one reading of what isn't understood, and of who holds what. */
class Look {
  isBounded = false;
  readonly #reading: Reading;
  readonly #stopping: readonly Stopping[];
  readonly #search: Search | undefined;

  constructor(reading: Reading, stopping: readonly Stopping[]) {
    this.#reading = reading;
    this.#stopping = stopping;
    const space = searchSpaceOf(
      stopping.map(({ candidate }) => candidate),
      reading,
      false,
    );
    this.#search = space && new Search(space);
    this.isBounded = space === undefined;
  }

  /** A sign-in that none of the policies about the person stops. */
  through(identity: number): Found {
    return this.#find(identity, { stopping: this.#about(identity) });
  }

  /** A sign-in that one of the policies about the person stops. */
  stopped(identity: number): Found {
    for (const policy of elementsOf(this.#about(identity))) {
      const met = emptyBitSet(this.#stopping.length);
      setBit(met, policy);
      const found = this.#find(identity, { stopping: emptyBitSet(this.#stopping.length), met });
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #find(identity: number, query: Parameters<Search["find"]>[0]): Found {
    const found = this.#search?.find(query);
    this.isBounded ||= found?.exhausted === true;
    return found?.assignment && { identity, assignment: found.assignment };
  }

  #about(identity: number): BitSet {
    return bitSetWhere(this.#stopping, ({ candidate, answer }) =>
      holds(every([candidate.certainty, answer.about[identity] ?? "no"]), this.#reading),
    );
  }
}

const principalOf = ({ id, identities }: JudgedPerson, identity: number): Principal => ({
  kind: "person",
  id,
  identity: identities[identity] ?? { type: "member", home: "unnamed" },
});

/** Whether it applies for certain and lets nobody in. */
function blocks({ policy: { grant }, applies, canStop }: PolicyAnswer): boolean {
  if (applies !== "yes" || canStop !== "yes" || grant.kind !== "controls") return false;
  const isBlock = grant.controls.some(({ kind }) => kind === "block");
  return isBlock && (grant.controls.length === 1 || grant.operator.kind === "all");
}

/** What those policies hang on that neither stop every such sign-in nor none. */
function hangsOn(answers: readonly PolicyAnswer[]): readonly HangsOn[] {
  const all = answers.flatMap(({ policy, included, excluded, about, conditions, applies, canStop }): HangsOn[] => {
    if (applies === "yes" && canStop === "yes") return [];
    const holders = [...included, ...excluded].flatMap((way): HangsOn[] =>
      (way.kind === "group" || way.kind === "role") && !way.certain ? [{ kind: way.kind, id: way.id } as HangsOn] : [],
    );
    const hangsOnHolders = about.includes("unclear");
    return [
      ...conditions.flatMap(({ dimension, met }): HangsOn[] =>
        met === "depends" ? [{ kind: "dimension", dimension }] : [],
      ),
      ...(hangsOnHolders ? holders : []),
      ...(new Set(about).size > 1 ? [{ kind: "identity" } as const] : []),
      ...(applies === "unclear" || canStop === "unclear" || hangsOnHolders
        ? notUnderstoodIn(policy).map(({ field }) => ({ kind: "content", policy: policy.id, field }) as const)
        : []),
    ];
  });
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
