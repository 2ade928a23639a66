import type { Policy } from "../../model/policy";
import type { SignIn } from "../../model/sign-in";
import type { EvaluationContext } from "../../verifier/evaluate";
import type { DirectoryNames } from "../words/directory-names";

/** A policy and the sign-in that it lets through, with what is needed to say why. */
export interface Seen {
  readonly policy: Policy;
  readonly signIn: SignIn;
  readonly ground: EvaluationContext;
  readonly names: DirectoryNames;
}

/** Why the policy lets the sign-in through (its name goes before), and what would make it stop it. */
export interface Explanation {
  readonly why: string;
  readonly fix: string;
}
