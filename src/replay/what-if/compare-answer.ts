import { applies, type EvaluationContext, type Reason } from "../../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { Policy } from "../../law/model/policy";
import type { SignIn } from "../../law/model/sign-in";
import { every, type Truth } from "../../law/model/truth";
import { isKnownDefect, sameHolders } from "./known-defect";

/** What Microsoft's evaluation says of each policy, by its id in lower case, with the policy as the tenant has it. */
export type TheirAnswer = ReadonlyMap<
  string,
  { readonly applies: boolean; readonly reasons: string; readonly policy: Policy }
>;

/**
 * What is said of a policy: whether it applies; where both say so, whether it keeps out whoever hasn't done MFA, by asking for it or
 * by a block. `absent`: the tenant, or the tenant file, doesn't have it.
 */
export type Said = "applies" | "doesNotApply" | "stops" | "letsThrough" | "absent";

/** A policy about which it says otherwise than we do. */
export interface OtherAnswer {
  readonly policy: Policy;
  readonly ours: Said;
  readonly because: Reason | undefined;
  readonly theirs: Said;
  /** In Graph's words: why it doesn't apply. */
  readonly reasons: string;
  /** It answers as if it didn't know who is in a group or holds a role, which it is known for. */
  readonly isKnownDefect: boolean;
}

/** All policies about which the answer is otherwise, those that only the tenant has included; none about content that isn't understood. */
export function otherAnswers(signIn: SignIn, theirs: TheirAnswer, context: EvaluationContext): readonly OtherAnswer[] {
  const { policies } = context.tenant;
  const known = new Set(policies.map(({ id }) => id.toLowerCase()));
  return [
    ...policies.flatMap((policy) => otherAbout(policy, signIn, theirs.get(policy.id.toLowerCase()), context)),
    ...[...theirs].flatMap(([id, their]): readonly OtherAnswer[] => {
      if (known.has(id) || !their.applies || canStop(their.policy) !== "yes") return [];
      return [{ ...NOTHING_BESIDE, policy: their.policy, ours: "absent", theirs: "stops" }];
    }),
  ];
}

const NOTHING_BESIDE = { because: undefined, reasons: "", isKnownDefect: false } as const;

const canStop = (policy: Policy): Truth => every([isEnforced(policy), stopsWithoutMfa(policy.grant)]);

function otherAbout(
  policy: Policy,
  signIn: SignIn,
  their: ReturnType<TheirAnswer["get"]>,
  context: EvaluationContext,
): readonly OtherAnswer[] {
  const { truth, because } = applies(policy, signIn, context);
  if (truth === "unclear" || policy.enforcement.kind === "notUnderstood") return [];
  const weSayYes = truth === "yes" && policy.enforcement.kind !== "off";
  const ours = weSayYes ? "applies" : "doesNotApply";
  if (their === undefined) return [{ ...NOTHING_BESIDE, policy, ours, because, theirs: "absent" }];
  if (their.applies === weSayYes) return weSayYes ? otherEffect(policy, their.policy) : [];
  return [
    {
      policy,
      ours,
      because,
      theirs: their.applies ? "applies" : "doesNotApply",
      reasons: their.reasons,
      isKnownDefect: sameHolders(policy, their.policy) && isKnownDefect(policy, their.applies, signIn, context),
    },
  ];
}

/** Where a policy applies by both, what comes of it: a state or a grant of the tenant's may not be the file's. */
function otherEffect(policy: Policy, their: Policy): readonly OtherAnswer[] {
  const [ours, theirs] = [canStop(policy), canStop(their)];
  if (ours === theirs || ours === "unclear" || theirs === "unclear" || asksForWhatIsNotKnown(their)) return [];
  const said = (truth: Truth): Said => (truth === "yes" ? "stops" : "letsThrough");
  return [{ ...NOTHING_BESIDE, policy, ours: said(ours), theirs: said(theirs) }];
}

/** An answer may name a strength without what it allows. */
const asksForWhatIsNotKnown = ({ grant }: Policy): boolean =>
  grant.kind === "controls" &&
  grant.controls.some(
    (control) =>
      control.kind === "strength" &&
      (control.strength.kind === "notKnown" ||
        (control.strength.kind === "listed" && control.strength.requirement === "notKnown")),
  );
