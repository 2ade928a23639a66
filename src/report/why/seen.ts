import type { Ground } from "../../verifier";
import type { Policy } from "../../verifier/policy";
import type { SignIn } from "../../verifier/sign-in";
import type { DirectoryNames } from "../words/directory-names";

/** A policy and the sign-in that it lets through, with what is needed to say why. */
export interface Seen {
  readonly policy: Policy;
  readonly signIn: SignIn;
  readonly ground: Ground;
  readonly names: DirectoryNames;
}

/** Why the policy lets the sign-in through (its name goes before), and what would make it stop it. */
export interface Explanation {
  readonly why: string;
  readonly fix: string;
}
